"""Figures of the result as HTML that reads well without seeing it: ring, levels, bars of themes, blocks of barriers."""

from __future__ import annotations

from html import escape

from babel.numbers import format_decimal

from questionnaire.translation import N_, SOURCE_LANGUAGE, translator
from scoring.barriers import BarrierState, ThreatResilience
from scoring.content import Content
from scoring.explain import Explanation, explain
from scoring.models import STEPS as STEP_ORDER
from scoring.models import Score
from screens.markup import fold, listed, paragraph, shown, table
from screens.serving.texts import with_language
from screens.words import STEPS, barriers_stand

STATES = {
    BarrierState.STANDING: N_("staat"),
    BarrierState.MISSING: N_("ontbreekt"),
    BarrierState.UNKNOWN: N_("niet bekend"),
    BarrierState.NOT_RELEVANT: N_("past niet bij uw bedrijf"),
    BarrierState.NOT_ASKED: N_("niet gevraagd"),
}
FAMILIES = {"cybercrime": N_("Cybercrime"), "digitised": N_("Oude misdaad, digitaal gedaan")}


def ring(percent: float | None, language: str) -> str:
    """The total as a ring with the figure in it."""
    _ = translator(language).gettext
    told = _("Score: {score} van 100").format(score=shown(percent))
    return (
        f'<div class="dw-ring" role="img" aria-label="{escape(told)}" style="--part:{percent or 0:.1f}">'
        f'<span class="dw-ring-figure">{shown(percent)}</span><span class="dw-ring-of">{escape(_("van 100"))}</span></div>'
    )


def levels(content: Content, score: Score) -> str:
    """The levels as a stair, the reached one marked."""
    reached = score.level.id if score.level else None
    _ = translator(content.language).gettext
    steps = "".join(
        f"<li{' aria-current=step class=dw-now' if level.id == reached else ''}><span>{escape(level.title)}</span></li>"
        for level in content.rule.levels
    )
    return f'<ol class="dw-levels" aria-label="{escape(_("Niveaus"))}">{steps}</ol>'


def theme_bars(content: Content, score: Score, earlier: Score | None = None) -> str:
    """A bar per theme, each opening to the answers and rules behind it."""
    return "".join(_theme(content, score, theme.id, earlier) for theme in score.themes)


def _theme(content: Content, score: Score, theme_id: str, earlier: Score | None) -> str:
    _ = translator(content.language).gettext
    theme = score.theme(theme_id)
    if theme.score_pct is None:
        return f'<div class="dw-theme-row"><h3>{escape(theme.title)}</h3><p class="dw-soft">{escape(_("niet gevraagd"))}</p></div>'
    before = next((t.score_pct for t in earlier.themes if t.id == theme_id), None) if earlier else None
    was = f'<span class="dw-was">{escape(_("was {score}").format(score=shown(before)))}</span>' if before is not None else ""
    mark = f'<i class="dw-bar-was" style="left:{before:.1f}%"></i>' if before is not None else ""
    return (
        f'<div class="dw-theme-row"><div class="dw-theme-head"><h3>{escape(theme.title)}</h3>'
        f'<p class="dw-figure">{was}<strong>{shown(theme.score_pct)}</strong><span class="dw-soft"> / 100</span></p></div>'
        f'<div class="dw-track" aria-hidden="true"><i class="dw-fill" style="width:{theme.score_pct:.1f}%"></i>{mark}</div>'
        f"{fold(_('Waarom deze score?'), explanation(explain(content, score, theme_id), content.language), theme.title)}</div>"
    )


def explanation(why: Explanation, language: str) -> str:
    """The parts of a figure as a table, and the rules as sentences."""
    _ = translator(language).gettext
    of_items = any(line.answer for line in why.lines)
    head = (_("Vraag"), _("Uw antwoord"), _("Telt voor")) if of_items else (_("Thema"), _("Score"), _("Weegt"))
    rows = [(line.label, line.answer or _figure(line.reached) or line.state, _part(line.reached, line.attainable, line.weight, of_items, language))
            for line in why.lines]  # fmt: skip
    return table(head, rows, why.title) + listed(why.rules)


