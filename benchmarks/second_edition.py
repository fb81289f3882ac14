"""What the second edition shows: rooms of 12 to 40, a region of 300 over its municipalities, and the joint attack.

    python benchmarks/second_edition.py [--quickly]

The rows of `benchmarks/aggregates.py` about municipalities are of noised blocks, as in the first edition.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from datetime import date
from pathlib import Path
from random import Random
from statistics import fmean

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.support.joint_attack import Attacker
from data.aggregates.folding import Site
from data.aggregates.published import published, together
from data.aggregates.randomised import RegionSums, block_of, randomised
from data.aggregates.room_tallies import in_the_room
from data.aggregates.sealing import seal
from data.aggregates.tallies import Cell, contributions
from data.figures.cell_reading import CellReading
from data.folders import Folders
from data.privacy import load_privacy
from data.region import load_region
from questionnaire.simulate import simulated_business
from scoring.loading import load_content

ROOMS = (10, 12, 15, 20, 28, 40)
ROOM = Cell("event", "room")


class Truth:
    """Points and how many were asked, by item; of those whose answers are in a figure."""

    def __init__(self) -> None:
        self.points: dict[str, float] = defaultdict(float)
        self.asked: dict[str, int] = defaultdict(int)

    def add(self, given) -> None:
        for item, c in given.items():
            self.points[item] += c.points / 12
            self.asked[item] += c.asked

    def theme(self, section) -> float | None:
        whole = sum(self.asked[i.id] * i.weight for i in section.items)
        return 100 * sum(self.points[i.id] * i.weight for i in section.items) / whole if whole else None

    def total(self, themes) -> float:
        known = [(s.weight, t) for s in themes if (t := self.theme(s)) is not None]
        return sum(w * t for w, t in known) / sum(w for w, _ in known)


def evening(site: Site, people: int, rng: Random) -> tuple[CellReading, dict[str, Truth], Truth]:
    """The live figures of a room of the quick scan, the truth about those in them by part, and about everybody."""
    opened, inside, done = {}, defaultdict(list), defaultdict(int)
    released, truth, everybody = [], defaultdict(Truth), Truth()
    for _ in range(people):
        responses = simulated_business(site.questionnaire, rng, quick=True)
        given = contributions(site.questionnaire, responses, site.content.score(responses, True))["quick"]
        room = in_the_room(site.questionnaire, given)
        everybody.add(given)
        for part, adds in (("quick", given | room), ("room", room)):
            block = opened.setdefault(part, site.new_block(ROOM, part, done[part]))
            block.add(adds, site.plan(ROOM), "1.0")
            inside[part].append(given)
            if block.n >= block.needed:
                done[part] += block.n
                released.append(published(seal(opened.pop(part), site.privacy, site.quarter)))
                for one in inside.pop(part):
                    truth[part].add(one)
    return CellReading(site.content, together(released, ROOM), site.privacy), truth, everybody


def rooms(site: Site, times: int) -> None:
    """Per size of room: how often there is a total, three themes, and how often figures are within their margin."""
    themes, rng = site.questionnaire.themes, Random(4)
    print(
        f"{'finished':>8} {'total':>6} {'±':>5} {'3 themes':>9} {'themes':>7} {'questions':>10} {'inside':>7} {'of all':>7}"
    )
    for people in ROOMS:
        totals, widths, shown, items, inside, of_all = [], [], [], [], [], []
        for _ in range(times):
            reading, truth, everybody = evening(site, people, rng)
            total = reading.total()
            totals.append(total.shown)
            widths.append(total.margin or 0)
            figures = [(total, truth["room"].total(themes), everybody.total(themes))] if total.shown else []
            there = [s for s in themes if reading.theme(s).shown]
            figures += [(reading.theme(s), truth["quick"].theme(s), everybody.theme(s)) for s in there]
            shown.append(len(there))
            items.append(sum(reading.item(i).shown for i in reading.asked))
            inside += [abs(f.pct - true) <= f.margin for f, true, _ in figures]
            of_all += [abs(f.pct - true) <= f.margin for f, _, true in figures]
        print(
            f"{people:8} {fmean(totals):6.0%} {fmean(widths):5.1f} {fmean(n >= 3 for n in shown):9.0%} "
            f"{fmean(shown):7.1f} {fmean(items):10.1f} {fmean(inside or [0]):7.0%} {fmean(of_all or [0]):7.0%}"
        )


def region(site: Site, count: int, times: int) -> None:
    """At so many over all municipalities: how many have a total, and how far the figures are off."""
    q, rng, found = site.questionnaire, Random(3), defaultdict(list)
    towns = [m.id for m in site.region.municipalities]
    for _ in range(times):
        sums, truth = {}, defaultdict(Truth)
        for _ in range(count):
            town = rng.choice(towns)
            responses = simulated_business(q, rng, {"municipality": town})
            cell = Cell("municipality", town)
            for part, given in contributions(q, responses, site.content.score(responses)).items():
                bits = randomised(q, given, site.chances())
                there = sums.setdefault((cell, part), RegionSums(cell, part, count))
                there.add(bits, site.plan(cell), site.chances(), "1.0")
                truth[town].add(given)
                truth["total"].add(given)
        blocks = {key: published(block_of(s, site.quarter)) for key, s in sums.items()}
        cells = {
            t: together([b for (c, _), b in blocks.items() if c.id == t], Cell("municipality", t))
            for t in towns
        }
        cells["total"] = together(blocks.values(), Cell("municipality", "total"))
        readings = {t: CellReading(site.content, c, site.privacy) for t, c in cells.items()}
        shown = [t for t in towns if readings[t].total().shown]
        found["municipalities with a total"].append(len(shown))
        found["their error"] += [abs(readings[t].total().pct - truth[t].total(q.themes)) for t in shown]
        whole, true = readings["total"], truth["total"]
        if whole.total().shown:
            found["region, total: error"].append(abs(whole.total().pct - true.total(q.themes)))
        for s in q.themes:
            found[f"region, margin of {s.id}"].append(whole.theme(s).margin or 100)
        for item in whole.asked:
            if (figure := whole.item(item)).shown:
                share = 100 * true.points[item] / true.asked[item]
                found["region, question: error"].append(abs(figure.pct - share))
    for name, values in found.items():
        print(f"{count:8} {name}: {fmean(values):.1f}" if values else f"{count:8} {name}: -")


def main() -> int:
    """Prints the three tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quickly", action="store_true", help="fewer evenings, rounds and victims")
    quickly = parser.parse_args().quickly
    with tempfile.TemporaryDirectory() as folder:
        folders = Folders(Path(folder) / "var", Path(folder) / "keys").make()
        site = Site(load_content(), load_region(), load_privacy(), folders, date(2026, 11, 2))
        rooms(site, 5 if quickly else 20)
        for count in (120, 300, 1_000):
            region(site, count, 2 if quickly else 10)
        attacker = Attacker(site)
        for event, laplace in ((False, False), (True, False), (True, True)):
            seen = attacker.attack(40 if quickly else 200, event=event, laplace=laplace)
            where = "region" + (
                " and event, " + ("Laplace" if laplace else "Gaussian") if event else " alone"
            )
            print(
                f"joint n-1, {where}: strong {seen.strong_pct:.2f} % of {seen.answers} answers, certain {seen.certain}, "
                f"furthest {100 * seen.furthest:.0f} %, impression {seen.maturity_correlation:.2f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
