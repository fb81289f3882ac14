"""WHAT PEOPLE SEE: one file per screen, the frame around them, and how they are served."""
