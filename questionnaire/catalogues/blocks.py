"""The messages of a .po file as blocks of text, so that an update rewrites only what it changes."""

from __future__ import annotations

import re
from collections.abc import Iterator

_OURS, _THEIRS = 120, 79  # columns: what we write, and what gettext, Poedit and Weblate do
_STRING = re.compile(r'^"(.*)"$')


def width_of(text: str) -> int:
    """How wide a catalogue is written: as it is, for one that another program wrapped; ours for a new one."""
    wrapped = [len(row) for row in text.splitlines() if row.startswith('"') and not row.endswith('\\n"')]
    return _THEIRS if wrapped and max(wrapped) <= _THEIRS + 2 else _OURS


def as_it_stood(made: str, before: str) -> str:
    """`made`, with every message that says what it said written as in `before`."""
    known = {_said(block): block for block in _blocks(before)}
    return "\n\n".join(known.get(_said(block), block) for block in _blocks(made)) + "\n"


def _blocks(text: str) -> Iterator[str]:
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")):
        if block.strip():
            yield block.strip("\n")


def _said(block: str) -> tuple[str, ...]:
    """What a block says, however its lines are wrapped: comments by their words, texts as one string."""
    said: dict[str, list[str]] = {}
    key = ""
    for row in block.split("\n"):
        if row.startswith("#"):
            mark, _, rest = row.partition(" ")
            if mark == "#|":  # the earlier text, wrapped as a text is
                said.setdefault(mark, []).append(rest.removeprefix("msgid ").strip('"'))
            elif mark == "#,":
                said.setdefault(mark, []).extend(sorted(flag.strip() for flag in rest.split(",")))
            else:
                said.setdefault(mark, []).extend(rest.split())
            continue
        continued = _STRING.match(row)
        if continued is None:
            key, _, rest = row.partition(" ")
            said[key] = [rest.strip('"')]
        else:
            said.setdefault(key, []).append(continued[1])
    return tuple(
        f"{name} {' '.join(parts) if name.startswith('#') and name != '#|' else ''.join(parts)}"
        for name, parts in sorted(said.items())
    )
