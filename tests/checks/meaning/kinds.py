"""All kinds of slips of meaning, tried one by one."""

from __future__ import annotations

from collections.abc import Iterator

from tests.checks.meaning.content import Outcome, Slip, Sound, try_slip
from tests.checks.meaning.of_questions import OF_QUESTIONS
from tests.checks.meaning.of_rules import OF_RULES
from tests.checks.meaning.of_texts import OF_TEXTS
from tests.checks.meaning.of_translations import OF_TRANSLATIONS

KINDS_OF_MEANING = {**OF_RULES, **OF_QUESTIONS, **OF_TEXTS, **OF_TRANSLATIONS}


def slips_of_meaning(sound: Sound, kind: str) -> list[Slip]:
    """Every slip of one kind."""
    return [slip.with_kind(kind) for slip in KINDS_OF_MEANING[kind](sound)]


def try_all(sound: Sound, only: str = "", remedy: bool = False, most: int | None = None) -> Iterator[Outcome]:
    """Makes every slip of every kind, or the first `most` of each, and tells what was said of it."""
    for kind in KINDS_OF_MEANING:
        if only in kind:
            yield from (try_slip(sound, slip, remedy) for slip in slips_of_meaning(sound, kind)[:most])