def _figure(value: float | None) -> str:
    return "" if value is None else shown(value)


def _part(reached: float | None, attainable: float, weight: float, of_items: bool, language: str) -> str:
    _ = translator(language).gettext
    if reached is None:
        return _("telt niet mee")
    weighs = f"{format_decimal(weight, locale=language)}×"
    if not of_items:
        return weighs
    share = shown(100 * reached / attainable) if attainable else "0"
    share += "\u00a0%"  # one line in a narrow column
    return share if weight == 1 else f"{share} ({weighs})"


def legend(resilience: tuple[ThreatResilience, ...], language: str) -> str:
    """What a full, an empty, a dashed and (where there are any) a faint block mean."""
    _ = translator(language).gettext
    shown_states = [BarrierState.STANDING, BarrierState.MISSING, BarrierState.UNKNOWN]
    if any(one.not_asked for one in resilience):
        shown_states.append(BarrierState.NOT_ASKED)
    return f'<ul class="dw-legend">{"".join(f"<li class={chr(34)}dw-b-line dw-b-{s.value}{chr(34)}>{escape(_(STATES[s]))}</li>" for s in shown_states)}</ul>'


def crime_rows(
    resilience: tuple[ThreatResilience, ...], language: str, planned: tuple[ThreatResilience, ...] = (), short: bool = False
) -> str:
    """A row of blocks per type of crime, each opening to the story and the barriers; `short` leaves the story out.

    With `planned` the blocks that a plan puts up are marked, and the count is that of the plan.
    """
    later = {r.threat.id: r for r in planned}
    return "".join(_crime(one, later.get(one.threat.id), language, short) for one in resilience)


def _crime(one: ThreatResilience, later: ThreatResilience | None, language: str, short: bool) -> str:
    _ = translator(language).gettext
    up = {b.barrier.id for b in later.barriers if b.state is BarrierState.STANDING} if later else set()
    order = sorted(one.barriers, key=lambda b: list(BarrierState).index(b.state))
    blocks = "".join(
        f'<i class="dw-b dw-b-{"planned" if b.state is not BarrierState.STANDING and b.barrier.id in up else b.state.value}"></i>'
        for b in order
        if b.state is not BarrierState.NOT_RELEVANT
    )
    told = barriers_stand((later or one).standing, one.relevant, language)
    if one.not_asked and not short:
        told += " · " + _("{count} niet gevraagd").format(count=one.not_asked)
    more = "" if short else fold(_("Bekijk de barrières"), _story(one, up, language), one.threat.title)
    return (
        f'<div class="dw-crime"><div class="dw-theme-head"><h3>{escape(one.threat.title)}</h3><p class="dw-figure">{escape(told)}</p></div>'
        f'<div class="dw-blocks" aria-hidden="true">{blocks}</div>{more}</div>'
    )


def _story(one: ThreatResilience, up: set[str], language: str) -> str:
    _ = translator(language).gettext
    steps = []
    for step in STEP_ORDER:
        here = [b for b in one.barriers if b.barrier.step == step]
        if not here:
            continue
        lines = "".join(
            f'<li class="dw-b-line dw-b-{b.state.value}"><span>{escape(b.barrier.title)}</span> '
            f"<em>{escape(_('komt erbij') if b.barrier.id in up and b.state is not BarrierState.STANDING else _(STATES[b.state]))}</em></li>"
            for b in here
        )
        steps.append(f"<h4>{escape(_(STEPS[step]))}</h4><p>{escape(one.threat.steps.get(step, ''))}</p><ul class=dw-b-list>{lines}</ul>")
    # Opened by the server, because a browser does not open what is folded there by itself.
    address = f"{with_language('/hulp', language)}{'?' if language == SOURCE_LANGUAGE else '&amp;'}bij={one.threat.id}#{one.threat.id}"
    help_link = f'<p><a class="dw-alone" href="{address}">{escape(_("Overkomt u dit nu? Naar de eerste hulp"))}</a></p>'
    return paragraph(one.threat.story, "dw-story") + "".join(steps) + help_link
