"""An action from the advice as HTML: what, why, how, and what it costs."""

from __future__ import annotations

from html import escape

from questionnaire.translation import translator
from scoring.advice import Recommendation
from scoring.in_words import facts
from scoring.models import HowStep
from screens.markup import fold, paragraph


def action_card(recommendation: Recommendation, number: int, language: str) -> str:
    """One of the first three, with its number."""
    measure = recommendation.measure
    return (
        f'<article class="dw-action"><span class="dw-number" aria-hidden="true">{number}</span>'
        f"<h3>{escape(measure.title)}</h3>{paragraph(measure.why or '')}{chips(recommendation, language)}"
        f"{steps(recommendation, language)}</article>"
    )


def chips(recommendation: Recommendation, language: str) -> str:
    """Hours, cost, who, and barriers as a line of small labels."""
    return f'<ul class="dw-chips">{"".join(f"<li>{escape(fact)}</li>" for fact in facts(recommendation, language))}</ul>'


def steps(recommendation: Recommendation, language: str, with_why: bool = False) -> str:
    """The steps, folded away; with the reason in front when it does not stand elsewhere."""
    _ = translator(language).gettext
    title = _("Zo bespreekt u het met uw leverancier") if recommendation.by_supplier else _("Zo doet u dat")
    ask = recommendation.measure.ask_supplier
    asked = paragraph(_("Vraag aan uw leverancier: {question}").format(question=ask)) if recommendation.by_supplier and ask else ""
    why = paragraph(recommendation.measure.why or "") if with_why else ""
    return fold(title, why + steps_list(recommendation) + asked, recommendation.measure.title)


def steps_list(recommendation: Recommendation) -> str:
    """The steps as a numbered list; what a step leads to can be clicked."""
    return "".join(("<ol>", *(f"<li>{escape(step.text)}{_links(step)}</li>" for step in recommendation.told), "</ol>"))


def _links(step: HowStep) -> str:
    pages = [(step.link.removeprefix("https://").rstrip("/"), step.link)] if step.link else []
    pages += [(link.label, link.address) for link in step.links]
    return "".join(f' <a href="{escape(address)}" target="_blank" rel="noopener">{escape(label)}</a>' for label, address in pages)
