"""Slips of meaning in the real content: what an author writes is well formed and says something else than meant.

tests/checks/mutations.py makes slips of form. Both are tried by benchmarks/mutations.py.
"""
