"""From answers to figures: arithmetic, points, parts, levels, the score, and what a measure adds to it."""
