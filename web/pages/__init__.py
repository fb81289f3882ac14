"""Pages that need no app, and the first page of those that do."""
