"""Events: rights, the organiser's handouts, and the wall. The organiser's desk itself is
screens/organiser.py.
"""
