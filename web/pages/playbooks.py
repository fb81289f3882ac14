"""The playbooks of first help as a page shows them: each step with whom to call and by when, counted from the moment
at which the page was opened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from data.first_help.deadlines import deadline
from data.first_help.playbooks import Clock, Playbook, Playbooks, PlaybookStep, ReadyText
from data.region_help import LocalHelp
from questionnaire.language.dates import moment_in_words
from questionnaire.language.translation import SOURCE_LANGUAGE, translator


@dataclass(frozen=True)
class Reach:
    """How to reach a desk: by telephone where that is certain, else on its site; either may be empty."""

    title: str
    phone: str
    url: str


@dataclass(frozen=True)
class ShownStep:
    """A step, the words of its clocks, and whom to call."""

    title: str
    text: str
    clocks: tuple[str, ...]
    desks: tuple[Reach, ...]

    @property
    def can_call(self) -> bool:
        """Whether a desk of it has a number that is certain."""
        return any(desk.phone for desk in self.desks)


@dataclass(frozen=True)
class ShownText:
    """A text to send: its rows at the width of a small phone, the addresses that open it in a message, and the Dutch
    one where the reader's language is another.
    """

    id: str
    to: str
    text: str
    rows: int
    sms: str
    mail: str
    dutch: str
    dutch_rows: int


@dataclass(frozen=True)
class ShownPlaybook:
    """A playbook with everything in it looked up; `counted` says from which moment, empty without hours to count."""

    book: Playbook
    before: tuple[ShownStep, ...]
    steps: tuple[ShownStep, ...]
    counted: str
    texts: tuple[ShownText, ...]


_ROW = 30  # characters
_FIRST = 2  # steps, that everybody reads


def reachable(desks: Sequence[LocalHelp]) -> tuple[Reach, ...]:
    """Telephone or site of each desk. A number that is not certain is left out: the site has the right one."""
    found = (Reach(desk.title, "" if desk.weak else desk.phone or "", desk.url or "") for desk in desks)
    return tuple(way for way in found if way.phone or way.url)


def shown_playbooks(
    books: Playbooks, dutch: Playbooks, shown: dict[str, ShownStep], opened: datetime, language: str
) -> list[ShownPlaybook]:
    """Every playbook as somebody sees it who opened the page at `opened` (in the region's time zone); `shown` are its
    steps, as `shown_steps` gives them.
    """
    texts, original = {text.id: text for text in books.texts}, {text.id: text for text in dutch.texts}
    hours = {clock.id for clock in books.clocks if clock.hours}
    counting = {step.id for step in books.steps if hours & set(step.clocks)}
    counted = (
        translator(language)
        .gettext(
            "Geteld vanaf {moment}, toen u deze bladzijde opende. Wist u het eerder? Tel dan vanaf dat moment. "
            "Nachten en het weekend zijn meegeteld."
        )
        .format(moment=moment_in_words(opened, language))
    )
    return [
        ShownPlaybook(
            book,
            tuple(shown[name] for name in _before(books, book)),
            tuple(shown[name] for name in book.steps),
            counted if counting & set(book.steps) else "",
            tuple(_text(texts[name], original[name], book.mail_is_safe, language) for name in book.texts),
        )
        for book in books.playbooks
    ]


def shown_steps(
    books: Playbooks, desks: dict[str, LocalHelp], opened: datetime, language: str
) -> dict[str, ShownStep]:
    """Every step by its id, with its clocks as they run from `opened`, and whom to call."""
    clocks = {clock.id: clock_in_words(clock, opened, language) for clock in books.clocks}
    return {
        step.id: ShownStep(
            step.title,
            step.text,
            tuple(clocks[name] for name in step.clocks),
            reachable([desks[name] for name in step.desks]),
        )
        for step in books.steps
    }


def clock_in_words(clock: Clock, opened: datetime, language: str) -> str:
    """By when: its label, or its hours with the moment at which they are over."""
    if clock.hours is None:
        return clock.label or ""
    _: Callable[[str], str] = translator(language).gettext
    end = deadline(opened, clock.hours)
    told = _("Binnen {hours} uur: uiterlijk {moment}").format(
        hours=clock.hours, moment=moment_in_words(end.at, language)
    )
    if end.moved_hours > 0:
        told += ". " + _("De klok gaat in die tijd vooruit, dat is meegeteld")
    elif end.moved_hours < 0:
        told += ". " + _("De klok gaat in die tijd terug, dat is meegeteld")
    return told


def _before(books: Playbooks, book: Playbook) -> list[str]:
    """What goes before everything: left out where the list itself begins with calling the same desk."""
    steps: dict[str, PlaybookStep] = {step.id: step for step in books.steps}
    own = {desk for name in book.steps[:_FIRST] for desk in steps[name].desks}
    return [name for name in books.before if not (steps[name].desks and set(steps[name].desks) <= own)]


def _text(text: ReadyText, dutch: ReadyText, by_mail: bool, language: str) -> ShownText:
    said, original = "\n".join(text.lines), "\n".join(dutch.lines)
    body = quote(said, safe="")
    return ShownText(
        text.id,
        text.to,
        said,
        _rows(said),
        f"sms:?&body={body}",
        f"mailto:?body={body}" if by_mail else "",
        "" if language == SOURCE_LANGUAGE else original,
        _rows(original),
    )


def _rows(text: str) -> int:
    return sum(1 + len(line) // _ROW for line in text.splitlines())
