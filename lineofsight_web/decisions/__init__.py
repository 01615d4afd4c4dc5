"""Authored: what people decided about records, and its export as the next build's extract."""
