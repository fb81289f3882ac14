"""The tables behind the charts: rows of plain values, with a sentence that says what one sees, or why there
is nothing.

A row without a figure keeps its place: `pct` and `margin` are None and `why` tells what it waits for.
"""

from __future__ import annotations

from collections.abc import Callable

from data.aggregates.folding import this_site
from data.aggregates.participation import TakenPart, taken_part
from data.aggregates.tallies import LAPTOP, PARTS
from data.content.editions import shown_versions
from data.figures.cell_reading import CellReading, Estimate
from data.figures.drop_off import dropped_off
from data.figures.ranking import most_lacking, next_barriers
from data.figures.room import barrier_title
from data.figures.waiting import FEW, in_steps
from questionnaire.language.dates import quarter_in_words
from questionnaire.language.numbers import rounded, whole, written
from questionnaire.language.translation import translator
from scoring.content import Content
from screens.dashboard.areas import KINDS, WHOLE, Area, areas_of, reading_of
from screens.dashboard.places import places
from screens.dashboard.reach import reach
from screens.dashboard.sentences import behind, lowest
from screens.dashboard.table import ChartRequest, Row, Table, columns_of, row_of

MOST = 10


def participation(asked: ChartRequest) -> Table:
    """How many took part, by municipality where that is asked: live numbers without answers, from ten on."""
    say = asked.say
    taken = taken_part("municipality")
    spots = {m.id: (m.row, m.column) for m in asked.region.municipalities}
    rows: list[Row] = []
    total = 0
    areas = areas_of("municipality", asked.content, asked.region)
    if areas and LAPTOP.id in taken and taken[LAPTOP.id]["quick"].all:
        areas = [*areas, Area("municipality", LAPTOP.id, say("bijeenkomsten zonder internet"))]
    for area in areas or areas_of("total", asked.content, asked.region):
        cells = [taken.get(area.id, {})] if areas else list(taken.values())
        quick, rest = ([parts[part] for parts in cells if part in parts] for part in PARTS)
        row, column = spots.get(area.id, (None, None))
        # Who just took part must not find their own one on the map.
        count, full = (
            in_steps(TakenPart(sum(p.published for p in parts), sum(p.waiting for p in parts)))
            for parts in (quick, rest)
        )
        total += sum(p.all for p in quick)
        rows.append(
            {
                "label": area.label,
                "count": count,
                "published": sum(p.published for p in quick),
                "full": full,
                "why": say("minder dan {few}").format(few=FEW) if count is None else "",
                "row": row,
                "column": column,
            }
        )
    top = max(rows, key=lambda row: row["count"] or 0) if areas else None
    sentence = say("Er deden nog minder dan {few} bedrijven mee. Vanaf {few} staat hier hoeveel.").format(
        few=FEW
    )
    if total >= FEW and top and top["count"]:
        sentence = say("{total} bedrijven deden mee, de meeste in {place} ({count}).").format(
            total=total, place=top["label"], count=top["count"]
        )
    elif total >= FEW:
        sentence = say("Bedrijven die meededen: {total}.").format(total=total)
    head = say(KINDS["municipality"] if areas else WHOLE)
    columns = {
        "label": head,
        "count": say("Deden mee"),
        "full": say("Waarvan volledig"),
        "published": say("Verwerkt in cijfers"),
    }
    return Table("participation", say("Wie deden er mee?"), sentence, columns, rows)


def themes(asked: ChartRequest) -> Table:
    """Every theme of one place, beside the whole region."""
    say = asked.say
    reading = reading_of(asked.area, asked.content, asked.released)
    region, apart = CellReading(asked.content, asked.released.total), asked.area.kind != "total"
    rows = []
    for section in asked.content.questionnaire.themes:
        beside = region.theme(section)
        rows.append(
            row_of(
                section.title,
                reading.theme(section),
                asked,
                **({"region": beside.shown_pct} if apart else {}),
            )
        )
    columns = columns_of(asked, say("Thema"), *([("region", say("Hele regio (%)"))] if apart else []))
    sentence = _lowest(rows, asked)
    if apart and any(row["pct"] is not None for row in rows):
        sentence += " " + say("De streep in een balk is de hele regio.")
    return Table("themes", say("Wat is er geregeld, per thema?"), sentence, columns, rows)


