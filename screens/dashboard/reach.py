"""Whom the scan reached: how many took part, beside how many businesses there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from data.aggregates.folding import this_site
from data.aggregates.participation import TakenPart, taken_part
from data.aggregates.tallies import Part
from data.demo import businesses_there
from data.figures.waiting import in_steps
from data.region import Businesses
from questionnaire.language.dates import day_in_words
from questionnaire.language.numbers import whole, written
from screens.dashboard.areas import KINDS, Kind, areas_of, kinds_of
from screens.dashboard.table import ChartRequest, Row, Table

Counts = Mapping[str, Mapping[Part, TakenPart]]


def numbers_of(asked: ChartRequest) -> Businesses | None:
    """How many businesses there are; None where the region does not say so."""
    return businesses_there(this_site(asked.content))


def everybody(taken: Counts) -> int:
    """Scans that were counted, those of outside the region included."""
    return sum(parts["quick"].all for parts in taken.values() if "quick" in parts)


def reach(asked: ChartRequest) -> Table:
    """Per municipality, sector group and size: took part, businesses, and the one as a percentage of the other.

    Who took part is told in steps, so that nobody sees a single business come. Without numbers of businesses
    there is no row.
    """
    say, language = asked.say, asked.content.language
    numbers, taken = numbers_of(asked), taken_part("municipality")
    columns = {
        "label": say("Wie"),
        "kind": say("Soort"),
        "count": say("Deden mee"),
        "businesses": say("Bedrijven"),
        "reach": say("Bereikt (%)"),
        "why": say("Waarom leeg"),
    }
    title = say("Wie bereikten we?")
    if numbers is None:
        sentence = say(
            "Hoeveel bedrijven er zijn, is hier niet ingevuld. Wie de scan beheert, zet dat met bron en datum in data/region.yaml, bij 'businesses'."
        )
        return Table("reach", title, sentence, columns)
    rows = [row for kind in kinds_of(asked.content) for row in _rows(kind, asked, numbers, taken)]
    sentence = say("Bron van het aantal bedrijven: {source}, stand van {day}.").format(
        source=say(numbers.source), day=day_in_words(numbers.counted_on, language)
    )
    there, inside = sum(numbers.municipalities.values()), _inside(taken, numbers)
    if there and rows:
        sentence = (
            say("Van de {there} bedrijven in {region} deden er {count} mee: {pct} %.").format(
                there=written(there, language),
                region=asked.region.title,
                count=written(inside, language),
                pct=written(100 * inside / there, language, 1),
            )
            + " "
            + sentence
        )
    return Table("reach", title, sentence, columns, rows)


def _inside(taken: Counts, numbers: Businesses) -> int:
    return everybody({place: parts for place, parts in taken.items() if place in numbers.municipalities})


def _rows(kind: Kind, asked: ChartRequest, numbers: Businesses, taken: Counts) -> Iterable[Row]:
    say = asked.say
    there = {
        "municipality": numbers.municipalities,
        "sector": numbers.sector_groups,
        "size": numbers.sizes,
    }.get(kind, {})
    counts = taken if kind == "municipality" else _by_part(0 if kind == "sector" else 2)
    for area in areas_of(kind, asked.content, asked.region):
        if area.id in there:
            count = in_steps(counts.get(area.id, {}).get("quick", TakenPart()))
            yield {
                "label": area.label,
                "kind": say(KINDS[kind]),
                "count": count,
                "businesses": there[area.id],
                "reach": None if count is None else 100 * count / there[area.id],
                "why": "" if count is not None else say("minder dan {few}").format(few=10),
                "id": area.key,
            }


def _by_part(part: int) -> dict[str, dict[Part, TakenPart]]:
    """Took part per sector group (0) or size class (2): sums of the cells of both together."""
    found: dict[str, dict[Part, TakenPart]] = {}
    for cell, parts in taken_part("sector_size").items():
        name, quick = cell.rpartition(".")[part], parts.get("quick", TakenPart())
        before = found.get(name, {}).get("quick", TakenPart())
        found[name] = {"quick": TakenPart(before.published + quick.published, before.waiting + quick.waiting)}
    return found


def ends(table: Table, kind: str) -> tuple[Row, Row] | None:
    """The rows of a kind that were reached least and most, when they differ by more than the steps they are told in."""
    rows = sorted(
        (row for row in table.rows if row["reach"] is not None and row["kind"] == kind),
        key=lambda row: row["reach"],
    )
    if len(rows) < 2:
        return None
    least, most = rows[0], rows[-1]
    slack = 500 / least["businesses"]  # five more had it been counted one later
    return (least, most) if whole(10 * (most["reach"] - least["reach"] - slack)) > 0 else None
