"""The quarterly report for the programme team: the public figures of the whole region, as an accessible PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from data import clock
from data.content.promises import interval_pct, widest_margin
from data.figures.cell_reading import CellReading
from data.figures.ranking import next_barriers
from data.figures.released import load_released
from data.quarters import quarter_of
from data.region import Region
from pdf.figures_report import FigureSection, render_figures_report
from questionnaire.language.dates import quarter_in_words
from questionnaire.language.numbers import whole as shown
from questionnaire.language.numbers import written
from questionnaire.language.translation import N_, translator
from scoring.content import Content
from screens.dashboard.areas import Kind, all_areas, kinds_of
from screens.dashboard.findings import CERTAINTY, findings
from screens.dashboard.table import ChartRequest, Table
from screens.dashboard.tables import (
    compared,
    drop_off,
    tables_of,
    trend,
)
from screens.dashboard.withdrawn import withdrawn_notes
from screens.downloads.requests import Download

PROPOSALS = 3
_OVER: dict[Kind, str] = {
    "municipality": N_("Alle thema’s samen, per gemeente"),
    "sector": N_("Alle thema’s samen, per branche"),
    "size": N_("Alle thema’s samen, per grootte van het bedrijf"),
}


def quarterly(content: Content, region: Region, day: date | None = None) -> Download:
    """The report of the quarter that `day` lies in."""
    _ = translator(content.language).gettext
    day = day or clock.today()
    whole = ChartRequest(content, region, load_released(), all_areas(content, region)["total"])
    offered = tables_of(content)
    made = [
        offered[name](whole)
        for name in ("participation", "reach", "themes", "threats", "lacking", "next")
        if name in offered
    ]
    made += [
        replace(compared(ChartRequest(content, region, whole.released, whole.area, kind)), title=_(title))
        for kind, title in _OVER.items()
        if kind in kinds_of(content)
    ]
    made += [_by_theme(trend(whole)), drop_off(whole)]
    quarter = quarter_of(day)
    title = _("{subject} in {region}").format(
        subject=content.questionnaire.said("subject"), region=region.title
    )
    lead = _(
        "Verslag voor het programmateam, {quarter}. Alle cijfers zijn openbaar en over niemand te herleiden."
    ).format(quarter=quarter_in_words(quarter, content.language))
    notes = (
        _(
            "Antwoorden worden nooit per bedrijf bewaard, maar opgeteld in blokken met een beetje toeval erbij."
        ),
        _(
            "De marge zegt hoe ver een cijfer door dat toeval kan afwijken, met {sure} procent zekerheid."
        ).format(sure=interval_pct()),
        _(
            "Een cijfer verschijnt alleen als de marge hooguit {most} punten is. Een leeg vak zegt waarop het wacht."
        ).format(most=widest_margin(content.language)),
        _(
            "Winst is het deel van de bedrijven dat iets nog niet heeft, keer het aantal soorten misdaad dat het tegenhoudt."
        ),
        *withdrawn_notes(whole.released, content.language),
    )
    made = [_on_paper(table, content.language) for table in made]
    sections = [
        FigureSection(t.title, t.sentence, _columns(t), t.rows) for t in made if t.rows or t.id != "trend"
    ]
    return Download(
        render_figures_report(content, region, title, lead, [*_council(whole), *sections], notes, day),
        "application/pdf",
        f"kwartaalverslag-{quarter}.pdf",
    )


def _council(whole: ChartRequest) -> list[FigureSection]:
    """What a council reads: the five answers, each with its certainty and what does not follow, and three proposals.
    The tables behind them follow.
    """
    say = whole.say
    found = [
        FigureSection(
            f"{one.question} {say(CERTAINTY[one.certainty])}",
            f"{one.sentence} {say('Wat u niet mag concluderen:')} {one.not_so}",
            {},
            [],
        )
        for one in findings(whole)
    ]
    ranked = next_barriers(CellReading(whole.content, whole.released.total))[:PROPOSALS]
    rows = [
        {
            "label": barrier.measure.title,
            "why": say("ontbreekt bij ongeveer {pct} %; soorten misdaad die het tegenhoudt: {count}").format(
                pct=100 - shown(barrier.figure.shown_pct or 0.0), count=barrier.threats
            ),
        }
        for barrier in ranked
    ]
    if rows:
        lead = "; ".join(f"{n}. {row['label']} ({row['why']})" for n, row in enumerate(rows, 1))
        told = say("Help bedrijven met deze drie, met een cursus of een avond: {measures}.").format(
            measures=lead
        )
        found.append(FigureSection(say("Drie voorstellen"), told, {}, []))
    return [
        *found,
        FigureSection(say("Bijlage: de cijfers erachter"), say("Alle tabellen, met hun marges."), {}, []),
    ]


def _on_paper(table: Table, language: str) -> Table:
    """Small percentages of the reach with their first decimal; the kind of place is told by its name."""
    if table.id != "reach":
        return table
    columns = {key: head for key, head in table.columns.items() if key != "kind"}
    told = [
        {**row, "reach": None if row["reach"] is None else written(row["reach"], language, 1)}
        for row in table.rows
    ]
    return replace(table, columns=columns, rows=told)


def _by_theme(table: Table) -> Table:
    """The trend with the quarters of one theme together, and the versions of the questions only when there
    were more than one.
    """
    order = list(dict.fromkeys(row["label"] for row in table.rows))
    one = len({row["versions"] for row in table.rows}) < 2
    columns = {key: head for key, head in table.columns.items() if not (one and key == "versions")}
    return replace(
        table,
        columns=columns,
        rows=sorted(table.rows, key=lambda row: (order.index(row["label"]), row["quarter"])),
    )


def _columns(table: Table) -> dict[str, str]:
    return {key: title for key, title in table.columns.items() if key not in ("published", "region")}
