"""Amounts and classes in words, as every paper and command has them too: see scoring/advising/in_words.py."""

from __future__ import annotations

from scoring.advising.in_words import (
    COST,
    DONE_BY,
    STEPS,
    actions,
    barriers_more,
    barriers_stand,
    done_by,
    facts,
    hours,
)

__all__ = [
    "COST",
    "DONE_BY",
    "STEPS",
    "actions",
    "barriers_more",
    "barriers_stand",
    "done_by",
    "facts",
    "hours",
]
