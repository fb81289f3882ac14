"""From published sums to figures that may be shown: shares with their margin, rankings, the room of an event,
drop-off.
"""
