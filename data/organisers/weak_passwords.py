"""Passwords that are guessed first. Nothing is asked of the internet: the list ships, with its licence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_LIST = Path(__file__).with_name("weak_passwords.txt")
FEWEST_DIFFERENT = 5  # characters: below that it is one key, or a pattern of a few
LEAST_OWN = 7  # characters that are neither a guessed word nor in the account's own name
ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop")
LONGEST_STEP = 3  # this many keys in a row, either way, are one


@cache
def weak_words() -> frozenset[str]:
    """The list, in small letters."""
    lines = _LIST.read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def is_weak(password: str, about: Iterable[str] = ()) -> bool:
    """Whether a password is guessed early: one of the list, a few keys, or little besides a guessed word, keys in
    a row, and what is known of the account (`about`: its login and name).
    """
    plain = password.lower()
    if plain in weak_words() or len(set(plain)) < FEWEST_DIFFERENT:
        return True
    parts = {part for text in about for part in re.split(r"[\W_]+", text.lower()) if len(part) > LONGEST_STEP}
    left = plain
    for word in sorted({*parts, *_within(plain)}, key=len, reverse=True):
        left = left.replace(word, " ")
    return len(re.sub(r"[\W\d_]", "", _without_rows(left))) + _digits(left) < LEAST_OWN


def _within(plain: str) -> set[str]:
    """The words of the list that stand in it."""
    known, length = weak_words(), len(plain)
    return {
        plain[at:end]
        for at in range(length)
        for end in range(at + LONGEST_STEP + 1, length + 1)
        if plain[at:end] in known
    }


def _without_rows(text: str) -> str:
    """The text without keys that stand in a row, forwards or backwards."""
    for row in (*ROWS, *(row[::-1] for row in ROWS)):
        for size in range(len(row), LONGEST_STEP, -1):
            for at in range(len(row) - size + 1):
                text = text.replace(row[at : at + size], " ")
    return text


def _digits(text: str) -> int:
    """How much the digits in it are worth: a year or a row is one guess, other digits are a half each."""
    found = re.findall(r"\d+", _without_rows(re.sub(r"(?:19|20)\d\d", " ", text)))
    return sum(len(set(digits)) for digits in found) // 2
