"""WHAT PEOPLE SEE: one file per screen, and the frame around them."""
