"""Overdue today: which statutory clocks are past their day, by team, and for which children."""
