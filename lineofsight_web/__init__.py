"""The web half: pages over a snapshot, and what people write. Of the engine it reads snapshots and the catalogue."""
