"""The region in figures, public: who took part, what stands, what lacks, which barrier next, and how it
changes.
"""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from data.content.promises import interval_pct, widest_margin
from data.figures.released import Released, load_released
from data.region import load_region
from questionnaire.language.numbers import written
from questionnaire.language.templates import Templates
from questionnaire.language.translation import SOURCE_LANGUAGE
from screens.dashboard.areas import KINDS, Area, Kind, all_areas, kinds_of
from screens.dashboard.charts import chart_for
from screens.dashboard.colours import DARK, LIGHT
from screens.dashboard.findings import CERTAINTY, findings
from screens.dashboard.places import matrix, places
from screens.dashboard.reach import reach
from screens.dashboard.table import ChartRequest, Table
from screens.dashboard.tables import (
    compared,
    drop_off,
    participation,
    tables_of,
    trend,
)
from screens.dashboard.withdrawn import withdrawn_notes
from screens.markup import fold, heading, paragraph, table
from screens.parts.shell import mark_step
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text
from screens.session.request_language import with_language

PLACE = "plaats"  # in the address: whose figures are shown
_TOLD = "figures_place_told"  # in the session: what the address said when it was last looked at
ALL_PLACES = ("themes", "threats", "lacking")  # figures that every place has, when it has any
_TEMPLATES = Templates(__file__)


def show() -> None:
    """Draws the screen."""
    _ = text()
    content, region = this_scan.content(), load_region(language=chosen_language())
    released = load_released()
    areas = all_areas(content, region)
    with st.container(key="wide"):
        st.title(_("Cijfers uit de regio"), anchor=False)
        mark_step("figures")
        st.html(
            paragraph(
                _(
                    "Hoe staan bedrijven in {region} ervoor? Alles hier is openbaar. Wat één bedrijf antwoordde, is er niet uit te halen."
                ).format(region=region.title),
                "dw-lead",
            )
        )
    whole = ChartRequest(content, region, released, areas["total"])
    made = participation(whole)
    if not made.shown and not any(
        make(whole).shown for name, make in tables_of(content).items() if name in ALL_PLACES
    ):
        # A page of charts and files without one figure says nothing that this sentence does not say.
        st.html(paragraph(made.sentence, "dw-note"))
        _about(released)
        return
    _findings(whole)
    _figure(made, whole, as_map="municipality" in kinds_of(content))
    _table(reach(whole), whole)
    _places(whole)
    key = _chosen(areas)
    asked = ChartRequest(content, region, released, areas[key])
    tables = tables_of(content)
    for name in (*ALL_PLACES, "next"):
        if name in tables:
            _figure(tables[name](asked), asked)
    if kinds_of(content):
        _compare(whole)
    _figure(trend(asked), asked)
    _figure(drop_off(whole), whole)
    _about(released)


def _findings(whole: ChartRequest) -> None:
    """The five questions of the team."""
    _ = text()
    title = _("Vijf vragen van het programmateam")
    told = _(
        "Zeker: het blijft zo, met het toeval dat wij toevoegen en ook als andere bedrijven hadden meegedaan, in {sure} van de 100 gevallen."
    ).format(sure=interval_pct())
    found = [
        {
            "certainty": one.certainty,
            "label": _(CERTAINTY[one.certainty]),
            "question": one.question,
            "sentence": one.sentence,
            "not_so": one.not_so,
        }
        for one in findings(whole)
    ]
    st.html(str(_TEMPLATES.macros("team.html", chosen_language()).findings(title, told, found)))


def _places(whole: ChartRequest) -> None:
    """Every place beside every theme and measure, as one table per kind of place."""
    _ = text()
    for kind in kinds_of(whole.content):
        asked = ChartRequest(whole.content, whole.region, whole.released, whole.area, kind)
        made = places(asked)
        if not made.shown:
            continue
        with st.container(key=f"card-figure-places-{kind}"):
            head, rows = matrix(asked, made)
            told = _(
                "In elk vak: hoeveel procent geregeld is, met de marge van het toeval dat wij toevoegen en van wie er meedeed. ▼ zeker lager dan de regio, ▲ zeker hoger, – nog geen cijfer."
            )
            title = f"{made.title} {_(KINDS[kind])}"
            st.html(
                heading(title)
                + paragraph(made.sentence)
                + table(head, rows, title)
                + paragraph(told, "dw-note")
                + _files(made, asked, False, False)
            )


