"""Commands of the board's report."""
