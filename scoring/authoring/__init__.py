"""For who writes rules: cases, example businesses before and after, and the reference of all keys."""
