"""The quarterly report for the programme team: the public figures of the whole region, as an accessible PDF."""

from __future__ import annotations

from datetime import date

from data.privacy import load_privacy
from data.quarters import quarter_of
from data.region import Region
from data.released import load_released
from pdf.figures_report import FigureSection, render_figures_report
from questionnaire.translation import translator
from scoring.content import Content
from screens.dashboard.places import KINDS, Kind, all_places
from screens.dashboard.tables import Asked, Table, compared, drop_off, lacking, next_measures, participation, themes, threats, trend
from screens.downloads import Download


def quarterly(content: Content, region: Region, day: date | None = None) -> Download:
    """The report of the quarter that `day` lies in."""
    _ = translator(content.language).gettext
    day = day or date.today()
    whole = Asked(content, region, load_released(), all_places(content, region)["total"])
    over: tuple[Kind, ...] = ("municipality", "sector", "size")
    made = [participation(whole), themes(whole), threats(whole), lacking(whole), next_measures(whole)]
    made += [_named(compared(Asked(content, region, whole.released, whole.place, kind)), _(KINDS[kind])) for kind in over]
    made += [trend(whole), drop_off(whole)]
    quarter = quarter_of(day)
    title = _("Digitale weerbaarheid in {region}").format(region=region.title)
    lead = _("Kwartaalverslag {quarter} voor het programmateam. Alle cijfers zijn openbaar en over niemand te herleiden.").format(
        quarter=quarter
    )
    notes = (
        _("Antwoorden worden nooit per bedrijf bewaard, maar opgeteld in blokken met een beetje toeval erbij."),
        _("De marge zegt hoe ver een cijfer door dat toeval kan afwijken, met 95 procent zekerheid."),
        _("Een cijfer verschijnt alleen als de marge hooguit {most} punten is. Een leeg vak zegt waarop het wacht.").format(
            most=f"{load_privacy().widest_margin.value:g}"
        ),
    )
    sections = [FigureSection(t.title, t.sentence, _columns(t), t.rows) for t in made if t.rows or t.id != "trend"]
    return Download(
        render_figures_report(content, region, title, lead, sections, notes, day), "application/pdf", f"kwartaalverslag-{quarter}.pdf"
    )


def _named(table: Table, kind: str) -> Table:
    return Table(table.id, f"{table.title}: {kind.lower()}", table.sentence, table.columns, table.rows)


def _columns(table: Table) -> dict[str, str]:
    return {key: title for key, title in table.columns.items() if key not in ("published", "region")}
