"""Finding a child and the single view of one. Derived data only, behind the access function."""
