"""PostgreSQL in place of the SQLite files that several servers must share (DATABASE_URL)."""
