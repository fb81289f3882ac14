"""What a room of 10 to 160 shows, and what the attacker who uses how answers hang together learns from it.

python benchmarks/rooms.py [--quickly]
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

from benchmarks.support.joint_attack import Attacker, Evening
from data.aggregates.folding import Site
from data.aggregates.published import published, together
from data.aggregates.room_tallies import FINE, TOTAL, in_the_room
from data.aggregates.sealing import seal
from data.aggregates.tallies import STEPS, Cell, contributions
from data.figures.cell_reading import CellReading
from data.folders import Folders
from data.privacy import load_privacy
from data.region import load_region
from questionnaire.simulate import simulated_business
from scoring.loading import load_content

ROOMS = (10, 12, 15, 20, 28, 40, 60, 80, 160)
ROOM = Cell("event", "room")


class Truth:
    """Points and how many were asked, by item; of those whose answers are in a figure."""

    def __init__(self) -> None:
        self.points: dict[str, float] = defaultdict(float)
        self.asked: dict[str, int] = defaultdict(int)

    def add(self, given) -> None:
        for item, c in given.items():
            self.points[item] += c.points / STEPS
            self.asked[item] += c.asked

    def theme(self, section) -> float | None:
        whole = sum(self.asked[i.id] * i.weight for i in section.items)
        return 100 * sum(self.points[i.id] * i.weight for i in section.items) / whole if whole else None

    def room(self) -> float:
        return 100 * self.points[TOTAL] * STEPS / FINE / self.asked[TOTAL]


def evening(site: Site, people: int, rng: Random) -> tuple[CellReading, dict[str, Truth], Truth]:
    """The live figures of a room of the quick scan, the truth about those in them by part, and about everybody."""
    opened, inside, done = {}, defaultdict(list), defaultdict(int)
    released, truth, everybody = [], defaultdict(Truth), Truth()
    for _ in range(people):
        responses = simulated_business(site.questionnaire, rng, quick=True)
        given = contributions(site.questionnaire, responses, site.content.score(responses, True))["quick"]
        room = in_the_room(site.questionnaire, given)
        everybody.add(given)
        everybody.add(room)
        for part, adds in (("quick", given | room), ("room", room)):
            block = opened.setdefault(part, site.new_block(ROOM, part, done[part]))
            block.add(adds, site.plan(ROOM), "1.0")
            inside[part].append(given | room)
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
            total = reading.room_total()
            totals.append(total.shown)
            widths.append(total.margin or 0)
            figures = [(total, truth["room"].room(), everybody.room())] if total.shown else []
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


def main() -> int:
    """Prints the rooms, and what the joint attack reaches."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quickly", action="store_true", help="fewer evenings and victims")
    quickly = parser.parse_args().quickly
    with tempfile.TemporaryDirectory() as folder:
        folders = Folders(Path(folder) / "var", Path(folder) / "keys").make()
        site = Site(load_content(), load_region(), load_privacy(), folders, date(2026, 11, 2))
        rooms(site, 5 if quickly else 40)
        attacker = Attacker(site)
        evenings: tuple[Evening, ...] = ("none", "now", "before")
        for event in evenings:
            seen = attacker.attack(40 if quickly else 200, event=event)
            print(
                f"joint n-1, event: {event:6} strong {seen.strong_pct:.2f} % of {seen.answers} answers, certain {seen.certain}, "
                f"furthest {100 * seen.furthest:.0f} %, past 88 % {100 * seen.past / seen.answers:.1f} %, "
                f"impression {seen.maturity_correlation:.2f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
