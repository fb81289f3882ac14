"""What the parameters promise, in words: every sentence about size, margin, time or certainty takes its
number here.

The numbers stand in data/privacy.yaml and in the questionnaire; a sentence with the number typed into it
would go on saying the old one.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from data.aggregates.derivation import USUAL, Derived, derived, surest, usually
from data.aggregates.noise import CERTAINTY_PCT
from data.organisers.accounts import INVITATION_DAYS
from data.privacy import Privacy, load_privacy
from questionnaire.language.numbers import whole, written
from questionnaire.language.translation import translator
from questionnaire.models import Questionnaire

QUARTERS_IN_A_YEAR = 4
_HARDLY = 0.1  # of a percent: what 88.08 is more than 88 is left out of "at most 88"


def quarters(count: int, language: str) -> str:
    """A number of quarters, in years where it comes to whole ones: 2 jaar, 5 kwartalen."""
    ngettext = translator(language).ngettext
    if count % QUARTERS_IN_A_YEAR == 0:
        years = count // QUARTERS_IN_A_YEAR
        return ngettext("{count} jaar", "{count} jaar", years).format(count=years)
    return ngettext("{count} kwartaal", "{count} kwartalen", count).format(count=count)


def kept_for(language: str, privacy: Privacy | None = None) -> str:
    """How long a saved scan is kept after it was last used."""
    return quarters((privacy or load_privacy()).draft_kept.value, language)


def counted_once_in(language: str, privacy: Privacy | None = None) -> str:
    """The time in which one business counts once."""
    return quarters((privacy or load_privacy()).refold_after.value, language)


def event_block(privacy: Privacy | None = None) -> int:
    """How many have to take part before an event has figures."""
    return (privacy or load_privacy()).smallest_block.value.event


def widest_margin(language: str, privacy: Privacy | None = None) -> str:
    """How far a figure may be off at most, in points."""
    return written((privacy or load_privacy()).widest_margin.value, language, 1, trimmed=True)


@dataclass(frozen=True)
class Promise:
    """Percent: how sure at most, from fifty-fifty, somebody can become who knows everything else. `region` and
    `region_any` never more; `event` and `event_any`, of who was at an event as well, in `usual` of a hundred cases.
    The first of each about whether something is in place, the other about any distinction.
    """

    told: Derived
    region: int
    region_any: int
    event: int
    event_any: int
    whole_region: int  # epsilon of a whole full scan in the region
    usual: int = round(100 * USUAL)


def promise(questionnaire: Questionnaire, privacy: Privacy | None = None) -> Promise:
    """What is promised with these questions and parameters, rounded up."""
    told = derived(questionnaire, privacy or load_privacy())
    return Promise(
        told,
        region=_rounded_up(surest(told.in_place.epsilon)),
        region_any=_rounded_up(surest(told.any_answer.epsilon)),
        event=_rounded_up(usually(told.in_place)),
        event_any=_rounded_up(usually(told.any_answer)),
        whole_region=ceil(told.whole_scan.epsilon - 1e-9),
    )


def _rounded_up(pct: float) -> int:
    return ceil(pct - _HARDLY)


def takes_minutes(questionnaire: Questionnaire, quick: bool) -> int:
    """How long the quick or the full scan takes."""
    return whole(questionnaire.minutes_quick if quick else questionnaire.minutes_full)


def invitation_days() -> int:
    """How many days an invitation works."""
    return INVITATION_DAYS


def interval_pct() -> int:
    """How often, in percent, a figure lies within its margin."""
    return CERTAINTY_PCT
