"""Teams and districts compared fairly: one question at a time, never a league table."""
