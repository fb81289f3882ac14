"""Every place beside every theme and measure: where it is certain that a course is needed more than elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.aggregates.participation import TakenPart, taken_part
from data.figures.cell_reading import CellReading, Estimate
from data.figures.certainty import Sampled, of_item, of_theme, of_total
from data.figures.ranking import most_lacking
from data.figures.room import barrier_title
from data.figures.waiting import STEP, at_most_until_new, blocks_of, in_steps, needed_for
from data.privacy import load_privacy
from questionnaire.language.numbers import whole
from screens.dashboard.areas import KINDS, Area, areas_of, reading_of
from screens.dashboard.table import ChartRequest, Row, Table, row_of

MEASURES = 5  # that lack most in the region, beside the themes


@dataclass(frozen=True)
class Subject:
    """What a column is about: the total, a theme or an item."""

    kind: str
    id: str
    label: str

    def figure(self, reading: CellReading) -> Estimate:
        match self.kind:
            case "total":
                return reading.total()
            case "item":
                return reading.item(self.id)
        return reading.theme(next(s for s in reading.content.questionnaire.themes if s.id == self.id))

    def sampled(self, reading: CellReading) -> Sampled | None:
        match self.kind:
            case "total":
                return of_total(reading)
            case "item":
                return of_item(reading, self.id)
        return of_theme(reading, next(s for s in reading.content.questionnaire.themes if s.id == self.id))


@dataclass(frozen=True)
class Beside:
    """One figure of a place, and whether it is lower (-1) or higher (1) than the region's for certain, or neither (0)."""

    area: Area
    subject: Subject
    figure: Estimate
    sampled: Sampled | None
    region: Sampled | None
    sign: int


def subjects(asked: ChartRequest) -> list[Subject]:
    """The columns: the total, every theme, and what lacks most in the region."""
    region = CellReading(asked.content, asked.released.total)
    found = [Subject("total", "total", asked.say("Alles samen"))]
    found += [Subject("theme", s.id, s.title) for s in asked.content.questionnaire.themes]
    return found + [
        Subject("item", ranked.item_id, barrier_title(asked.content, ranked.item_id))
        for ranked in most_lacking(region)[:MEASURES]
    ]


def beside_region(asked: ChartRequest) -> list[Beside]:
    """Every place of the kind asked for, beside the region; a difference only where it holds among all that are told."""
    region, about = CellReading(asked.content, asked.released.total), subjects(asked)
    whole_region = {subject: subject.sampled(region) for subject in about}
    there: list[tuple[Area, Subject, Estimate, Sampled | None]] = []
    for area in areas_of(asked.over, asked.content, asked.region):
        reading = reading_of(area, asked.content, asked.released)
        there += [(area, s, s.figure(reading), s.sampled(reading)) for s in about]
    compared = sum(1 for _, s, _, mine in there if mine and whole_region[s])
    found = []
    for area, subject, figure, mine in there:
        other = whole_region[subject]
        sign = 0
        if mine and other and mine.differs_from(other, compared):
            sign = 1 if mine.pct > other.pct else -1
        found.append(Beside(area, subject, figure, mine, other, sign))
    return found


def places(asked: ChartRequest) -> Table:
    """The same as rows: one per place and subject."""
    say = asked.say
    made = beside_region(asked)
    signs = {-1: say("zeker lager"), 0: say("niet zeker"), 1: say("zeker hoger")}
    rows = [
        row_of(
            one.area.label,
            one.figure,
            asked,
            about=one.subject.label,
            around=None if one.sampled is None else one.sampled.margin,
            sure=signs[one.sign] if one.sampled else "",
            sign=one.sign,
            key=one.area.key,
            subject=one.subject.id,
        )
        for one in made
    ]
    columns = {
        "label": say(KINDS.get(asked.over, "Regio")),
        "about": say("Onderwerp"),
        "pct": say("Geregeld (%)"),
        "margin": say("Marge (±)"),
        "around": say("Marge met wie er meedeed (±)"),
        "n": say("Aantal"),
        "sure": say("Naast de regio"),
        "why": say("Waarom leeg"),
    }
    return Table("places", say("Welke cursus waar?"), _told(made, asked), columns, rows)


