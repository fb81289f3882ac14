"""What is most likely wrong in a file that is not YAML, and on which line: found by looking at the lines
themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ruamel.yaml.nodes import Node, ScalarNode

from questionnaire.authoring.mistakes import Phrase
from questionnaire.language.translation import N_

# A quote that opens a value: after a colon, dash, comma or bracket.
_OPENING = re.compile(r"""(?:^\s*|:\s+|-\s+|,\s*|[\[{]\s*)(['"])""")
_KEY = re.compile(r"^\s*(?:-\s+)?[\w-]+:\s+(?P<value>[^'\"\[{|>&*#\s].*)$")
_SIGN_BETWEEN_BRACKETS = re.compile(r"[\[{][^'\"]*(?:\w:\S|\?\s*[,\]}])")
_BRACKETS = N_("kijk of elke accolade en elk vierkant haakje ook weer dicht gaat.")
_GENERAL = N_("kijk naar inspringen, aanhalingstekens, haakjes en dubbele punten, ook op de regel erboven.")


# Looks like a space and is none: comes along when text is pasted from a document or a page.
_ODD_SPACES = "\u00a0\u2007\u202f\u3000\u200b\u2060\ufeff"
_ODD = re.compile(rf"^\s*(?:- )?[{_ODD_SPACES}]|[\w-]:[{_ODD_SPACES}]|^\s*-[{_ODD_SPACES}]")
_BARE_WORD = re.compile(r"^\s*[a-z][\w-]*$")
_SIGN_FIRST = re.compile(r"^\s*(?:- )?(?:[\w-]+:\s+)?(?P<sign>[*&!%@`])")
_FAR = 40
_MERGED = re.compile(r"(?:<{7}|={7}|>{7})(?: |$)")  # what git leaves where it cannot choose


def likely_cause(text: str, line: int, began: int | None = None) -> tuple[int, Phrase]:
    """Line and remedy for a file that the reader gave up on at `line`, in something that began at `began`
    (from 1).
    """
    rows = text.split("\n")
    merged = next((i for i, row in enumerate(rows, 1) if _MERGED.match(row)), None)
    if merged is not None:
        return merged, Phrase(
            N_(
                "hier staan twee versies onder elkaar, van twee mensen tegelijk. Houd er één over en haal de tekens weg."
            )
        )
    line = min(line, len(rows))
    while (
        line > 1 and not rows[line - 1].strip()
    ):  # at the end of the file the reader stands behind the last text
        line -= 1
    rows_up = range(line, max(0, line - _FAR), -1)
    opened = next((i for i in range(min(line, len(rows)), 0, -1) if _left_open(rows[i - 1])), None)
    if opened is not None:
        return opened, Phrase(N_("sluit het aanhalingsteken. Een ' in zo'n tekst schrijft u als ''."))
    odd = next((i for i in rows_up if _ODD.search(rows[i - 1])), None)
    if odd is not None:
        return odd, Phrase(
            N_(
                "hier staat een bijzondere spatie, meegekomen bij het plakken. Typ de spaties op deze regel opnieuw."
            )
        )
    row = rows[line - 1]
    if "\t" in row[: len(row) - len(row.lstrip())]:
        return line, Phrase(N_("spring in met spaties, niet met een tab."))
    if row.rstrip() == "---":
        return line, Phrase(
            N_("een bestand heeft één deel: haal deze regel weg, en alles wat er dubbel onder staat.")
        )
    if began is not None and began < line and _uneven(rows[began - 1]):
        return began, Phrase(_BRACKETS)
    bare = began if began is not None and ":" not in rows[began - 1] else _bare_word(rows, rows_up)
    if bare is not None:
        word = rows[bare - 1].replace("- ", "", 1).split()[:1]
        return bare, Phrase(N_("zet een dubbele punt achter '{key}'."), {"key": word[0] if word else ""})
    found = _KEY.match(row)
    if found and re.search(r":(\s|$)", found["value"]):
        return line, Phrase(N_("zet de tekst tussen aanhalingstekens, want er staat een dubbele punt in."))
    if _uneven(row):
        return line, Phrase(_BRACKETS)
    if _SIGN_BETWEEN_BRACKETS.search(row):
        return line, Phrase(
            N_("zet tussen haakjes elke tekst met een dubbele punt of vraagteken tussen aanhalingstekens.")
        )
    sign = _SIGN_FIRST.match(row)
    if sign:
        return line, Phrase(
            N_("zet een tekst die met {sign} begint tussen aanhalingstekens."), {"sign": sign["sign"]}
        )
    return line, Phrase(_GENERAL)


_NOT_A_REMARK = re.compile(r"[ \t]+#[^\s#!:-]")


def cut_by_a_hash(top: Node, rows: list[str]) -> Iterator[int]:
    """Lines with a text without quotes and behind it a # without a space: 'Kies nummer #1' ends before the #."""
    left, seen = [top], set()
    while left:
        node = left.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, ScalarNode):
            end = node.end_mark
            if (
                node.style in (None, "")
                and node.value
                and end.line < len(rows)
                and _NOT_A_REMARK.match(rows[end.line][end.column :])
            ):
                yield end.line + 1
        else:
            left += [part for pair in node.value for part in (pair if isinstance(pair, tuple) else (pair,))]


def _uneven(row: str) -> bool:
    return row.count("{") != row.count("}") or row.count("[") != row.count("]")


def _bare_word(rows: list[str], upwards: range) -> int | None:
    """A line above the last one with one word where a key with a colon belongs: what stands under it is a
    list or deeper.
    """
    for i in upwards[1:]:
        found = _BARE_WORD.match(rows[i - 1])
        below = rows[i] if i < len(rows) else ""
        depth = len(rows[i - 1]) - len(rows[i - 1].lstrip())
        if found and (below.lstrip().startswith("- ") or len(below) - len(below.lstrip()) > depth):
            return i
    return None


def _left_open(row: str) -> bool:
    """Whether a quote that opens a value is not closed on the same line."""
    position = 0
    while (opening := _OPENING.search(row, position)) is not None:
        quote, position = opening[1], opening.end()
        while True:
            closing = row.find(quote, position)
            if closing < 0:
                return True
            position = closing + 1
            if quote == "'" and row[position : position + 1] == "'":
                position += 1  # '' inside single quotes is one quote
            elif quote == '"' and row[closing - 1] == "\\":
                continue
            else:
                break
    return False
