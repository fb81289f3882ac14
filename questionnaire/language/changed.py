"""How far a text changed since it was translated: whether the earlier translation still says it, and whether
anybody needs to look at all.

Why so careful: docs/decisions/translations.md.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_NO_SIGNS = re.compile(r"[\s.,;:!?'\"()\u2018-\u201e\u2026\u00ad\u2010-\u2015-]+")
_NUMBERS = re.compile(r"\d+")
_PLACES = re.compile(r"\{[^{}]*\}")
# Words that turn a sentence around: with one more or fewer, the earlier translation says the opposite.
_TURNS = frozenset(
    [
        "niet",
        "geen",
        "nooit",
        "nergens",
        "niemand",
        "niets",
        "zonder",
        "behalve",
        "alleen",
        "wel",
        "altijd",
        "elke",
        "alle",
        "meer",
        "minder",
        "hoogstens",
        "minstens",
    ]
)
_MOST_CHANGED = 0.2  # of the words
_ALIKE = 0.8  # a word that is only spelled in another way
_LONG = 5  # letters; "mail" and "mals" are two words


def letters(text: str) -> str:
    """A text as it sounds: without capitals, spaces and punctuation. Equal for "Nee, nooit." and "nee nooit"."""
    return " ".join(_NO_SIGNS.sub(" ", text).casefold().split())


def is_small(before: str, now: str) -> bool:
    """Whether only punctuation, capitals, spaces or the spelling of a word changed."""
    one, other = letters(before).split(), letters(now).split()
    return (
        _turns(one) == _turns(other)
        and _fixed(before) == _fixed(now)
        and len(one) == len(other)
        and all(_spelled(a, b) for a, b in zip(one, other))
    )


def still_says(before: str, now: str) -> bool:
    """Whether the translation of `before` can stand in for one of `now` until somebody looks at it: few words
    changed, and none of them a number, a placeholder or a word that turns the sentence around.
    """
    one, other = letters(before).split(), letters(now).split()
    if _turns(one) != _turns(other) or _fixed(before) != _fixed(now):
        return False
    same = 0
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            same += b - a
        elif kind == "replace" and b - a == d - c:
            same += sum(_spelled(x, y) for x, y in zip(one[a:b], other[c:d]))
    return max(len(one), len(other)) - same <= _MOST_CHANGED * max(len(one), len(other))


def _spelled(one: str, other: str) -> bool:
    if one == other:
        return True
    close = SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
    return close and min(len(one), len(other)) >= _LONG and not _NUMBERS.search(one + other)


def _turns(words: list[str]) -> list[str]:
    return sorted(word for word in words if word in _TURNS)


def _fixed(text: str) -> tuple[list[str], list[str]]:
    return _NUMBERS.findall(text), sorted(_PLACES.findall(text))
