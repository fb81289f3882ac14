"""Breaking text into lines: left-aligned, hyphenated in body text, balanced in headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth

SOFT_HYPHEN = "\u00ad"  # looks like a hyphen; a reader that joins the lines drops it
_CUT = "\u200b"  # marks, inside this file, a line that ends in the middle of a word without a hyphen of ours
SHORTEST_HYPHENATED = 8  # letters
LEAST_BEFORE_BREAK = 3  # letters of a word left before, and carried behind, a break
RAGGED = 0.86  # a line filled less than this is worth a hyphen
SHORT = 0.12  # of the width: a last line shorter than this is a widow
MOST_REMEMBERED = 8000

Run = tuple[str, str]  # font, text
Piece = tuple[int, str]  # index of the run, text
Line = tuple[Piece, ...]
Word = list[Piece]


class Breaker:
    """Breaks runs into lines for one language.

    `hyphenate` gives the places where a word may be split. `library` holds the texts that belong to everyone,
    as every font in use shows them (`clean` changes nothing in them): only those are hyphenated (a hyphenator keeps the words it saw) and only their lines are remembered. So
    nothing that one reader typed, and no sentence with one reader's figures in it, stays in memory.
    """

    def __init__(
        self, hyphenate: Callable[[str], Iterable[int]] | None = None, library: Iterable[str] = ()
    ) -> None:
        self.hyphenate = hyphenate
        self.library = frozenset(library)
        self.remembered: dict[tuple[Any, ...], tuple[Line, ...]] = {}

    def lines(
        self,
        runs: tuple[Run, ...],
        size: float,
        width: float,
        hyphenated: bool = False,
        balanced: bool = False,
    ) -> tuple[Line, ...]:
        """The lines of `runs` at `size` within `width`. Every line but the last ends with its space or soft
        hyphen.
        """
        if sum(stringWidth(text, font, size) for font, text in runs) <= width:
            line = tuple((index, text) for index, (_, text) in enumerate(runs) if text)
            return (line,) if line else ()
        shared = all(text in self.library for _, text in runs)
        key = (runs, size, round(width, 2), hyphenated, balanced)
        if shared and key in self.remembered:
            return self.remembered[key]
        split = self.hyphenate if shared and hyphenated else None
        words = _words(runs)
        found = self._fill(words, runs, size, width, split)
        if balanced and len(found) > 1:
            found = self._balance(words, runs, size, width, len(found))
        lines = tuple(_joined(line, runs, last=index == len(found) - 1) for index, line in enumerate(found))
        if shared:
            if len(self.remembered) >= MOST_REMEMBERED:
                self.remembered.clear()
            self.remembered[key] = lines
        return lines

    def _balance(
        self, words: list[Word], runs: tuple[Run, ...], size: float, width: float, count: int
    ) -> list[list[Word]]:
        """The same number of lines with their lengths as even as can be."""
        low, high = width / count, width
        for _ in range(7):
            middle = (low + high) / 2
            if len(self._fill(words, runs, size, middle, None)) > count:
                low = middle
            else:
                high = middle
        return self._fill(words, runs, size, high, None)

    def _fill(
        self, words: list[Word], runs: tuple[Run, ...], size: float, width: float, split: Any
    ) -> list[list[Word]]:
        """Words into lines, as many in each as fit."""
        fonts = [font for font, _ in runs]
        space = stringWidth(" ", fonts[0], size) if fonts else 0.0
        lines: list[list[Word]] = []
        line: list[Word] = []
        used = 0.0
        todo = list(reversed(words))
        while todo:
            word = todo.pop()
            if len(word) == 1:
                needed = stringWidth(word[0][1], fonts[word[0][0]], size)
            else:
                needed = sum(stringWidth(text, fonts[run], size) for run, text in word)
            gap = space if line else 0.0
            if used + gap + needed <= width + 0.01:
                line.append(word)
                used += gap + needed
                continue
            parts = None
            if len(word) == 1 and used < RAGGED * width:
                parts = _divided(word[0], fonts, size, width - used - gap, split)
            if parts is None and not line:
                parts = _cut(word, fonts, size, width)
            if parts:
                line.append(parts[0])
                todo += [parts[1]] if parts[1] else []
            else:
                todo.append(word)
            lines.append(line)
            line, used = [], 0.0
        if line:
            lines.append(line)
        _mend_last(lines, fonts, size, width)
        return lines


def _words(runs: tuple[Run, ...]) -> list[Word]:
    """The words of all runs; a word may change font inside."""
    words: list[Word] = []
    current: Word = []
    for index, (_, text) in enumerate(runs):
        for position, part in enumerate(text.split(" ")):
            if position and current:
                words.append(current)
                current = []
            if part:
                current.append((index, part))
    if current:
        words.append(current)
    return words


def _divided(
    piece: Piece, fonts: list[str], size: float, room: float, split: Any
) -> tuple[Word, Word] | None:
    """The word divided so that its first part fits `room`: behind its own hyphen, or between syllables."""
    run, text = piece
    places = [
        (at + 1, _CUT)
        for at in range(LEAST_BEFORE_BREAK, len(text) - LEAST_BEFORE_BREAK)
        if text[at] in "-/" and text[at - 1].isalpha() and text[at + 1].isalpha()
    ]
    if split and len(text) >= SHORTEST_HYPHENATED and text.isalpha():
        places += [
            (at, SOFT_HYPHEN)
            for at in split(text)
            if LEAST_BEFORE_BREAK <= at <= len(text) - LEAST_BEFORE_BREAK
        ]
    for at, mark in sorted(places, reverse=True):
        if stringWidth(text[:at] + ("-" if mark == SOFT_HYPHEN else ""), fonts[run], size) <= room:
            return [(run, text[:at] + mark)], [(run, text[at:])]
    return None


def _cut(word: Word, fonts: list[str], size: float, width: float) -> tuple[Word, Word]:
    """A word wider than the line, cut where the line ends; at least one character stays in front."""
    kept: Word = []
    used = 0.0
    for index, (run, text) in enumerate(word):
        for at, char in enumerate(text):
            used += stringWidth(char, fonts[run], size)
            if used > width and (kept or at):
                front = [*kept, (run, text[:at])] if at else kept
                front[-1] = (front[-1][0], front[-1][1] + _CUT)
                return front, [(run, text[at:]), *word[index + 1 :]]
        kept.append((run, text))
    return kept, []


def _mend_last(lines: list[list[Word]], fonts: list[str], size: float, width: float) -> None:
    """No last line of one or two short words: it gets company from the line before."""
    if (
        len(lines) < 2
        or len(lines[-1]) > 2
        or len(lines[-2]) <= 3
        or lines[-2][-1][-1][1].endswith((SOFT_HYPHEN, _CUT))
    ):
        return
    left, before = (
        sum(stringWidth(part, fonts[run], size) for word in words for run, part in word)
        for words in (lines[-1], lines[-2][-1:])
    )
    if left < SHORT * width and left + before + 2 * size <= width:
        lines[-1].insert(0, lines[-2].pop())


def _joined(line: list[Word], runs: tuple[Run, ...], last: bool) -> Line:
    """The pieces of one line with their spaces, one piece per run; a divided word has no space behind it."""
    pieces: list[Piece] = []
    for index, word in enumerate(line):
        for position, (run, text) in enumerate(word):
            if index and position == 0:
                before = pieces[-1]
                pieces[-1] = (before[0], before[1] + " ")
            if pieces and pieces[-1][0] == run:
                pieces[-1] = (run, pieces[-1][1] + text)
            else:
                pieces.append((run, text))
    if not last and pieces:
        run, text = pieces[-1]
        whole = text.endswith((SOFT_HYPHEN, _CUT))
        pieces[-1] = (run, text.removesuffix(_CUT) if whole else text + " ")
    return tuple(pieces)
