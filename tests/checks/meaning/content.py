"""The real content in a folder of its own, and edits of it as an author makes them: one value, one key, one
line.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from data.content.checks import Report, check_content
from pdf.logo import check_logo
from questionnaire.authoring.mistakes import Mistake
from questionnaire.authoring.sources import KeyPath, Source, read_source
from questionnaire.content_folder import ROOT
from tests.checks.meaning.remedies import apply, told

RULE = "scoring/rules/scan.yaml"
REGION = "data/region.yaml"
THREATS = "scoring/threats.yaml"
PLAYBOOKS = "data/playbooks.yaml"
QUESTIONNAIRE = "questionnaire/content/questionnaire.yaml"
MIGRATIONS = "questionnaire/content/migrations.yaml"
CATALOGUES = {"en": "locale/en/LC_MESSAGES/messages.po", "de": "locale/de/LC_MESSAGES/messages.po"}
_FOLDERS = ("questionnaire/content", "scoring/measures", "tests/cases", "locale")
_FILES = (RULE, THREATS, REGION, PLAYBOOKS, "data/privacy.yaml", "data/logo.svg")


@dataclass(frozen=True)
class Slip:
    """One slip: what the files become (None: gone), and the places where a message is right."""

    kind: str
    what: str
    files: dict[str, bytes | None]
    right: frozenset[tuple[str, int]]

    def with_kind(self, kind: str) -> Slip:
        """The same slip as one of `kind`."""
        return Slip(kind, self.what, self.files, self.right)


@dataclass
class Outcome:
    """What check.py said about a slip, besides what it says of the content as it is."""

    slip: Slip
    mistakes: list[Mistake]
    crash: BaseException | None = None
    remedied: bool | None = None  # whether the first remedy took its mistake away; None: no program can do it

    @property
    def silent(self) -> bool:
        """Whether nothing was said."""
        return self.crash is None and not self.mistakes

    @property
    def on_its_line(self) -> list[Mistake]:
        """What was said where the author looks."""
        return [m for m in self.mistakes if (m.file, m.line) in self.slip.right]

    @property
    def without_remedy(self) -> bool:
        """Whether a message says nothing of what to do."""
        return any(not m.remedy.say("nl").strip() for m in self.mistakes)


class Sound:
    """A copy of the content without mistakes; slips are made in it and undone."""

    def __init__(self, folder: Path):
        self.folder = folder
        for name in _FOLDERS:
            shutil.copytree(ROOT / name, folder / name)
        for name in _FILES:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
        self._sources: dict[str, Source] = {}

    @cached_property
    def as_it_is(self) -> frozenset[str]:
        """What is said of the content without any slip."""
        return frozenset(m.say() for m in everything_about(self.folder).mistakes)

    def source(self, file: str) -> Source:
        """A file as read."""
        return self._sources.setdefault(file, read_source(self.folder / file, self.folder))

    def text(self, file: str) -> str:
        """A file as written."""
        return (self.folder / file).read_text(encoding="utf-8")

    def value(self, file: str, place: KeyPath) -> Any:
        """What stands at a place."""
        found = self.source(file).data
        for step in place:
            found = found[step]
        return found

    def themes(self) -> list[str]:
        """The files of the themes."""
        return [
            f"questionnaire/content/{name}.yaml"
            for name in self.value(QUESTIONNAIRE, ("sections",))
            if name != "profile"
        ]

    def items(self) -> Iterator[tuple[str, KeyPath, dict[str, Any]]]:
        """File, place and keys of every question of a theme."""
        for file in self.themes():
            for i, item in enumerate(self.value(file, ("items",))):
                yield file, ("items", i), item

    def measures(self) -> Iterator[tuple[str, KeyPath, dict[str, Any]]]:
        """File, place and keys of every measure."""
        for path in sorted((self.folder / "scoring/measures").glob("*.yaml")):
            file = path.relative_to(self.folder).as_posix()
            for i, measure in enumerate(self.source(file).data):
                yield file, (i,), measure

    def lines(self, file: str, place: KeyPath, span: int = 0) -> frozenset[tuple[str, int]]:
        """Where a message about `place` is right: its line and that of the entry it stands in."""
        source = self.source(file)
        steps = [i for i, step in enumerate(place) if isinstance(step, int)]
        entry = place[: steps[-1] + 1] if steps else ()
        first = source.line(place)
        near = {first, source.line(entry)} if entry else {first}
        return frozenset((file, line) for line in near | set(range(first, first + span + 1)))

    def put(self, file: str, place: KeyPath, new: str) -> Slip:
        """The value at `place` becomes `new`; a key that was not there comes."""
        above = self.value(file, place[:-1])
        if isinstance(above, dict) and place[-1] not in above:
            return self.add(file, place[:-1], str(place[-1]), new)
        start, end = self._value_at(file, place)
        text = self.text(file)
        return self._slip(file, place, text[:start] + new + text[end:], f"{place[-1]}: {new[:60]}")

    def add(self, file: str, place: KeyPath, key: str, new: str) -> Slip:
        """A key that was not there comes into the mapping at `place`."""
        text, row = self.text(file), self.source(file).line(place) - 1
        rows = text.splitlines(keepends=True)
        line = rows[row]
        brace = _opening(line, place)
        if brace is not None:
            rows[row] = f"{line[:brace]}{key}: {new}, {line[brace:]}"
        else:
            indent = len(line) - len(line.lstrip()) + (2 if line.lstrip().startswith("- ") else 0)
            if place and isinstance(place[-1], str):  # the keys stand under this one
                indent += 2
            rows.insert(row + 1, f"{' ' * indent}{key}: {new}\n")
        return self._slip(file, place, "".join(rows), f"{place} + {key}: {new[:60]}", span=1)

    def without(self, file: str, place: KeyPath) -> Slip:
        """A list entry that begins on a line of its own goes."""
        rows = self.text(file).splitlines(keepends=True)
        first = self.source(file).line(place) - 1
        depth, last = len(rows[first]) - len(rows[first].lstrip()), first + 1
        while last < len(rows) and (
            not rows[last].strip() or len(rows[last]) - len(rows[last].lstrip()) > depth
        ):
            last += 1
        return self._slip(file, place, "".join(rows[:first] + rows[last:]), f"{place} is gone")

    def rewrite(self, file: str, pattern: str, new: str, count: int = 1) -> Slip:
        """The first text that fits `pattern` becomes `new`; the line on which it stood is the right one."""
        text = self.text(file)
        found = re.search(pattern, text, re.MULTILINE)
        assert found is not None, (file, pattern)
        line = text.count("\n", 0, found.start()) + 1
        changed = re.sub(pattern, new, text, count=count, flags=re.MULTILINE)
        return Slip(
            "",
            f"{pattern[:40]} -> {new[:40]}",
            {file: changed.encode()},
            frozenset({(file, line), (file, line + 1)}),
        )

    def together(self, *slips: Slip) -> Slip:
        """Several edits, in files of their own or one after another in one file, as one slip."""
        files = {name: text for slip in slips for name, text in slip.files.items()}
        assert len(files) == sum(len(slip.files) for slip in slips)
        return Slip("", "; ".join(s.what for s in slips), files, frozenset().union(*(s.right for s in slips)))

    def _slip(self, file: str, place: KeyPath, text: str, what: str, span: int = 0) -> Slip:
        return Slip(
            "", f"{file} {what}", {file: text.encode("utf-8", "surrogatepass")}, self.lines(file, place, span)
        )

    def _value_at(self, file: str, place: KeyPath) -> tuple[int, int]:
        from ruamel.yaml import YAML

        node = YAML(typ="safe").compose(self.text(file))
        for step in place:
            node = (
                node.value[step]
                if isinstance(step, int)
                else next(value for key, value in node.value if key.value == step)
            )
        start, end = node.start_mark.index, node.end_mark.index
        # A block ends at the beginning of the next one: what lies between is not its own.
        while self.text(file)[end - 1] in " \n":
            end -= 1
        return start, end


def _opening(line: str, place: KeyPath) -> int | None:
    """Behind the brace of the mapping at `place`, when it is written on one line with braces."""
    key = place[-1] if place else ""
    found = re.search(rf"\b{key}: \{{" if isinstance(key, str) and key else r"^\s*- \{", line)
    return found.end() if found else None


def everything_about(folder: Path) -> Report:
    """What check.py finds: all but translations that are still to be made, which no slip is about."""
    report = check_content(folder)
    report.mistakes += check_logo(folder)
    return report


def try_slip(sound: Sound, slip: Slip, remedy: bool = False) -> Outcome:
    """Makes the slip, checks, and undoes it; with `remedy` after doing what the message on its line says."""
    as_it_is = sound.as_it_is  # before the slip is made
    before = {
        name: (sound.folder / name).read_bytes() for name in slip.files if (sound.folder / name).exists()
    }
    try:
        for name, text in slip.files.items():
            path = sound.folder / name
            path.unlink() if text is None else path.write_bytes(text)
        found = [
            m
            for m in everything_about(sound.folder).mistakes
            if m.say() not in as_it_is and (m.code != "translation_missing" or slip.kind in TRANSLATED_KINDS)
        ]
        outcome = Outcome(slip, found)
        said = outcome.on_its_line[:1]
        if remedy and said and said[0].file in slip.files and apply(sound.folder, said[0]):
            again = {told(m) for m in everything_about(sound.folder).mistakes}
            outcome.remedied = told(said[0]) not in again
        return outcome
    except Exception as error:  # exactly what must never happen: counted, not hidden
        return Outcome(slip, [], error)
    finally:
        for name in slip.files:
            if name in before:
                (sound.folder / name).write_bytes(before[name])
            else:
                (sound.folder / name).unlink(missing_ok=True)


TRANSLATED_KINDS = {"a hole in the translations", "plural rules"}
