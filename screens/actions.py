"""An action from the advice as HTML: what, why, how, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from questionnaire.language.translation import translator
from scoring.advising.in_words import facts, gain
from scoring.advising.recommendation import Recommendation
from scoring.measure_parts import HowStep
from screens.markup import fold, paragraph
from screens.session.request_language import with_language


def action_card(recommendation: Recommendation, number: int, language: str) -> str:
    """One of the first three, with its number."""
    measure = recommendation.measure
    return (
        f'<article class="dw-action"><span class="dw-number" aria-hidden="true">{number}</span>'
        f"<h3>{escape(measure.title)}</h3>{mark_today(recommendation, language)}{paragraph(measure.why or '')}{facts_line(recommendation, language)}"
        f"{steps(recommendation, language)}</article>"
    )


def mark_today(recommendation: Recommendation, language: str) -> str:
    """The mark of what cannot wait until later this week; else empty."""
    return paragraph(translator(language).gettext("vandaag"), "dw-today") if recommendation.acute else ""


def takes_and_brings(recommendation: Recommendation, language: str) -> list[str]:
    """Hours, cost, who, barriers, and what it adds to the score or makes known, each a few words."""
    brings = gain(recommendation, language)
    return [*facts(recommendation, language), *([brings] if brings else [])]


def facts_line(recommendation: Recommendation, language: str) -> str:
    """What an action takes and brings as one line."""
    return paragraph(" · ".join(takes_and_brings(recommendation, language)), "dw-facts")


def steps(recommendation: Recommendation, language: str, with_why: bool = False) -> str:
    """The steps, folded away; with the reason in front when it does not stand elsewhere."""
    _ = translator(language).gettext
    title = _("Zo bespreekt u het met uw leverancier") if recommendation.by_supplier else _("Zo doet u dat")
    ask = recommendation.measure.ask_supplier
    asked = (
        paragraph(_("Vraag aan uw leverancier: {question}").format(question=ask))
        if recommendation.by_supplier and ask
        else ""
    )
    why = paragraph(recommendation.measure.why or "") if with_why else ""
    check = recommendation.measure.check
    sure = check_line(check, language) if check else ""
    return fold(title, why + steps_list(recommendation) + asked + sure, recommendation.measure.title)


def check_line(check: str, language: str) -> str:
    """What shows that an action is done."""
    told = translator(language).gettext("Zo weet u het zeker:")
    return f'<p class="dw-check"><strong>{escape(told)}</strong> {escape(check)}</p>'


def steps_list(recommendation: Recommendation) -> str:
    """The steps as a numbered list; what a step leads to can be clicked."""
    return "".join(
        ("<ol>", *(f"<li>{escape(step.text)}{_links(step)}</li>" for step in recommendation.told), "</ol>")
    )


def _links(step: HowStep) -> str:
    pages = [(step.link.removeprefix("https://").rstrip("/"), step.link)] if step.link else []
    pages += [(link.label, link.address) for link in step.links]
    return "".join(
        f' <a href="{escape(address)}" target="_blank" rel="noopener">{escape(label)}</a>'
        for label, address in pages
    )


def help_now(recommendations: Sequence[Recommendation], language: str) -> str:
    """For whom it has just happened to: first help, and the steps to be sure that it is over. Empty without
    anything to do.
    """
    if not recommendations:
        return ""
    _ = translator(language).gettext
    address = with_language("/hulp", language)
    steps = "".join(
        f"<h3>{escape(r.measure.title)}</h3>{paragraph(r.measure.why or '')}{steps_list(r)}"
        for r in recommendations
    )
    return (
        f'<section class="dw-now-first"><h2>{escape(_("Eerst dit: het is net gebeurd"))}</h2>'
        f"{paragraph(_('Uw score kan wachten. Doe eerst wat nu nodig is.'))}"
        f'<p><a class="dw-button" href="{address}">{escape(_("Naar de eerste hulp"))}</a></p>{steps}</section>'
    )
