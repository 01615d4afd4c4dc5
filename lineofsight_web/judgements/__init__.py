"""What people say of figures: notes, targets, and levels that they accept as new. Authored; each with a reason."""
