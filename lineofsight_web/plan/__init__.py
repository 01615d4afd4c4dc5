"""Authored: what the board set out to do, and its papers. Ambitions, items, meetings, and who changed what."""