def compared(asked: ChartRequest) -> Table:
    """One theme, type of crime or the total, over all places of a kind."""
    say = asked.say
    spots = (
        {m.id: (m.row, m.column) for m in asked.region.municipalities} if asked.over == "municipality" else {}
    )
    rows = []
    for area in areas_of(asked.over, asked.content, asked.region):
        figure = figure_about(reading_of(area, asked.content, asked.released), asked)
        row, column = spots.get(area.id, (None, None))
        rows.append(row_of(area.label, figure, asked, row=row, column=column))
    sentence = _lowest(rows, asked)
    if any(row["pct"] is None for row in rows) and any(row["pct"] is not None for row in rows):
        sentence += " " + say(
            "Waar geen cijfer staat, deden nog te weinig bedrijven mee; de tabel zegt wat er nodig is."
        )
    return Table(
        "compared", about_title(asked), sentence, columns_of(asked, say(KINDS.get(asked.over, WHOLE))), rows
    )


def figure_about(reading: CellReading, asked: ChartRequest) -> Estimate:
    """The figure that `about` names: the total, a theme, or the barriers against a type of crime."""
    for section in asked.content.questionnaire.themes:
        if section.id == asked.about:
            return reading.theme(section)
    for threat in asked.content.threats.threats if asked.content.threats else ():
        if threat.id == asked.about:
            return reading.items(
                dict.fromkeys(i for b in threat.barriers for i in reading.content.proving(b))
            )
    return reading.total()


def about_title(asked: ChartRequest) -> str:
    """What `about` names, in words."""
    for section in asked.content.questionnaire.themes:
        if section.id == asked.about:
            return section.title
    for threat in asked.content.threats.threats if asked.content.threats else ():
        if threat.id == asked.about:
            return asked.say("Barrières tegen: {crime}").format(crime=threat.title)
    return asked.say("Alles samen")


def threats(asked: ChartRequest) -> Table:
    """How far the barriers against each type of crime stand, in one place."""
    say = asked.say
    reading = reading_of(asked.area, asked.content, asked.released)
    rows = []
    for threat in asked.content.threats.threats if asked.content.threats else ():
        rows.append(
            row_of(
                threat.title,
                reading.items(dict.fromkeys(i for b in threat.barriers for i in asked.content.proving(b))),
                asked,
            )
        )
    return Table(
        "threats",
        say("Hoe staan de barrières per soort misdaad?"),
        _lowest(rows, asked),
        columns_of(asked, say("Soort misdaad")),
        rows,
    )


def lacking(asked: ChartRequest) -> Table:
    """What lacks most, with the places the margins allow, and the share of 'I don't know'."""
    say = asked.say
    ranked = most_lacking(reading_of(asked.area, asked.content, asked.released))[:MOST]
    rows = []
    for found in ranked:
        rank = (
            str(found.first)
            if not found.tied
            else say("{first}–{last}").format(first=found.first, last=found.last)
        )
        rows.append(
            row_of(
                barrier_title(asked.content, found.item_id),
                found.figure,
                asked,
                rank=rank,
                dont_know=found.dont_know.shown_pct,
            )
        )
    sentence = nothing_yet(asked)
    if rows:
        sentence = say("Het minst geregeld: ‘{label}’, bij ongeveer {pct} procent.").format(
            label=rows[0]["label"], pct=whole(rows[0]["pct"])
        )
        if ranked[0].tied:
            sentence += " " + say(
                "De marges zijn te ruim voor één volgorde: de plaatsen lopen in elkaar over."
            )
        if all(row["dont_know"] is None for row in rows):
            sentence += " " + say("Hoeveel bedrijven het niet weten, is nog te onzeker om te laten zien.")
        sentence += " " + behind(rows, asked.say)
    columns = columns_of(
        asked, say("Barrière"), ("rank", say("Plaats")), ("dont_know", say("Weet het niet (%)"))
    )
    return Table("lacking", say("Wat mist het vaakst?"), sentence, columns, rows)


def next_measures(asked: ChartRequest) -> Table:
    """Which barrier next: measures by lack times the number of types of crime that they stop."""
    say = asked.say
    rows = []
    for found in next_barriers(reading_of(asked.area, asked.content, asked.released))[:MOST]:
        row = row_of(
            found.measure.title, found.figure, asked, threats=found.threats, worth=rounded(found.worth, 2)
        )
        rows.append(
            {
                **row,
                "value": written(found.worth, asked.content.language, 1),
                "worth_low": (1 - row["high"] / 100) * found.threats,
                "worth_high": (1 - row["low"] / 100) * found.threats,
            }
        )
    sentence = nothing_yet(asked)
    if rows:
        sentence = (
            translator(asked.content.language)
            .ngettext(
                "De meeste winst nu: ‘{label}’. Het ontbreekt vaak en het houdt {count} soort misdaad tegen.",
                "De meeste winst nu: ‘{label}’. Het ontbreekt vaak en het houdt {count} soorten misdaad tegen.",
                rows[0]["threats"],
            )
            .format(label=rows[0]["label"], count=rows[0]["threats"])
        )
        if any(row["worth_high"] >= rows[0]["worth_low"] for row in rows[1:]):
            sentence += " " + say(
                "De marges zijn te ruim voor één volgorde: de plaatsen lopen in elkaar over."
            )
        sentence += " " + behind(rows, asked.say)
    columns = columns_of(
        asked, say("Maatregel"), ("worth", say("Winst")), ("threats", say("Soorten misdaad"))
    )
    return Table("next", say("Welke barrière eerst?"), sentence, columns, rows)


