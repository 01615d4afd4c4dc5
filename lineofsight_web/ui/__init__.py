"""Templates, form fields, charts and static files that every app shares."""
