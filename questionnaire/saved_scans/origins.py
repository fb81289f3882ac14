"""Where an answer comes from: seen from outside, confirmed by a supplier, or said by the respondent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from questionnaire.language.dates import day_in_words
from questionnaire.language.translation import N_, translator
from questionnaire.saved_scans.saved_scan import SavedScan


class Origin(NamedTuple):
    """Whence an answer, and on which day; `by` is the name of who confirmed it. No day when it was only said."""

    kind: Literal["seen", "confirmed", "said"]
    on: date | None = None
    by: str = ""


SAID = Origin("said")
SEEN = N_("Gezien op {day}")
CONFIRMED = N_("Door leverancier bevestigd: {name}, {day}")
SELF_SAID = N_("Zelf gezegd")


def origin_of(scan: SavedScan, items: Iterable[str]) -> Origin:
    """The origin that the answers to all these items share; only said when one of them differs.

    An answer that became another one since is only said, and so is one of another edition than the scan is in now.
    """
    given = [item for item in items if item in scan.answers]
    if not given:
        return SAID
    seen = scan.seen
    if seen is not None and seen.edition == scan.edition and _all_are(scan, given, seen.answers):
        return Origin("seen", seen.on)
    for sent in reversed(scan.enquiries):
        if sent.whom == "inside" or sent.seen_on is None or sent.confirmed_in != scan.edition:
            continue
        if _all_are(scan, given, sent.confirmed):
            return Origin("confirmed", sent.seen_on, sent.seen_by)
    return SAID


def _all_are(scan: SavedScan, items: list[str], known: dict[str, str | list[str] | float]) -> bool:
    """Whether these answers are as they are known, and nobody waits for them to be confirmed."""
    return all(i in known and known[i] == scan.answers[i] and i not in scan.to_confirm for i in items)


def origin_in_words(origin: Origin, language: str) -> str:
    """The origin as people read it."""
    _ = translator(language).gettext
    if origin.on is None:
        return _(SELF_SAID)
    day = day_in_words(origin.on, language)
    return _(SEEN if origin.kind == "seen" else CONFIRMED).format(day=day, name=origin.by)
