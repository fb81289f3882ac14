"""The report of an event for the association: the room beside region and sector, what to organise next, where
to get help.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.platypus import Flowable

from data import clock
from data.content.promises import event_block, widest_margin
from data.figures.cell_reading import Estimate
from data.figures.ranking import Ranked
from data.figures.room import Room, barrier_title
from data.region import Region
from pdf.advice.themes import marked
from pdf.charts import bar
from pdf.kit import Kit, kit_for
from pdf.layout import About, flow_even, write
from pdf.parts import Box, Columns, Panel, Space
from pdf.styles import Page
from pdf.tagging import Run, TaggedTable
from pdf.typography import typed
from scoring.advising.effort import own_hours
from scoring.advising.in_words import hours
from scoring.content import Content
from scoring.models import Measure

ORGANISE_NEXT = 3
MOST_HELP = 8


@dataclass(frozen=True)
class EventReport:
    """What the report is made from: nothing but the room's released figures and live counts."""

    content: Content
    region: Region
    room: Room


def render_event_report(report: EventReport) -> bytes:
    """The report as tagged PDF, A4, in the language of the content."""
    kit = kit_for(report.content, report.region)
    _ = kit._
    page = Page()
    about = About(
        title=_("Verslag van de bijeenkomst"),
        author=report.region.programme.name,
        subject=typed(report.room.event.name),
    )
    blocks = [*_head(kit, report), *_themes(kit, report), *_lacking(kit, report), *_method(kit)]
    blocks += [*_next(kit, report), *_threats(kit, report), *_help(kit, report)]
    return write(flow_even(blocks, page), kit, about)


def _head(kit: Kit, report: EventReport) -> list[Flowable]:
    _ = kit._
    event, room = report.room.event, report.room
    place = next((m.label for m in report.region.municipalities if m.id == event.municipality), "")
    line = " · ".join(part for part in (kit.day(event.day), place) if part)
    numbers = kit.ngettext(
        "{count} ondernemer deed mee.", "{count} ondernemers deden mee.", room.done
    ).format(count=room.done)
    told = _(
        "De cijfers hieronder gaan over {n} van hen, altijd als groep. Wat één bedrijf antwoordde, is er niet uit te halen."
    ).format(n=room.responses)
    if not room.responses:
        told = _(
            "Er zijn geen cijfers over deze zaal: daarvoor deden te weinig mensen mee. Zo blijft ieders antwoord van hemzelf."
        )
    return [
        kit.title(_("Hoe staat deze zaal ervoor?")),
        kit.text(typed(event.name), kit.styles.like(kit.styles.h3, size=15.0, leading=19.0)),
        kit.text(line, kit.styles.small),
        Space(6),
        kit.text([Run(numbers, bold=True), " " + told], kit.styles.lead),
    ]


def _themes(kit: Kit, report: EventReport) -> list[Flowable]:
    _ = kit._
    room, styles = report.room, kit.styles
    if not room.has_figures:
        return _region_alone(kit, report)
    heads = [_("Thema"), _("Deze zaal, van 0 tot 100"), _("Zaal"), _("Regio")]
    with_sector = any(t.sector is not None and t.sector.shown for t in room.themes)
    if with_sector:
        heads.append(_("Branche"))
    right = styles.like(styles.column_head, align="right")
    rows: list[list[Flowable | None]] = [
        [kit.text(h, styles.column_head if i < 2 else right) for i, h in enumerate(heads)]
    ]
    closed = room.event.closed is not None
    whole = kit.text(_("Alles samen"), styles.cell_bold)
    rows.append(_row(kit, whole, (room.total, room.region_total), None, with_sector, closed))
    for theme in room.themes:
        figures = theme.room, theme.region
        title = marked(kit, theme.section.id, theme.section.title)
        rows.append(_row(kit, title, figures, theme.sector, with_sector, closed))
    widths = [178.0, 140.0, 88.0, 75.9] if not with_sector else [170.0, 92.0, 76.0, 72.0, 71.9]
    table = TaggedTable(
        rows,
        tuple(widths),
        row_heads=True,
        summary=_("Hoeveel er per thema is geregeld"),
        style=replace(styles.table, middle=True, pad_y=1.5),
    )
    legend = kit.text(
        _(
            "Achter elk cijfer staat hoe zeker het is: 62 % ±8 betekent tussen 54 en 70 %. De streep in de balk is de regio."
        ),
        styles.small,
    )
    return [kit.h2(_("Wat staat er al?")), table, Space(4), legend]


