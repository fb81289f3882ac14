"""Makes single slips in content files, as an author might: a key dropped, renamed, doubled, a value of
another kind, a file cut off.

Only slips that are mistakes by the documentation of the keys: leaving out a key that may be left out is no
mistake.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.content.checks import Report, check_content
from questionnaire.authoring.sources import KeyPath, Source, read_source
from questionnaire.content_folder import ROOT

KINDS = ("dropped", "renamed", "doubled", "retyped", "cut off")
FOLDERS = (
    "questionnaire/content",
    "scoring/measures",
    "scoring/threats.yaml",
    "scoring/rules/scan.yaml",
    "data/region.yaml",
    "data/playbooks.yaml",
    "data/privacy.yaml",
)

# By file: keys that may not be left out, by the list or key they stand under.
_NEEDED = {
    "questionnaire/content/questionnaire.yaml": {"": {"id", "version", "title", "sections"}},
    "questionnaire/content": {
        "": {"id", "title", "items"},
        "items": {"id", "question", "why", "how_to_find", "options", "number", "bands", "kind"},
        "options": {"id", "label"},
        "number": {"unit", "most"},
        "bands": {"points"},
        "options_from": {"file", "list"},
    },
    "scoring/measures": {
        "": {
            "id",
            "title",
            "why",
            "how",
            "how_supplier",
            "ask_supplier",
            "effort_hours",
            "cost",
            "impact",
            "principle",
            "done_by",
            "source",
            "reviewed",
        },
        "stops": {"threat", "steps"},
    },
    "scoring/threats.yaml": {
        "": {"threats"},
        "threats": {"id", "title", "family", "story", "steps", "barriers"},
        "steps": {"scout", "enter", "expand", "strike", "recover"},
        "barriers": {"id", "title", "step", "stands_when", "measures"},
    },
    "scoring/rules/scan.yaml": {
        "": {"id", "title", "questionnaire", "notes"},
        "levels": {"id", "title"},
        "knock_outs": {"id", "when", "reason"},
        "notes": {"about", "unit", "description", "source"},
    },
    "data/region.yaml": {
        "": {"id", "title", "programme", "municipalities", "sectors", "sector_groups"},
        "municipalities": {"id", "label", "code", "row", "column"},
        "sectors": {"id", "label", "sbi", "group"},
        "sector_groups": {"id", "label"},
        "first_help": {"id", "title", "text"},
        "local_help": {"id", "title", "text"},
    },
    "data/playbooks.yaml": {
        "": {"playbooks", "steps", "clocks", "texts"},
        "playbooks": {"id", "title", "sign", "steps", "never"},
        "steps": {"id", "title", "text"},
        "clocks": {"id"},
        "texts": {"id", "to", "lines"},
    },
    "data/privacy.yaml": {"": {"id"}},
}


@dataclass(frozen=True)
class Slip:
    """One slip in one file: the wrong text, and the lines on which a message is right."""

    kind: str
    file: str
    text: bytes
    lines: frozenset[int]
    what: str


@dataclass
class Outcome:
    """What check.py said about a slip."""

    slip: Slip
    report: Report | None
    crash: BaseException | None = None

    @property
    def right_file(self) -> bool:
        return self.report is not None and any(m.file == self.slip.file for m in self.report.mistakes)

    @property
    def right_line(self) -> bool:
        return self.report is not None and any(
            m.file == self.slip.file and m.line in self.slip.lines for m in self.report.mistakes
        )


def content_copy(folder: Path) -> Path:
    """The real content without its translations, in a folder of its own."""
    for name in FOLDERS:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    return folder


def try_slips(folder: Path, count: int, seed: int = 1) -> Iterator[Outcome]:
    """`count` slips, one at a time, in the content in `folder`, each checked and mended again."""
    chance = random.Random(seed)
    files = sorted(
        p for p in folder.rglob("*.yaml") if "/rules/" not in p.as_posix() or p.name == "scan.yaml"
    )
    sources = [read_source(path, folder) for path in files]
    weights = [len(source.lines) for source in sources]
    made = 0
    while made < count:
        source = chance.choices(sources, weights)[0]
        slip = make_slip(source, KINDS[made % len(KINDS)], chance)
        if slip is None:
            continue
        made += 1
        right = source.path.read_bytes()
        source.path.write_bytes(slip.text)
        try:
            yield Outcome(slip, check_content(folder))
        except Exception as error:  # exactly what must never happen: counted, not hidden
            yield Outcome(slip, None, error)
        finally:
            source.path.write_bytes(right)


def make_slip(source: Source, kind: str, chance: random.Random) -> Slip | None:
    """A slip of this kind somewhere in the file; None when this try did not give one."""
    text = source.path.read_text(encoding="utf-8")
    if kind == "cut off":
        # Not in the last line break, and not right behind an entry: what then is left is a shorter list.
        at = chance.randrange(len(text) // 10, len(text) - 2)
        line = text.count("\n", 0, at) + 1
        return Slip(kind, source.file, text[:at].encode(), _around(line, text), f"at {at}")
    keys = [place for place in source.lines if place and isinstance(place[-1], str)]
    if not keys:  # a list of words
        return None
    place = chance.choice(keys)
    parent, value = _value(source.data, place[:-1]), _value(source.data, place)
    key, line = str(place[-1]), source.lines[place]
    rows = text.splitlines(keepends=True)
    span = _span(rows, line, key, parent)
    if span is None:
        return None
    start, end = span
    entry = source.lines.get(place[:-1], 1)
    if kind == "dropped":
        if (
            key not in _needed(source.file, place)
            or len(parent) == 1
            or (key == "options" and "options_from" in parent)
        ):
            return None
        text = _without(text, start, end)
        return Slip(kind, source.file, text.encode(), frozenset({line, line - 1, entry}), f"{place}")
    if kind == "renamed":
        wrong = key + "x" if chance.random() < 0.5 else key[:-1] + chance.choice("qzj")
        where = text.index(key, start)
        return Slip(
            kind,
            source.file,
            (text[:where] + wrong + text[where + len(key) :]).encode(),
            frozenset({line, entry}),
            f"{place}",
        )
    if kind == "doubled":
        piece = text[start:end]
        again = piece if piece.endswith("\n") else f"{piece.rstrip(', ')}, "
        wrong_text = (
            text[:end] + again + text[end:] if piece.endswith("\n") else text[:start] + again + text[start:]
        )
        return Slip(
            kind,
            source.file,
            wrong_text.encode(),
            frozenset(range(line, line + 2 * (piece.count("\n") + 1))),
            f"{place}",
        )
    other = _other_kind(value, key, chance)
    if other is None:
        return None
    colon = text.index(":", start)
    stop = end - 1 if text[end - 1] == "\n" else end
    tail = text[colon + 1 : stop]
    closing = re.search(r"\s*[},]*\s*$", tail) if not tail.endswith("\n") and text[end - 1] != "\n" else None
    keep = closing[0] if closing else ""
    return Slip(
        "retyped",
        source.file,
        (text[: colon + 1] + " " + other + keep + text[stop:]).encode(),
        frozenset({line, entry}),
        f"{place} = {other}",
    )


def _needed(file: str, place: KeyPath) -> set[str]:
    known = _NEEDED.get(file) or _NEEDED.get(file.rsplit("/", 1)[0], {})
    above = next((str(step) for step in reversed(place[:-1]) if isinstance(step, str)), "")
    return known.get(above, set())


def _value(data: Any, place: KeyPath) -> Any:
    for step in place:
        data = data[step]
    return data


def _span(rows: list[str], line: int, key: str, parent: Any) -> tuple[int, int] | None:
    """Where a key with its value stands in the text; None when it is not simple to cut out."""
    before = sum(map(len, rows[: line - 1]))
    row = rows[line - 1]
    block = re.match(rf"^(\s*)(- )?{re.escape(key)}:", row)
    if block and not block[2]:
        depth, last = len(block[1]), line
        while last < len(rows) and (
            rows[last].strip() == ""
            or len(rows[last]) - len(rows[last].lstrip()) > depth
            or _dash(rows[last], depth)
        ):
            last += 1
        while rows[last - 1].strip() == "":
            last -= 1
        return before, before + sum(map(len, rows[line - 1 : last]))
    found = [m.start() for m in re.finditer(rf"(?<=[{{ ,]){re.escape(key)}: ", row)]
    if len(found) != 1 or not isinstance(parent, dict) or "{" not in row:
        return None
    start, depth, quote = found[0], 0, ""
    for at in range(start, len(row)):
        sign = row[at]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"" and row[at - 1] in " [{":
            quote = sign
        elif sign in "[{":
            depth += 1
        elif sign in "]}":
            if depth == 0:
                return before + start, before + at
            depth -= 1
        elif sign == "," and depth == 0:
            return before + start, before + at + 2
    return None


def _dash(row: str, depth: int) -> bool:
    return row.startswith(" " * depth + "- ")


def _without(text: str, start: int, end: int) -> str:
    left = text[:start].rstrip(" ")
    if text[end : end + 1] == "}" and left.endswith(","):
        return left[:-1] + text[end:]
    return text[:start] + text[end:]


def _other_kind(value: Any, key: str, chance: random.Random) -> str | None:
    """The same key with a value of a kind that it never has."""
    if isinstance(value, bool):
        return chance.choice(["misschien", "[1, 2]"])
    if isinstance(value, int | float):
        return chance.choice(["veel", "[1, 2]", "{een: 1}"])
    if isinstance(value, str):
        return chance.choice(["[een, twee]", "{een: twee}", "12"]) if key != "about" else "[een, twee]"
    if isinstance(value, tuple):
        return chance.choice(["een tekst", "7", "true"]) if key != "of" else "7"
    return chance.choice(["een tekst", "7", "[1, 2]"]) if isinstance(value, dict) else None


def _around(line: int, text: str) -> frozenset[int]:
    """The line where a file was cut, the one before, and the first lines of the entries it stands in: where
    an author would look.
    """
    rows = text.splitlines()
    entries, depth = {line, line - 1}, 99
    for number in range(line, 0, -1):
        above = re.match(r"^(\s*)(- |\w+:$)", rows[number - 1])
        if above and len(above[1]) < depth:
            depth = len(above[1])
            entries.add(number)
    return frozenset(entries)