def _table(made: Table, asked: ChartRequest) -> None:
    """A figure that is a table alone."""
    _ = text()
    with st.container(key=f"card-figure-{made.id}"):
        st.html(
            heading(made.title)
            + paragraph(made.sentence)
            + (
                fold(
                    _("Per gemeente, branche en grootte"),
                    table(made.columns.values(), _cells(made), made.title),
                )
                + _files(made, asked, False, False)
                if made.rows
                else ""
            )
        )


def _chosen(areas: dict[str, Area]) -> str:
    """Whose figures one wants to see. It stands in the address, so that it can be sent on and the way back leads to it."""
    _ = text()
    if len(areas) < 2:
        return "total"
    there = st.query_params.get(PLACE, "total")
    if there in areas and there != st.session_state.get(_TOLD):
        st.session_state["figures_place"] = there
    key = st.selectbox(
        _("Van wie wilt u de cijfers zien?"),
        list(areas),
        format_func=lambda k: areas[k].label,
        key="figures_place",
    )
    st.session_state[_TOLD] = key
    if key == "total":
        st.query_params.pop(PLACE, None)
    elif there != key:
        st.query_params[PLACE] = key
    return key


def _compare(whole: ChartRequest) -> None:
    _ = text()
    st.subheader(_("Vergelijk"), anchor=False)
    about = {"total": _("Alles samen")} | {s.id: s.title for s in whole.content.questionnaire.themes}
    about |= {
        t.id: _("Barrières tegen: {crime}").format(crime=t.title)
        for t in (whole.content.threats.threats if whole.content.threats else ())
    }
    left, right = st.columns(2)
    over: Kind = left.selectbox(
        _("Naast elkaar"), kinds_of(whole.content), format_func=lambda k: _(KINDS[k]), key="figures_over"
    )
    chosen = right.selectbox(_("Onderwerp"), list(about), format_func=about.__getitem__, key="figures_about")
    asked = ChartRequest(whole.content, whole.region, whole.released, whole.area, over, chosen)
    _figure(compared(asked), asked, as_map=over == "municipality")


def _figure(made: Table, asked: ChartRequest, as_map: bool = False) -> None:
    """A title, what one sees, the chart, and the same as table and files. Without figures the sentence says
    why.
    """
    _ = text()
    palette = DARK if getattr(st.context.theme, "type", None) == "dark" else LIGHT
    with st.container(key=f"card-figure-{made.id}"):
        st.html(heading(made.title) + paragraph(made.sentence))
        chart = chart_for(made, palette, as_map)
        if chart is not None:
            st.vega_lite_chart(
                chart.to_dict(validate=False), width="stretch", theme=None, key=f"chart-{made.id}"
            )
        st.html(
            fold(_("Dezelfde cijfers als tabel"), table(made.columns.values(), _cells(made), made.title))
            + _files(made, asked, as_map, chart is not None)
        )


def _cells(made: Table) -> list[list[str]]:
    def cell(key: str, value: object) -> str:
        if value is None:
            return "–"
        return (
            written(value, chosen_language(), 1 if key in ("worth", "reach") else 0)
            if isinstance(value, int | float)
            else str(value)
        )

    return [[cell(key, row.get(key)) for key in made.columns] for row in made.rows]


def _files(made: Table, asked: ChartRequest, as_map: bool, drawn: bool) -> str:
    query = {
        "plaats": asked.area.key,
        "over": asked.over,
        "over_wat": asked.about,
        "kaart": "1" if as_map else "",
    }
    if chosen_language() != SOURCE_LANGUAGE:
        query["lang"] = chosen_language()
    address = urlencode({key: value for key, value in query.items() if value})
    kinds = ("csv", "xlsx", "png", "svg") if drawn else ("csv", "xlsx")
    files = [(kind, f"/cijfers/{made.id}.{kind}?{address}") for kind in kinds]
    return str(_TEMPLATES.macros("screens.html", chosen_language()).figure_files(files))


def _about(released: Released) -> None:
    _ = text()
    macros = _TEMPLATES.macros("screens.html", chosen_language())
    st.html(
        heading(_("Over deze cijfers"))
        + paragraph(
            _(
                "Antwoorden worden opgeteld in blokken. Aan elke optelling voegen wij met opzet een klein toeval toe. De marge naast een cijfer zegt hoe groot dat is. Een cijfer verschijnt alleen als de marge hooguit {most} punten is."
            ).format(most=widest_margin(chosen_language()))
        )
        + "".join(paragraph(note, "dw-note") for note in withdrawn_notes(released, chosen_language()))
        + str(macros.open_data(with_language("/cijfers/kwartaalverslag.pdf", chosen_language())))
    )
