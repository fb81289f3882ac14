"""From one response to sums in which nobody can be found: tallies, noise, blocks, sealing, the published
file.
"""