def _row(
    kit: Kit,
    title: Flowable,
    figures: tuple[Estimate, Estimate],
    sector: Estimate | None,
    with_sector: bool,
    closed: bool,
) -> list[Flowable | None]:
    room, region = figures
    picture = bar(kit, room.shown_pct, None, region.shown_pct) if room.shown_pct is not None else None
    cells: list[Flowable | None] = [
        title,
        picture,
        _figure(kit, room, closed),
        _figure(kit, region),
    ]
    return [*cells, _figure(kit, sector) if sector else None] if with_sector else cells


def _region_alone(kit: Kit, report: EventReport) -> list[Flowable]:
    """The region, where the room has no figure: rather that than an empty column. Nothing when the region has
    none either.
    """
    _ = kit._
    styles, themes = kit.styles, [theme for theme in report.room.themes if theme.region.shown_pct is not None]
    if not themes:
        return []
    heads = (_("Thema"), _("De regio, van 0 tot 100"))
    rows: list[list[Flowable | None]] = [
        [
            *(kit.text(h, styles.column_head) for h in heads),
            kit.text(_("Regio"), styles.like(styles.column_head, align="right")),
        ]
    ]
    for theme in themes:
        picture = bar(kit, theme.region.shown_pct or 0)
        rows.append([marked(kit, theme.section.id, theme.section.title), picture, _figure(kit, theme.region)])
    table = TaggedTable(
        rows,
        (180.0, 210.0, 91.9),
        row_heads=True,
        summary=_("Hoeveel er per thema is geregeld"),
        style=replace(styles.table, middle=True, pad_y=1.5),
    )
    legend = kit.text(
        _("Achter elk cijfer staat hoe zeker het is: 62 % ±8 betekent tussen 54 en 70 %."), styles.small
    )
    return [kit.h2(_("Wat staat er al in de regio?")), table, Space(4), legend]


def _figure(kit: Kit, figure: Estimate | None, closed: bool = False) -> Flowable:
    if figure is None or figure.shown_pct is None:
        told = kit._("te weinig") if closed else kit._("nog te weinig")
        return kit.text(told, kit.styles.like(kit.styles.small, align="right"))
    return kit.text(shown(kit, figure), kit.styles.number)


def shown(kit: Kit, figure: Estimate) -> str:
    """A figure with its margin, as '62 % ±8'."""
    return f"{kit.figure(figure.shown_pct or 0)}\u00a0% ±{kit.figure(figure.margin or 0)}"


def _lacking(kit: Kit, report: EventReport) -> list[Flowable]:
    _ = kit._
    if not report.room.lacking:
        return []
    styles = kit.styles
    known = any(
        ranked.dont_know.shown_pct is not None for ranked in report.room.lacking
    )  # a column of dashes tells nothing
    heads = [_("Plaats"), _("Barrière"), _("Heeft dit"), *([_("Weet het niet")] if known else [])]
    rows: list[list[Flowable | None]] = [[kit.text(head, styles.column_head) for head in heads]]
    for ranked in report.room.lacking:
        row: list[Flowable | None] = [
            kit.text(_place(kit, ranked), styles.cell),
            kit.text(barrier_title(report.content, ranked.item_id), styles.cell_bold),
            kit.text(shown(kit, ranked.figure), styles.cell),
        ]
        if known:
            unknown = shown(kit, ranked.dont_know) if ranked.dont_know.shown_pct is not None else "–"
            row.append(kit.text(unknown, styles.cell))
        rows.append(row)
    widths = (50.0, 251.9, 95.0, 85.0) if known else (50.0, 336.9, 95.0)
    table = TaggedTable(rows, widths, row_heads=False, summary=_("Wat het vaakst mist"), style=styles.table)
    blocks: list[Flowable] = [kit.h2(_("Wat mist het vaakst?")), table]
    if tied := next((ranked for ranked in report.room.lacking if ranked.tied), None):
        told = _("{place}: de verschillen zijn te klein voor een volgorde.").format(place=_place(kit, tied))
        blocks += [Space(4), kit.text(told, styles.small)]
    return blocks


def _place(kit: Kit, ranked: Ranked) -> str:
    return (
        kit._("{first}–{last}").format(first=ranked.first, last=ranked.last)
        if ranked.tied
        else f"{ranked.first}"
    )


