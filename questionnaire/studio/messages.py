"""Changes one message of a catalogue (.po): that block is written anew, every other byte stays as it stood."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from questionnaire.catalogues.blocks import width_of
from questionnaire.language.changed import is_small, still_says

_BLOCK = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_ID = re.compile(r'^msgid ((?:".*"\n?)+)', re.MULTILINE)


@dataclass(frozen=True)
class Translated:
    """One text in one language: its translation ("" without), the Dutch it was made of when that changed since, and
    whether readers get it all the same.
    """

    text: str = ""
    previous: str = ""
    old: bool = False
    in_use: bool = False


class Messages:
    """The text of one catalogue. Each method that changes something gives the text after it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._spans = dict(_sources(text))

    def of(self, source: str) -> Translated:
        """What stands there of a Dutch text."""
        message = self._message(source)
        if message is None or not isinstance(message.string, str):
            return Translated()
        previous = str(message.previous_id[0]) if message.previous_id else ""
        in_use = bool(message.string) and (
            not message.fuzzy or (bool(previous) and still_says(previous, source))
        )
        return Translated(message.string, previous, message.fuzzy, in_use)

    def in_code(self, source: str) -> bool:
        """Whether a screen says this text too."""
        message = self._message(source)
        return message is not None and any(not name.endswith(".yaml") for name, _ in message.locations)

    def translated(self, source: str, translation: str, file: str = "") -> str:
        """The text in this language, looked at: marks of an earlier Dutch text go."""
        message = self._message(source) or Message(source, locations=[(file, 0)] if file else [])
        message.string = translation
        message.flags.discard("fuzzy")
        message.previous_id = []
        return self._written(source, message)

    def reworded(self, before: str, now: str, stays: bool, file: str = "") -> str:
        """The Dutch became another text. Its translation goes along: as it is after a comma, marked as old with the
        Dutch of then after more. `stays`: the earlier text still stands elsewhere, and keeps its own.
        """
        if now in self._spans or not now:
            return self.text
        known = self._message(before)
        if known is None or not isinstance(known.string, str):
            return self._written(now, Message(now, locations=[(file, 0)] if file else []))
        message = Message(
            now,
            known.string,
            locations=[(file, 0)] if stays and file else known.locations,
            flags=known.flags,
            auto_comments=known.auto_comments,
            user_comments=known.user_comments,
            previous_id=known.previous_id,
        )
        if known.string and not is_small(before, now):
            message.previous_id = known.previous_id or [before]
            message.flags.add("fuzzy")
            if message.previous_id[0] == now:  # back to what was translated
                message.previous_id = []
                message.flags.discard("fuzzy")
        return self._written(before if not stays else now, message)

    def _message(self, source: str) -> Message | None:
        if not source or source not in self._spans:
            return None
        start, end = self._spans[source]
        block = self.text[start:end]
        found = next((m for m in read_po(BytesIO(block.encode())) if m.id), None)
        if found is not None:  # which Babel's reader takes for a remark
            rows = [
                row.removeprefix("#| ").removeprefix("msgid ")
                for row in block.split("\n")
                if row[:3] == "#| "
            ]
            before = "".join(json.loads(row) for row in rows if _STRING.fullmatch(row))
            found.previous_id = [before] if before else []
            taken = {row[1:].strip() for row in block.split("\n") if row[:2] == "#|"}
            found.user_comments = [remark for remark in found.user_comments if remark not in taken]
        return found

    def _written(self, at: str, message: Message) -> str:
        """The catalogue with this message in the place of the one of `at`; behind all others when it has none."""
        catalogue = Catalog(fuzzy=False)
        message.locations = [(name, 0) for name, _ in message.locations]
        catalogue[message.id] = message
        catalogue[message.id].flags.discard("python-format")
        made = BytesIO()
        write_po(
            made,
            catalogue,
            width=width_of(self.text),
            omit_header=True,
            include_lineno=False,
            include_previous=True,
        )
        block = made.getvalue().decode().strip("\n") + "\n"
        if at in self._spans:
            start, end = self._spans[at]
            return self.text[:start] + block + self.text[end:]
        return self.text.rstrip("\n") + "\n\n" + block


def _sources(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The Dutch text of every message, with where its block begins and ends."""
    for block in _BLOCK.finditer(text):
        found = _ID.search(block[0])
        if found is not None and "\nmsgctxt " not in "\n" + block[0]:
            try:
                source = "".join(json.loads(row) for row in found[1].splitlines())
            except ValueError:
                continue
            if source:
                yield source, block.span()
