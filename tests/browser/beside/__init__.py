"""Somebody beside the entrepreneur, and somebody who got a statement."""
