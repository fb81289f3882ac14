"""Sheet "Maatregel": one measure as it is advised, with everything that leads to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st
from babel.numbers import format_decimal
from markupsafe import Markup

from questionnaire.language.dates import day_in_words
from questionnaire.language.translation import N_
from questionnaire.routing import Routing
from scoring.advising.effort import effort, own_hours
from scoring.content import Content
from scoring.models import Measure
from screens.markup import paragraph, plain
from screens.preview.chooser import chosen_id
from screens.preview.frame import address_of, localised
from screens.preview.links import barriers_of, threads_to
from screens.preview.macros import macro
from screens.session.language import chosen_language, text

COSTS = {
    "free": N_("gratis"),
    "low": N_("tot 100 euro"),
    "medium": N_("100 tot 1000 euro"),
    "high": N_("meer dan 1000 euro"),
}
DOERS = {"owner": N_("de ondernemer"), "staff": N_("een medewerker"), "supplier": N_("de ICT-leverancier")}


def show() -> None:
    """Draws the sheet."""
    _ = text()
    content = localised()
    if not content.measures:
        st.write(_("Deze regels hebben geen maatregelen."))
        return
    wanted = chosen_id(
        _("Kies een maatregel"), {m.id: f"{m.title}  ({m.id})" for m in content.measures.values()}
    )
    measure = content.measures[wanted]
    st.title(plain(measure.title), anchor=False)
    if measure.why:
        st.html(paragraph(measure.why))
    own, supplier = st.columns(2)
    with own:
        _steps(_("Zo doet u dit zelf"), [step.text for step in measure.how])
    with supplier:
        _steps(_("Als een ICT-leverancier het doet"), [step.text for step in measure.how_supplier])
        if measure.ask_supplier:
            st.html(macro("ask_supplier", content.language, measure.ask_supplier))
    st.html(facts_html(content, measure, _))
    st.subheader(_("Wat leidt tot deze maatregel"), anchor=False)
    st.html(leads_html(content, wanted, _, lambda item_id: address_of("items", item_id)))
    st.subheader(_("Barrières die zij opwerpt"), anchor=False)
    st.html(barriers_html(content, wanted))


def _steps(title: str, steps: Iterable[str]) -> None:
    if steps:
        st.html(macro("steps", chosen_language(), title, steps))


def facts_html(content: Content, measure: Measure, _: Callable[[str], str]) -> Markup:
    """Effort, cost, who does it, frameworks, source and age, as a list of terms."""
    named = {name: ", ".join(value) for name, value in measure.frameworks.model_dump().items() if value}
    facts = {
        _("Werk"): _("{hours} uur").format(hours=format_decimal(own_hours(measure), locale=content.language)),
        _("Kosten"): _(COSTS[effort(content, measure, staff=1, outsourced=True).cost]),
        _("Effect"): _("{impact} van 3").format(impact=measure.impact),
        _("Wie doet het meestal"): _(DOERS[measure.done_by]),
        _("Basisprincipe"): str(measure.principle or "–"),
        _("Sleutelmaatregel"): _("ja, komt eerst") if measure.key else _("nee"),
        _("In andere kaders"): "; ".join(f"{name}: {value}" for name, value in named.items()) or "–",
        _("Bron"): measure.source or "–",
        _("Nagelezen op"): day_in_words(measure.reviewed, content.language) if measure.reviewed else "–",
    }
    return macro("facts", content.language, facts)


def leads_html(
    content: Content, measure_id: str, _: Callable[[str], str], link: Callable[[str], str]
) -> Markup:
    """The answers that lead to a measure, as a table, under what else leads to it."""
    rows = [(link(t.item.id), t.item.question, t.answer, t.points) for t in threads_to(content, measure_id)]
    return macro("leads", content.language, _besides(content, content.measures[measure_id], _), rows)


def _besides(content: Content, measure: Measure, _: Callable[[str], str]) -> list[str]:
    """What leads to a measure without an answer that names it: a condition, a proof of what was said, what is
    not known.
    """
    clause = Routing(content.questionnaire, content.language).clause
    told = []
    if measure.advised_if is not None:
        told.append(_("Wordt aangeraden als {condition}.").format(condition=clause(measure.advised_if)))
    if measure.proves is not None:
        told.append(
            _("Een kleine proef als {condition}, en er weinig anders te doen is.").format(
                condition=clause(measure.proves)
            )
        )
    if measure.kind == "find_out":
        told.append(_("Wordt aangeraden als niet bekend is wat hiermee wordt uitgezocht."))
    return told


def barriers_html(content: Content, measure_id: str) -> Markup:
    """The barriers that a measure puts up, by type of crime."""
    return macro("barriers", content.language, barriers_of(content, measure_id))
