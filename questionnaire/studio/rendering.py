"""Values as YAML, the way the files of this house are written: short things on one line, quotes where they must."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from typing import Any

_PLAIN = re.compile(r"[^\W\d_][^:#,?\[\]{}&*!|>'\"%@`\n]*")
_ADDRESS = re.compile(r"https://[^\s#,\[\]{}'\"]+[^\s#,\[\]{}'\":]")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def inline(value: Any) -> str:
    """A value on one line: texts in quotes where YAML would read something else."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return f"{value:.10g}" if isinstance(value, float) else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{inline(key)}: {inline(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(inline, value)) + "]"
    return text_inline(str(value))


def text_inline(text: str, style: str | None = None) -> str:
    """A text on one line, in this style of quotes when it can be; in none where that says the same."""
    if any(not sign.isprintable() for sign in text) or style == '"':
        return json.dumps(text, ensure_ascii=not text.isprintable())
    if style is None and _ADDRESS.fullmatch(text):
        return text
    if style is None and _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _WORDS:
        return text
    return "'" + text.replace("'", "''") + "'"


def candidates(text: str, style: str | None) -> Iterator[str]:
    """Ways to write a text on one line, the one most like what stood there first; not all say the same everywhere."""
    if style not in ("'", '"') and text == text.strip() and text.isprintable():
        yield text
    if style == '"':
        yield text_inline(text, '"')
    if text.isprintable():
        yield text_inline(text, "'")
    yield text_inline(text, '"')


def refolded(raw: str, before: str, now: str, indent: int) -> str | None:
    """A folded text (`>-`) in which only the lines with another word change; None where it has paragraphs.

    `raw` is what stands in the file, from `>` on; `indent` the spaces before its lines.
    """
    head, *rows = raw.split("\n")
    words, lines = [], []
    for number, row in enumerate(rows):
        for word in row.split():
            words.append(word)
            lines.append(number)
    if (
        words != before.split()
        or " ".join(words) != before.strip()
        or " ".join(now.split()) != now
        or not now
    ):
        return None
    made: list[list[str]] = [[] for _ in rows]
    wanted, at = now.split(), 0
    for kind, a, b, c, d in SequenceMatcher(None, words, wanted, autojunk=False).get_opcodes():
        for offset, word in enumerate(wanted[c:d]):
            at = max(at, lines[min(a + offset, b - 1)] if b > a else at)
            made[at].append(word)
        if kind == "delete" or (b > a and not d > c):
            at = max(at, lines[a])
    return "\n".join([head, *(" " * indent + " ".join(row) for row in made if row)])


def block_entry(value: dict[str, Any], indent: int) -> str:
    """An entry of a list with a key on every line, without the spaces before its dash at `indent`."""
    rows: list[str] = []
    for key, part in value.items():
        if (isinstance(part, list | tuple) and part and all(isinstance(one, dict) for one in part)) or (
            isinstance(part, list | tuple) and any(isinstance(one, str) and " " in one for one in part)
        ):
            rows.append(f"{key}:")
            rows += [f"  - {inline(one)}" for one in part]
        else:
            rows.append(f"{key}: {inline(part)}")
    return "- " + ("\n" + " " * (indent + 2)).join(rows)
