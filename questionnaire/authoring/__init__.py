"""For who writes content: reading YAML with its lines, and mistakes in plain words."""
