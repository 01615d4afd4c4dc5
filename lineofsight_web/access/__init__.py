"""Who may see what, why, and the log of who did. Every read of a child passes here."""
