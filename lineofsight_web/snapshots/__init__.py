"""Opens snapshots read-only: the one in force, and older ones by id."""
