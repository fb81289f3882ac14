"""The outcome of one scan: every figure and sentence that more than one screen, paper or command tells, made
once, here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

from questionnaire.language.numbers import score as shown
from questionnaire.language.translation import translator
from questionnaire.saved_scans.saved_scan import SavedScan
from questionnaire.walk import ItemState
from scoring.advising.advice import Advice, advise
from scoring.advising.compare import Comparison, compare
from scoring.advising.in_words import barriers_more, total_effort
from scoring.advising.plan import Brings, brings, chosen
from scoring.advising.recommendation import Recommendation
from scoring.barriers import BarrierState, ThreatResilience
from scoring.calculation.levels import level_reached
from scoring.content import Content
from scoring.explain import knock_outs_told
from scoring.results import Score

NEAR_POINTS = 5  # percent points to the next level that are worth telling
_ANSWERED = (ItemState.ANSWERED, ItemState.DONT_KNOW, ItemState.NOT_APPLICABLE)


@dataclass(frozen=True)
class Outcome:
    """One scan judged: its score, barriers and advice, and the comparison with the scan before, None without
    one.
    """

    content: Content
    score: Score
    resilience: tuple[ThreatResilience, ...]
    advice: Advice
    compared: Comparison | None = None
    plan: tuple[str, ...] = ()
    done: tuple[str, ...] = ()

    @classmethod
    def of(cls, content: Content, scan: SavedScan) -> Outcome:
        """The outcome of a saved scan."""
        score = content.score(scan.responses, scan.quick)
        return cls(
            content,
            score,
            content.resilience(score),
            advise(content, score, scan.done),
            compared_of(content, scan),
            scan.plan,
            scan.done,
        )

    @cached_property
    def chosen(self) -> tuple[Recommendation, ...]:
        """The recommendations of the plan that the respondent made, in the order of the advice."""
        return chosen(self.advice, self.plan)

    @cached_property
    def with_plan(self) -> Brings | None:
        """What the chosen plan brings; None without a choice."""
        return brings(self.content, self.score, self.chosen) if self.chosen else None


def compared_of(content: Content, scan: SavedScan) -> Comparison | None:
    """The comparison with the scan before; None without one."""
    then = scan.earlier
    if then is None:
        return None
    return compare(
        content, then.responses, scan.responses, then.plan, quick_then=then.quick, quick_now=scan.quick
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a business stands: what kind of outcome this is, its name, and what it means."""

    kind: str
    title: str
    meaning: str


def score_told(score: Score, language: str) -> str:
    """The total in a sentence."""
    _ = translator(language).gettext
    if score.score_pct is None:
        return _("Nog geen score.")
    if between := score_between(score):
        low, high = between
        return _("Uw score ligt tussen {low} en {high} van 100, want nog niet alles is bekend.").format(
            low=low, high=high
        )
    return _("Uw score is {score} van 100.").format(score=shown(score.score_pct))


def score_between(score: Score) -> tuple[str, str] | None:
    """Between what the total lies as long as not everything is known, as it is written; None when one figure
    says it.
    """
    if score.score_pct is None or score.range_pct is None:
        return None
    low, high = (shown(end) for end in score.range_pct)
    return None if low == high else (low, high)


def score_figure(score: Score) -> str:
    """The total as it is written beside others: one figure, or "30–47" as long as not everything is known."""
    return "–".join(score_between(score) or (shown(score.score_pct),))


def answered(score: Score) -> int:
    """How many of the questions that can count have an answer, "I don't know" and "not applicable" included."""
    return sum(item.state in _ANSWERED for item in score.items.values())


def standing(content: Content, score: Score) -> Standing:
    """The level that was reached, or why there is none yet."""
    _ = translator(content.language).gettext
    if score.level is not None:
        return Standing(_("Uw niveau"), score.level.title, score.level.description or "")
    if score.quick:
        told = _(
            "U beantwoordde {asked} van de {total} vragen. Doe de hele scan voor een niveau en een volledig advies. "
            "Uw antwoorden blijven staan."
        ).format(asked=answered(score), total=len(score.items))
        if not score.complete:
            told = _("Nog niet alle vragen van de snelle scan hebben een antwoord.") + " " + told
        return Standing(_("Snelle scan"), _("Een eerste beeld, nog geen niveau"), told)
    if not content.rule.levels:
        return Standing(_("Uw score"), content.rule.title, "")
    if score.complete:
        return Standing(
            _("Uw niveau"),
            _("Nog geen niveau"),
            _("Deze antwoorden zijn nog niet genoeg voor het eerste niveau."),
        )
    told = _("Niet alle vragen zijn beantwoord. Maak de scan af, dan ziet u uw niveau.")
    return Standing(_("Nog niet af"), _("Nog geen niveau"), told)