def trend(asked: ChartRequest) -> Table:
    """Every theme per quarter, of everybody or of one municipality; the content's versions are marked."""
    say = asked.say
    municipality = asked.area.id if asked.area.kind == "municipality" else None
    rows = []
    for quarter in sorted(asked.released.by_quarter):
        cell = asked.released.quarter(quarter, municipality)
        reading = CellReading(asked.content, cell)
        if municipality is None and not cell.blocks:
            continue  # a quarter in which only other cells were sealed
        for section in asked.content.questionnaire.themes:
            rows.append(
                row_of(
                    section.title,
                    reading.theme(section),
                    asked,
                    quarter=quarter,
                    versions=", ".join(shown_versions(cell)),
                )
            )
    quarters = {row["quarter"] for row in rows if row["pct"] is not None}
    sentence = nothing_yet(asked)
    if len(quarters) == 1:
        sentence = say("Er is nu één kwartaal met cijfers. Een verloop ziet u vanaf het tweede.")
    elif quarters:
        sentence = say("Cijfers van het {first} tot en met het {last}.").format(
            first=quarter_in_words(min(quarters), asked.content.language),
            last=quarter_in_words(max(quarters), asked.content.language),
        )
    if asked.area.kind in ("sector", "size"):
        sentence += " " + say("Dit verloop gaat over de hele regio: per branche of grootte is er geen.")
    columns = {
        "quarter": say("Kwartaal"),
        **columns_of(asked, say("Thema")),
        "versions": say("Versie van de vragen"),
    }
    return Table("trend", say("Hoe verandert het per kwartaal?"), sentence, columns, rows)


def drop_off(asked: ChartRequest) -> Table:
    """At which questions walks that were not finished ended, in the whole region together."""
    say, found, questions = (
        asked.say,
        dropped_off(this_site(asked.content)),
        asked.content.questionnaire.items,
    )
    shown = sorted(
        ((i, f) for i, f in found.items.items() if f.shown_pct), key=lambda pair: -(pair[1].shown_pct or 0)
    )[:MOST]
    sentence = say(
        "Hier staat nog niets. Het verschijnt na {count} afgebroken scans; nu zijn het er {waiting}."
    ).format(count=found.needed, waiting=found.waiting)
    if shown:
        sentence = say(
            "Bij {n} afgebroken scans waren dit het vaakst de laatste vragen die nog werden beantwoord. Kijk dus ook naar de vraag erna."
        ).format(n=found.n)
        if len(shown) > 1 and not shown[0][1].differs_from(shown[1][1]):
            sentence += " " + say(
                "De marges zijn te ruim voor één volgorde: de plaatsen lopen in elkaar over."
            )
    elif found.n:
        sentence = say(
            "Van {n} afgebroken scans is de marge nog te ruim. Er komen cijfers bij na nog {count}."
        ).format(n=found.n, count=found.needed - found.waiting)
    columns = {**columns_of(asked, say("Vraag")), "pct": say("Aandeel (%)")}
    return Table(
        "drop_off",
        say("Waar stoppen mensen?"),
        sentence,
        columns,
        [row_of(questions[i].question, f, asked) for i, f in shown],
    )


def nothing_yet(asked: ChartRequest) -> str:
    """What an empty figure waits for."""
    return asked.say(
        "Hier staat nog niets ({place}): er zijn te weinig antwoorden voor een betrouwbaar cijfer."
    ).format(place=asked.area.label)


def _lowest(rows: list[Row], asked: ChartRequest) -> str:
    return lowest(rows, asked.say) or nothing_yet(asked)


TABLES: dict[str, Callable[[ChartRequest], Table]] = {
    "participation": participation,
    "themes": themes,
    "compared": compared,
    "threats": threats,
    "lacking": lacking,
    "next": next_measures,
    "trend": trend,
    "drop_off": drop_off,
    "reach": reach,
    "places": places,
}
_OF_CRIMES = {"threats", "next"}


def tables_of(content: Content) -> dict[str, Callable[[ChartRequest], Table]]:
    """The figures that this content has, by name: those about crimes only where there are types of crime."""
    return {
        name: make for name, make in TABLES.items() if content.threats is not None or name not in _OF_CRIMES
    }
