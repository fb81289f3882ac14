"""Looking from outside, against real servers on this machine alone."""
