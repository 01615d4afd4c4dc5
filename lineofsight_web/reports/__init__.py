"""The board's report: what a paper says, held against the snapshot in force."""
