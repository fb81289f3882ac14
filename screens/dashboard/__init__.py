"""The region in figures: tables made from what is released, charts of those tables, and files to download."""