def _next(kit: Kit, report: EventReport) -> list[Flowable]:
    """Three things to organise: the measures behind what lacks most; without figures the key measures."""
    _ = kit._
    styles = kit.styles
    told = _(
        "Organiseer een middag waarop iedereen dit meteen doet. Neem de stappen uit het advies en een laptop mee."
    )
    title = styles.like(styles.h3, size=12.0, leading=15.0, before=0, keep_with_next=False)
    why = styles.like(styles.body, size=10.0, leading=13.0, after=4, hyphenated=False)
    panels = []
    for number, measure in enumerate(measures_next(report), 1):
        work = _("{hours} werk voor een ondernemer").format(hours=hours(own_hours(measure), kit.language))
        inside: list[Flowable] = [kit.text(f"{number}. {measure.title}", title, "H3")]
        inside += [kit.text(measure.why, why)] if measure.why else []
        inside.append(kit.text(work, styles.small))
        panels.append(
            [Panel(inside, Box(pad=(8, 9, 8, 13), border=kit.house.rule, stripe=kit.house.primary, radius=0))]
        )
    intro = kit.text(told, styles.like(styles.body, size=10.0, leading=13.0, keep_with_next=True))
    return [kit.h2(_("Drie dingen om te organiseren")), intro, Columns(panels, gap=9, even=True)]


def measures_next(report: EventReport) -> list[Measure]:
    """The first measure of each of the items that lack most; key measures when there are no figures."""
    content = report.content
    found = [
        content.measures[ids[0]]
        for r in report.room.lacking
        if (ids := content.measures_when_unknown(r.item_id)) and ids[0] in content.measures
    ]
    keys = [m for m in content.measures.values() if m.key]
    return list({m.id: m for m in [*found, *keys]}.values())[:ORGANISE_NEXT]


def _threats(kit: Kit, report: EventReport) -> list[Flowable]:
    _ = kit._
    shown_threats = [t for t in report.room.threats if t.weakest is not None]
    if not shown_threats:
        return []
    styles = kit.styles
    rows: list[list[Flowable | None]] = [
        [
            kit.text(h, styles.column_head)
            for h in (_("Soort misdaad"), _("Barrière die het vaakst mist"), _("Heeft dit"))
        ]
    ]
    for found in shown_threats:
        barrier, figure = found.weakest  # type: ignore[misc]
        rows.append(
            [
                kit.text(found.threat.title, styles.cell_bold),
                kit.text(barrier.title, styles.cell),
                kit.text(shown(kit, figure), styles.cell),
            ]
        )
    table = TaggedTable(
        rows,
        (185.0, 201.9, 95.0),
        row_heads=True,
        summary=_("Zwakste barrière per soort misdaad"),
        style=styles.table,
    )
    return [kit.h2(_("Per soort misdaad")), table]


def _help(kit: Kit, report: EventReport) -> list[Flowable]:
    _ = kit._
    event = report.room.event
    sector, today = event.sectors[0] if len(event.sectors) == 1 else None, clock.today()
    found = report.region.help_for(event.municipality or None, sector, today)
    helps = found or [desk for desk in report.region.local_help if not desk.is_over(today)]
    desks: list[Flowable] = []
    style = kit.styles.like(kit.styles.body, size=10.0, leading=13.0, hyphenated=False)
    for desk in helps[:MOST_HELP]:
        words: list[str | Run] = [Run(desk.title + ".", bold=True), f" {desk.text}"]
        if desk.url:
            words += [" ", Run(desk.url.split("//")[-1].removeprefix("www.").rstrip("/"), link=desk.url)]
        desks.append(kit.text(words, style))
    half = (len(desks) + 1) // 2
    return [kit.h2(_("Wie kan helpen?")), Columns([desks[:half], desks[half:]], gap=18)]


def _method(kit: Kit) -> list[Flowable]:
    _ = kit._
    told = [
        _(
            "Antwoorden worden nooit per bedrijf bewaard. Ze worden opgeteld in blokken van minstens {count} bedrijven."
        ).format(count=event_block()),
        _(
            "Aan elke optelling is met opzet een klein toeval toegevoegd. Daardoor is ook met andere cijfers ernaast niemand te herkennen."
        ),
        _("Een cijfer verschijnt alleen als het hooguit {most} punten kan afwijken.").format(
            most=widest_margin(kit.language)
        ),
    ]
    return [kit.h2(_("Hoe deze cijfers zijn gemaakt")), *kit.bullets(told)]


__all__ = ["EventReport", "measures_next", "render_event_report"]
