"""Figures of the result as HTML that reads well without seeing it: ring, levels, bars of themes, blocks of
barriers.
"""

from __future__ import annotations

from html import escape

from questionnaire.language.numbers import written
from questionnaire.language.translation import SOURCE_LANGUAGE, translator
from scoring.advising.compare import Comparison
from scoring.advising.in_words import STATES, STEPS, crime_stands, no_figure
from scoring.advising.outcome import score_between
from scoring.barriers import BarrierState, ThreatResilience
from scoring.content import Content
from scoring.explain import Explanation, Line
from scoring.models import STEPS as STEP_ORDER
from scoring.results import Score, ThemeScore
from screens.markup import fold, listed, paragraph, shown, table
from screens.session.request_language import with_language


def ring(score: Score, language: str, promised: float | None = None) -> str:
    """The total as a ring with the figure in it: from what is sure, fainter up to what it can become.

    `promised` (0 to 100) is what some actions make of it, drawn fainter where the figure itself is sure.
    """
    _ = translator(language).gettext
    sure = most = score.score_pct or 0.0
    most = max(most, promised or 0.0)
    figure, told, kind = (
        shown(score.score_pct),
        _("Score: {score} van 100").format(score=shown(score.score_pct)),
        "",
    )
    if (between := score_between(score)) and score.range_pct:
        (sure, most), kind = score.range_pct, " dw-ring-range"
        figure, told = (
            "–".join(between),
            _("Score: {low} tot {high} van 100").format(low=between[0], high=between[1]),
        )
    return (
        f'<div class="dw-ring{kind}" role="img" aria-label="{escape(told)}" style="--part:{sure:.1f};--most:{most:.1f}">'
        f'<span class="dw-ring-figure">{figure}</span><span class="dw-ring-of">{escape(_("van 100"))}</span></div>'
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


def theme_bar(content: Content, score: Score, theme: ThemeScore, compared: Comparison | None = None) -> str:
    """The bar of a theme; in words why, where it has no figure."""
    _ = translator(content.language).gettext
    if theme.score_pct is None:
        why = paragraph(no_figure(theme, score, content.language), "dw-soft")
        return f'<div class="dw-theme-row"><h3>{escape(theme.title)}</h3>{why}</div>'
    before = compared.theme_before(theme.id) if compared else None
    was = (
        f'<span class="dw-was">{escape(_("was {score}").format(score=shown(before)))}</span>'
        if before is not None
        else ""
    )
    mark = f'<i class="dw-bar-was" style="left:{before:.1f}%"></i>' if before is not None else ""
    return (
        f'<div class="dw-theme-row"><div class="dw-theme-head"><h3>{escape(theme.title)}</h3>'
        f'<p class="dw-figure">{was}<strong>{shown(theme.score_pct)}</strong><span class="dw-soft"> / 100</span></p></div>'
        f'<div class="dw-track" aria-hidden="true"><i class="dw-fill" style="width:{theme.score_pct:.1f}%"></i>{mark}</div></div>'
    )


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
    return table(head, rows, why.title) + listed(why.rules)


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
    return f'<ul class="dw-legend">{"".join(f"<li class={chr(34)}dw-b-line dw-b-{s.value}{chr(34)}>{escape(_state(s, language, unasked))}</li>" for s in shown_states)}</ul>'


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
    return "".join(_crime(one, later.get(one.threat.id), language, short, unasked) for one in resilience)


def _crime(
    one: ThreatResilience, later: ThreatResilience | None, language: str, short: bool, unasked: str
) -> str:
    _ = translator(language).gettext
    up = {b.barrier.id for b in later.barriers if b.state is BarrierState.STANDING} if later else set()
    order = sorted(one.barriers, key=lambda b: list(BarrierState).index(b.state))
    blocks = "".join(
        f'<i class="dw-b dw-b-{"planned" if b.state is not BarrierState.STANDING and b.barrier.id in up else b.state.value}"></i>'
        for b in order
        if b.state is not BarrierState.NOT_RELEVANT
    )
    told = crime_stands(later or one, language, unasked)
    if one.not_asked and one.relevant and not short:
        told += f" · {one.not_asked} {_state(BarrierState.NOT_ASKED, language, unasked)}"
    more = (
        "" if short else fold(_("Bekijk de barrières"), _story(one, up, language, unasked), one.threat.title)
    )
    return (
        f'<div class="dw-crime"><div class="dw-theme-head"><h3>{escape(one.threat.title)}</h3><p class="dw-figure">{escape(told)}</p></div>'
        f'<div class="dw-blocks" aria-hidden="true">{blocks}</div>{more}</div>'
    )


def _story(one: ThreatResilience, up: set[str], language: str, unasked: str) -> str:
    _ = translator(language).gettext
    steps = []
    for step in STEP_ORDER:
        here = [b for b in one.barriers if b.barrier.step == step]
        if not here:
            continue
        lines = "".join(
            f'<li class="dw-b-line dw-b-{b.state.value}"><span>{escape(b.barrier.title)}</span> '
            f"<em>{escape(_('komt erbij') if b.barrier.id in up and b.state is not BarrierState.STANDING else _state(b.state, language, unasked))}</em></li>"
            for b in here
        )
        steps.append(
            f"<h4>{escape(_(STEPS[step]))}</h4><p>{escape(one.threat.steps.get(step, ''))}</p><ul class=dw-b-list>{lines}</ul>"
        )
    # Opened by the server, because a browser does not open what is folded there by itself.
    address = f"{with_language('/hulp', language)}{'?' if language == SOURCE_LANGUAGE else '&amp;'}bij={one.threat.id}#{one.threat.id}"
    help_link = f'<p><a class="dw-alone" href="{address}">{escape(_("Overkomt u dit nu? Naar de eerste hulp"))}</a></p>'
    return paragraph(one.threat.story, "dw-story") + "".join(steps) + help_link
