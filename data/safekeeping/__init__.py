"""How what people typed is kept: sealed under a key of its own, and written by many at once."""
