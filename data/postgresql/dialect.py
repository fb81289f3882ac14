"""Statements written once, for SQLite, as PostgreSQL reads them.

What the stores write is the part that both understand (`ON CONFLICT`, no functions of one alone); here are the words
that differ. Texts compare byte for byte, as in SQLite, whatever language the database was made for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_WORDS = (
    (re.compile(r"%"), "%%"),
    (re.compile(r"\?"), "%s"),
    (re.compile(r"\s+WITHOUT ROWID\b"), ""),
    (re.compile(r"\bBLOB\b"), "BYTEA"),
)
_TEXT = re.compile(r"\bTEXT\b")


@lru_cache(maxsize=500)
def for_postgresql(statement: str) -> str:
    """One statement of a store, with `%s` for each value."""
    for word, other in _WORDS:
        statement = word.sub(other, statement)
    return (
        _TEXT.sub('TEXT COLLATE "C"', statement)
        if statement.lstrip().startswith("CREATE TABLE")
        else statement
    )


def values_for_postgresql(values: Sequence[object]) -> list[object]:
    """The values of a statement. A text of PostgreSQL holds no NUL, so who types one finds nothing."""
    return [value.replace("\0", "\ufffd") if isinstance(value, str) else value for value in values]
