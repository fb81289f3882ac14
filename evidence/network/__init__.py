"""The only way out: name look-ups, connections to public addresses alone, and pages within bounds."""
