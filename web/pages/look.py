"""The page on which somebody looks at their own domain: what is looked at, the question, and what was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from markupsafe import Markup

from evidence.findings import GRADE_WORDS, PART_WORDS, Grade, Part
from evidence.in_words import sentence
from evidence.look import Seen
from evidence.looking import OFF
from evidence.network.names import LONGEST
from evidence.records import Record
from questionnaire.language.dates import day_in_words
from questionnaire.language.translation import N_
from screens.session.request_language import texts
from web.assets import Assets
from web.pages.frame import render_page
from web.pages.notice import notice

_TITLE = N_("Kijk naar uw eigen domein")
# What asks for something first, what could not be seen last.
_ORDER = (Grade.BAD, Grade.WEAK, Grade.GOOD, Grade.UNSEEN)


class Told(NamedTuple):
    """One finding in words."""

    about: str
    grade: str
    says: str


class Shown(NamedTuple):
    """One part with what was found of it."""

    title: str
    findings: list[Told]


def look_page(
    assets: Assets,
    language: str,
    typed: str = "",
    problem: str = "",
    seen: Seen | None = None,
    records: Sequence[Record] = (),
) -> Markup:
    """The question, and below it what was seen, or why nothing was."""
    _ = texts(language)
    return render_page(
        assets,
        "look.html",
        language,
        _(_TITLE),
        path="/kijk",
        typed=typed[:LONGEST],
        longest=LONGEST,
        problem=problem,
        day=day_in_words(seen.day, language) if seen else "",
        parts=[Shown(_(PART_WORDS[part]), _findings(seen, part, language)) for part in Part] if seen else [],
        records=[replace(record, when=_(record.when)) for record in records],
    )


def off_page(assets: Assets, language: str) -> Markup:
    """When whoever runs the server put looking off."""
    _ = texts(language)
    return notice(assets, language, _(_TITLE), _(OFF))


def _findings(seen: Seen, part: Part, language: str) -> list[Told]:
    """The findings of a part, what asks for something first."""
    _ = texts(language)
    of_part = [finding for finding in seen.findings if finding.kind.part is part]
    ordered = sorted(of_part, key=lambda finding: _ORDER.index(finding.grade))
    return [Told(_(f.kind.title), _(GRADE_WORDS[f.grade]), sentence(f, language)) for f in ordered]
