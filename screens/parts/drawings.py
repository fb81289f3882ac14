"""Figures of the result as HTML that reads well without seeing it: ring, levels, bars of themes, blocks of
barriers.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import quote

from pdf.theme_marks import MARKS
from questionnaire.language.numbers import written
from questionnaire.language.templates import Templates
from questionnaire.language.translation import SOURCE_LANGUAGE, translator
from scoring.advising.compare import Comparison
from scoring.advising.in_words import STATES, STEPS, crime_stands, no_figure
from scoring.advising.outcome import score_between
from scoring.barriers import BarrierResult, BarrierState, ThreatResilience
from scoring.content import Content
from scoring.explain import Explanation, Line
from scoring.models import STEPS as STEP_ORDER
from scoring.results import Score, ThemeScore
from screens.markup import shown
from screens.session.request_language import with_language

_TEMPLATES = Templates(__file__)


def _drawn(name: str, language: str, *values: Any) -> str:
    # Plain text, as that of screens/markup.py: screens add it to HTML of their own.
    return str(getattr(_TEMPLATES.macros("drawings.html", language), name)(*values))


def ring(score: Score, language: str, promised: float | None = None) -> str:
    """The total as a ring with the figure in it: from what is sure, fainter up to what it can become.

    `promised` (0 to 100) is what some actions make of it, drawn fainter where the figure itself is sure.
    """
    _ = translator(language).gettext
    sure = most = score.score_pct or 0.0
    most = max(most, promised or 0.0)
    figure, told = shown(score.score_pct), _("Score: {score} van 100").format(score=shown(score.score_pct))
    if (between := score_between(score)) and score.range_pct:
        sure, most = score.range_pct
        figure = "–".join(between)
        told = _("Score: {low} tot {high} van 100").format(low=between[0], high=between[1])
    return _drawn("ring", language, figure, told, sure, most, bool(between and score.range_pct))


def levels(content: Content, score: Score) -> str:
    """The levels as a stair, the reached one marked."""
    titles = [(level.id, level.title) for level in content.rule.levels]
    return _drawn("levels", content.language, titles, score.level.id if score.level else None)


def theme_bar(content: Content, score: Score, theme: ThemeScore, compared: Comparison | None = None) -> str:
    """The bar of a theme; in words why, where it has no figure."""
    picture = _mark(theme.id)
    _ = translator(content.language).gettext
    if theme.score_pct is None:
        why = no_figure(theme, score, content.language)
        return _drawn("theme_without_bar", content.language, theme.title, why, picture)
    before = compared.theme_before(theme.id) if compared else None
    was = "" if before is None else _("was {score}").format(score=shown(before))
    figure = shown(theme.score_pct)
    return _drawn(
        "theme_bar", content.language, theme.title, figure, theme.score_pct, was, before or 0.0, picture
    )


@lru_cache(None)  # of the themes there are, not of who asks
def _mark(theme_id: str) -> str:
    """The mark of a theme as an address that holds the picture itself; empty for a theme without one."""
    if theme_id not in MARKS:
        return ""
    return "data:image/svg+xml," + quote(_drawn("mark_picture", SOURCE_LANGUAGE, MARKS[theme_id]))


def counts_for(line: Line, language: str) -> str:
    """What one answer counts for in the figure of its theme, in a few words."""
    _ = translator(language).gettext
    if line.reached is None:
        return _("telt niet mee")
    share = shown(100 * line.reached / line.attainable) if line.attainable else "0"
    told = _("telt voor {share} van de 100").format(share=share)
    if line.weight == 1:
        return told
    return _("{told}, en weegt {weight} keer").format(
        told=told, weight=written(line.weight, language, 2, trimmed=True)
    )


def explanation(why: Explanation, language: str) -> str:
    """The parts of a figure as a table, and the rules as sentences."""
    return _drawn("explanation", language, _parts(why, language))


def _parts(why: Explanation, language: str) -> dict[str, Any]:
    _ = translator(language).gettext
    of_items = any(line.answer for line in why.lines)
    head = (
        (_("Vraag"), _("Uw antwoord"), _("Telt voor")) if of_items else (_("Thema"), _("Score"), _("Weegt"))
    )
    rows = [
        (
            line.label,
            line.answer or _figure(line.reached) or line.state,
            _part(line.reached, line.attainable, line.weight, of_items, language),
        )
        for line in why.lines
    ]
    return {"head": head, "rows": rows, "title": why.title, "rules": why.rules}


def _figure(value: float | None) -> str:
    return "" if value is None else shown(value)


def _part(reached: float | None, attainable: float, weight: float, of_items: bool, language: str) -> str:
    _ = translator(language).gettext
    if reached is None:
        return _("telt niet mee")
    weighs = f"{written(weight, language, 2, trimmed=True)}×"
    if not of_items:
        return weighs
    share = shown(100 * reached / attainable) if attainable else "0"
    share += "\u00a0%"  # one line in a narrow column
    return share if weight == 1 else f"{share} ({weighs})"


def legend(resilience: tuple[ThreatResilience, ...], language: str, unasked: str = "") -> str:
    """What a full, an empty, a dashed and (where there are any) a faint block mean; `unasked` is what the
    last is called.
    """
    shown_states = [BarrierState.STANDING, BarrierState.MISSING, BarrierState.UNKNOWN]
    if any(one.not_asked for one in resilience):
        shown_states.append(BarrierState.NOT_ASKED)
    states = [(state.value, _state(state, language, unasked)) for state in shown_states]
    return _drawn("legend", language, states)


def _state(state: BarrierState, language: str, unasked: str) -> str:
    return (
        unasked
        if state is BarrierState.NOT_ASKED and unasked
        else translator(language).gettext(STATES[state])
    )


def crime_rows(
    resilience: tuple[ThreatResilience, ...],
    language: str,
    planned: tuple[ThreatResilience, ...] = (),
    short: bool = False,
    unasked: str = "",
) -> str:
    """A row of blocks per type of crime, each opening to the story and the barriers; `short` leaves the story
    out.

    `unasked` is what a barrier of which the item has no answer is called, see
    scoring.advising.in_words.not_asked. With `planned` the blocks that a plan puts up are marked, and the
    count is that of the plan.
    """
    later = {r.threat.id: r for r in planned}
    crimes = [_crime(one, later.get(one.threat.id), language, short, unasked) for one in resilience]
    return _drawn("crime_rows", language, crimes)


def _crime(
    one: ThreatResilience, later: ThreatResilience | None, language: str, short: bool, unasked: str
) -> dict[str, Any]:
    up = {b.barrier.id for b in later.barriers if b.state is BarrierState.STANDING} if later else set()
    order = sorted(one.barriers, key=lambda b: list(BarrierState).index(b.state))
    told = crime_stands(later or one, language, unasked)
    if one.not_asked and one.relevant and not short:
        told += f" · {one.not_asked} {_state(BarrierState.NOT_ASKED, language, unasked)}"
    return {
        "title": one.threat.title,
        "told": told,
        "blocks": [
            "planned" if _comes(b, up) else b.state.value
            for b in order
            if b.state is not BarrierState.NOT_RELEVANT
        ],
        "story": None if short else _story(one, up, language, unasked),
    }


def _comes(stands: BarrierResult, up: set[str]) -> bool:
    """Whether a plan puts this barrier up, which does not stand yet."""
    return stands.state is not BarrierState.STANDING and stands.barrier.id in up


def _story(one: ThreatResilience, up: set[str], language: str, unasked: str) -> dict[str, Any]:
    _ = translator(language).gettext
    steps = []
    for step in STEP_ORDER:
        barriers = [
            (
                b.state.value,
                b.barrier.title,
                _("komt erbij") if _comes(b, up) else _state(b.state, language, unasked),
            )
            for b in one.barriers
            if b.barrier.step == step
        ]
        if barriers:
            steps.append(
                {"title": _(STEPS[step]), "told": one.threat.steps.get(step, ""), "barriers": barriers}
            )
    # Opened by the server, because a browser does not open what is folded there by itself.
    address = with_language("/hulp", language, bij=one.threat.id) + f"#{one.threat.id}"
    return {"told": one.threat.story, "steps": steps, "help": address}