def held_back(content: Content, score: Score) -> tuple[str, ...]:
    """Why the total or the level is not higher: knock-outs that hold this business back.

    Not those above its own level, and none that only holds the level where the points alone reach no higher.
    """
    told = knock_outs_told(content, score)
    if score.level is None:
        return tuple(k.reason for k in told)
    free = level_reached(content.rule, replace(score, knock_outs=()), score.counting)
    if free is not None and free.id == score.level.id:
        told = tuple(k for k in told if k.fails or k.total_at_most is not None)
    return tuple(k.reason for k in told if k.level_at_most in (None, score.level.id))


def strengths(content: Content, score: Score, resilience: tuple[ThreatResilience, ...]) -> tuple[str, ...]:
    """What stands already, one sentence per item, the heaviest items first."""
    titles: dict[str, str] = {}
    for threat in resilience:
        for barrier in threat.barriers:
            for item_id in content.proving(barrier.barrier) if barrier.state is BarrierState.STANDING else ():
                titles.setdefault(item_id, barrier.barrier.title)
    items = score.items
    order = sorted(titles, key=lambda i: (not items[i].key, -items[i].weight, -(items[i].share or 0)))
    return tuple(dict.fromkeys(titles[item_id] for item_id in order))


def next_level_told(content: Content, score: Score) -> str:
    """How little is left to the next level, in a sentence; empty when it is more than a few points, or more
    than points.
    """
    if score.level is None or score.score_pct is None or held_back(content, score):
        return ""
    levels = content.rule.levels
    at = next(n for n, level in enumerate(levels) if level.id == score.level.id)
    wanted = levels[at + 1].needs.total if at + 1 < len(levels) else None
    least = wanted.at_least if wanted is not None else None
    if least is None or score.value != score.score_pct:
        return ""
    left = ceil(round(least - score.score_pct, 6))
    if not 0 < left <= NEAR_POINTS:
        return ""
    told = translator(content.language).ngettext(
        "Nog {count} punt tot ‘{level}’.", "Nog {count} punten tot ‘{level}’.", left
    )
    return told.format(count=left, level=levels[at + 1].title)


def range_told(content: Content, score: Score) -> str:
    """Between what the total lies and why, in a sentence; empty where everything is known."""
    found = score_between(score)
    if found is None:
        return ""
    count = len(content.unknown_items(score))
    told = translator(content.language).ngettext(
        "Van {count} vraag is het antwoord nog niet bekend. Daarom ligt uw score tussen {low} en {high}.",
        "Van {count} vragen is het antwoord nog niet bekend. Daarom ligt uw score tussen {low} en {high}.",
        count,
    )
    return told.format(count=count, low=found[0], high=found[1])


def then_and_now(found: Comparison, language: str, day: str = "") -> str:
    """The scan before, of this day where it is known, and this one in a sentence; empty without figures.

    Both are over the questions that both asked, see `only_shared`.
    """
    _ = translator(language).gettext
    before, now = found.then.score_pct, found.now.score_pct
    if before is None or now is None:
        return ""
    told = _("Vorige scan, {day}: {before}. Nu: {now}.") if day else _("Vorige scan: {before}. Nu: {now}.")
    return told.format(before=shown(before), now=shown(now), day=day)


def only_shared(found: Comparison, language: str) -> str:
    """Why the figure beside the scan before can differ from the score; empty when both asked the same."""
    if found.same_items:
        return ""
    return translator(language).gettext(
        "We vergelijken alleen vragen die beide keren zijn gesteld. Daarom kan dit cijfer anders zijn dan uw score."
    )


def barriers_since(found: Comparison, language: str) -> str:
    """How many barriers came since the scan before; empty without any."""
    return barriers_more(len(found.gained), language) if found.gained else ""


def plan_since(found: Comparison, language: str) -> str:
    """How much of the plan of then is done; empty without one."""
    if not found.done and not found.open:
        return ""
    told = translator(language).gettext("Van uw plan is {done} van de {all} gedaan")
    return told.format(done=len(found.done), all=len(found.done) + len(found.open))


def plan_told(outcome: Outcome) -> str:
    """What the chosen plan takes and brings, in two sentences; empty without a choice or a figure."""
    after, language = outcome.with_plan, outcome.content.language
    if after is None or after.score.score_pct is None or outcome.score.score_pct is None:
        return ""
    told = translator(language).gettext(
        "Samen kost dit ongeveer {hours}. Uw score gaat dan van {now} naar {then}."
    )
    return told.format(
        hours=total_effort(outcome.chosen, language),
        now=score_figure(outcome.score),
        then=score_figure(after.score),
    )
