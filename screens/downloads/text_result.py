"""The result in text only: headings, sentences and lists, no figure needed to understand it. Prints well."""

from __future__ import annotations

from markupsafe import Markup

from data import clock
from data.region import load_region
from data.region_help import HEADINGS
from questionnaire.language.numbers import score as shown
from questionnaire.language.translation import translator
from questionnaire.saved_scans.news import news
from questionnaire.saved_scans.saved_scan import SavedScan
from scoring.advising.advice import first_help
from scoring.advising.compare import Comparison
from scoring.advising.done import done_of
from scoring.advising.in_words import crime_stands, no_figure, not_asked, supplier_title
from scoring.advising.outcome import (
    Outcome,
    barriers_since,
    held_back,
    only_shared,
    plan_since,
    plan_told,
    score_told,
    standing,
    strengths,
    then_and_now,
)
from scoring.advising.plan import first_day, title
from scoring.advising.plan import parts as plan_parts
from scoring.advising.recommendation import Recommendation
from scoring.barriers import BarrierState
from scoring.explain import explain
from scoring.loading import load_content
from screens.actions import check_line, help_now, steps_list, takes_and_brings
from screens.markup import heading, listed, paragraph
from screens.obligations import obligations_html

MOST_STRENGTHS = 8


def text_result_html(scan: SavedScan, language: str) -> Markup:
    """The inside of a page, with one h1."""
    _ = translator(language).gettext
    content = load_content(language=language)
    outcome = Outcome.of(content, scan)
    score, unasked = outcome.score, not_asked(outcome.score, language)
    told = standing(content, score)
    parts = [
        heading(_("Uw resultaat in tekst"), 1),
        paragraph(load_region(language=language).programme.name),
    ]
    if scan.renewal is not None:
        parts.append(paragraph(news(scan.renewal, language)))
    parts.append(help_now(first_help(content, score), language))
    parts.append(heading(_("Score")) + paragraph(score_told(score, language)))
    parts.append(paragraph(f"{told.kind}: ‘{told.title}’. {told.meaning}".strip()))
    parts.append(listed(held_back(content, score)) if held_back(content, score) else "")
    parts.append(_then_and_now(outcome.compared, language))
    # What there is to do comes before what explains it.
    parts += _actions(outcome, scan, language)
    parts += _questions(outcome, language)
    if good := strengths(content, score, outcome.resilience):
        parts.append(heading(_("Dit gaat al goed")) + listed(good[:MOST_STRENGTHS]))
    parts.append(heading(_("Thema’s")))
    parts.append(
        listed(
            f"{t.title}: "
            + (
                no_figure(t, score, language)
                if t.score_pct is None
                else _("{score} van 100").format(score=shown(t.score_pct))
            )
            for t in score.themes
        )
    )
    parts.append(listed(explain(content, score).rules))
    if outcome.resilience:
        parts.append(heading(_("Barrières per soort criminaliteit")))
    for one in outcome.resilience:
        parts.append(heading(one.threat.title, 3) + paragraph(crime_stands(one, language, unasked) + "."))
        for state, said in (
            (BarrierState.STANDING, _("Dit staat:")),
            (BarrierState.MISSING, _("Dit staat nog niet:")),
            (BarrierState.UNKNOWN, _("Dit is nog niet bekend:")),
        ):
            titles = [b.barrier.title for b in one.barriers if b.state is state]
            if titles:
                parts.append(paragraph(said) + listed(titles))
    parts.append(obligations_html(content, score))
    parts += _go_on_with(outcome, scan, language)
    # Safe: `paragraph`, `listed` and their like escape what they are given.
    return Markup("".join(parts))


def _go_on_with(outcome: Outcome, scan: SavedScan, language: str) -> list[str]:
    """With whom one can go on; nothing when nobody is known."""
    questionnaire, level, today = outcome.content.questionnaire, outcome.score.level, clock.today()
    desk = (
        load_region(language=language)
        .nearby(
            questionnaire.role_answer("place", scan.responses),
            questionnaire.role_answer("sector", scan.responses),
            level.id if level else None,
            today,
        )
        .card
    )
    if desk is None:
        return []
    told = [f"{label}: {words}" for label, words in desk.told(today, language)]
    ways = [way for way in (desk.phone, desk.email, desk.url) if way]
    _ = translator(language).gettext
    return [
        heading(_(HEADINGS[desk.kind or "desk"])),
        paragraph(f"{desk.title}. {desk.text}"),
        listed([*told, *ways]) if told or ways else "",
    ]


def _actions(outcome: Outcome, scan: SavedScan, language: str) -> list[str]:
    _ = translator(language).gettext
    today = clock.today()
    begun = first_day(scan.planned_on, today)
    parts = []
    if planned := plan_told(outcome):
        parts.append(heading(_("Het plan dat u koos")) + paragraph(planned))
    for part in plan_parts(outcome.advice, begun):
        parts.append(heading(title(part.id, begun, today, language)))
        parts += [_action(r, language, r.measure.id in scan.plan) for r in part.recommendations]
    if done := done_of(outcome.content, scan.done):
        titles = (outcome.content.measures[measure_id].title for measure_id in done)
        parts.append(heading(_("Gedaan")) + listed(titles))
    return parts


def _questions(outcome: Outcome, language: str) -> list[str]:
    _ = translator(language).gettext
    advice = outcome.advice
    each = (
        (supplier_title(outcome.content, outcome.score), advice.supplier_questions),
        (_("Vraag binnen uw bedrijf"), advice.inside_questions),
        (_("Vragen voor wie uw website maakte"), advice.builder_questions),
    )
    return [
        heading(above) + listed((q.text for q in questions), ordered=True)
        for above, questions in each
        if questions
    ]


def _then_and_now(found: Comparison | None, language: str) -> str:
    """After a second scan: the score and each theme, then and now, over the questions that both asked."""
    if found is None:
        return ""
    _ = translator(language).gettext
    pairs = [(_("Score"), found.then.score_pct, found.now.score_pct)]
    pairs += [
        (now.title, then.score_pct, now.score_pct) for then, now in zip(found.then.themes, found.now.themes)
    ]
    sentences = (then_and_now(found, language), barriers_since(found, language), plan_since(found, language))
    told = "".join(paragraph(f"{said[:1].upper()}{said[1:].rstrip('.')}.") for said in sentences if said)
    note = paragraph(only_shared(found, language)) if not found.same_items else ""
    rows = (
        f"{about}. {_('Toen')}: {shown(before)}. {_('Nu')}: {shown(after)}." for about, before, after in pairs
    )
    return heading(_("Toen en nu")) + told + note + listed(rows)


def _action(recommendation: Recommendation, language: str, planned: bool) -> str:
    _ = translator(language).gettext
    marks = [*([_("vandaag")] if recommendation.acute else []), *([_("in uw plan")] if planned else [])]
    mark = f" ({', '.join(marks)})" if marks else ""
    told = ", ".join(takes_and_brings(recommendation, language)) + "."
    return (
        heading(f"{recommendation.measure.title}{mark}", 3)
        + paragraph(recommendation.measure.why or "")
        + paragraph(told[:1].upper() + told[1:])
        + steps_list(recommendation)
        + (check_line(check, language) if (check := recommendation.measure.check) else "")
    )
