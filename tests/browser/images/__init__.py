"""Pictures for the papers, made by a real browser."""