def _told(made: list[Beside], asked: ChartRequest) -> str:
    say = asked.say
    if not any(one.sampled for one in made):
        return say("Hier staat nog niets: nog geen gemeente of branche heeft genoeg deelnemers.")
    lower = [one for one in made if one.sign < 0]
    if not lower:
        return say("Bij geen enkele plek is zeker dat zij lager is dan de regio.")
    return say("Zeker lager dan de regio: {places}.").format(places=in_words(lower[:5], asked))


def in_words(found: list[Beside], asked: ChartRequest) -> str:
    """Each as place, subject and both figures."""
    told = asked.say("{place} bij ‘{subject}’ ({pct} tegen {region} %)")
    return "; ".join(
        told.format(
            place=one.area.label,
            subject=one.subject.label,
            pct=whole(one.figure.shown_pct or 0),
            region=whole(one.region.pct if one.region else 0),
        )
        for one in found
    )


@dataclass(frozen=True)
class Wait:
    """What a municipality waits for: at most so many businesses until new figures, or about so many until the first."""

    area: Area
    still: int
    first: bool
    few: bool


def waits(asked: ChartRequest) -> Iterator[Wait]:
    """Of every municipality, in the order of the region. All from what is public."""
    privacy, taken = load_privacy(), taken_part("municipality")
    published = asked.released.municipalities
    blocks = sum(blocks_of(cell.n.get("quick", 0), privacy) for cell in published.values())
    region = asked.released.total
    margin = CellReading(asked.content, region).total().margin
    ours = {m.id for m in asked.region.municipalities}
    for area in areas_of("municipality", asked.content, asked.region):
        if area.id not in ours:
            continue  # nobody can be recruited in "outside the region"
        quick = taken.get(area.id, {}).get("quick", TakenPart())
        still = at_most_until_new(quick) or privacy.smallest_block.value.municipality
        first = not CellReading(asked.content, asked.released.municipality(area.id)).total().shown
        if first and margin is not None:
            there = needed_for(margin, region.n.get("quick", 0), blocks, quick.published, privacy)
            still = max(still, there - (in_steps(quick) or quick.published))
            still = -(-still // STEP) * STEP
        yield Wait(area, still, first, in_steps(quick) is None)


def wait_in_words(wait: Wait, asked: ChartRequest) -> str:
    """As it stands in the table."""
    told = asked.say("ongeveer {count} tot het eerste") if wait.first else asked.say("hooguit {count}")
    return told.format(count=wait.still)


def matrix(asked: ChartRequest, made: Table) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of places by subjects: a figure with its margin, marked where it differs for certain."""
    about = subjects(asked)
    by_place: dict[str, dict[str, Row]] = {}
    for row in made.rows:
        by_place.setdefault(row["key"], {})[row["subject"]] = row
    head = [made.columns["label"], *(subject.label for subject in about)]
    waiting = {w.area.key: wait_in_words(w, asked) for w in waits(asked)}
    told = asked.over == "municipality" and bool(waiting)
    if told:
        head.insert(1, asked.say("Nog nodig voor het volgende cijfer"))
    rows = []
    for key, figures in by_place.items():
        line = [next(iter(figures.values()))["label"], *(_cell(figures[s.id]) for s in about)]
        if told:
            line.insert(1, waiting.get(key, "–"))
        rows.append(line)
    return head, rows


def _cell(row: Row) -> str:
    if row["pct"] is None:
        return "–"
    mark = {-1: "▼ ", 1: "▲ "}.get(row["sign"], "")
    return f"{mark}{whole(row['pct'])} ±{whole(row['around'])}"
