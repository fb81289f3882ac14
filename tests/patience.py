"""How long a test waits for what comes within seconds on a quiet machine.

Tests wait for what they need and never for the clock, so patience costs nothing until something is really
wrong.
"""

PATIENCE_SECONDS = 180
