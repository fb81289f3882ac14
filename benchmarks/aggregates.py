"""Errors of the published figures beside those of the design, the time of folding, and the time of reading.

    python benchmarks/aggregates.py [--quickly]

Error: mean absolute difference, in points, between a published figure and the truth about everybody in the
cell (also those in blocks that are not sealed yet), as the design's own simulation measured it. "steered" is
a share of an item that the profile can skip. Ratio: the error by noise alone (against the truth about the
sealed ones) over what the noise's variance predicts. The bar of 1.2 is for all figures of a setting together:
a row of a dozen figures that share their noise wanders by itself.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from math import pi
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from data.aggregates.archive import open_archive
from data.aggregates.blocks import OpenBlock, smallest_block
from data.aggregates.folding import Site, fold, prepare
from data.aggregates.published import PublishedCell, published, together
from data.aggregates.sealing import SealedBlock, seal
from data.aggregates.tallies import PARTS, Cell, cells_of, contributions, standing_cells
from data.figures.cell_reading import CellReading
from data.figures.ranking import most_lacking
from data.figures.released import load_released
from data.folders import Folders
from data.organisers.events import add_event
from data.privacy import load_privacy
from data.region import load_region
from data.tokens import new_token
from questionnaire.simulate import simulated_business
from scoring.loading import load_content

# aggregates-design.md: mean absolute error, theme / share.
DESIGN = {
    300: {"total": (1.8, 3.6), "municipality": (4.7, 9.1), "event": (3.7, 7.7)},
    3_000: {"total": (0.3, 0.7), "municipality": (1.4, 3.1), "event": (2.1, 4.4)},
    30_000: {"total": (0.1, 0.1), "municipality": (0.2, 0.5), "event": (2.1, 4.3)},
}
TODAY = date(2026, 11, 2)
TOTAL = Cell("municipality", "total")


@dataclass
class Truth:
    """Exact sums of one cell, by item: twelfths of points and how many were asked."""

    points: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    asked: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, given) -> None:
        for item, c in given.items():
            self.points[item] += c.points
            self.asked[item] += c.asked

    def share(self, weights) -> float | None:
        asked = sum(self.asked[i] * w for i, w in weights)
        return 100 * sum(self.points[i] * w for i, w in weights) / 12 / asked if asked else None


@dataclass
class Errors:
    """Absolute errors: against everybody, against the sealed ones, and what the noise alone predicts for
    these.
    """

    everybody: list[float] = field(default_factory=list)
    sealed: list[float] = field(default_factory=list)
    predicted: list[float] = field(default_factory=list)

    def mean(self) -> float:
        return statistics.fmean(self.everybody) if self.everybody else float("nan")

    def ratio(self) -> float:
        return (
            statistics.fmean(e / p for e, p in zip(self.sealed, self.predicted))
            if self.predicted
            else float("nan")
        )


def pool(site: Site, count: int, quick: bool) -> list[tuple]:
    """Made-up businesses: their standing cells and what they add."""
    rng, found = Random(5 + quick), []
    for _ in range(count):
        responses = simulated_business(site.questionnaire, rng, quick=quick)
        found.append(
            (
                cells_of(site.questionnaire, responses, site.region),
                contributions(site.questionnaire, responses, site.content.score(responses, quick)),
            )
        )
    return found


def run(
    site: Site, count: int, quick_share: float, pools: tuple[list, list], seed: int
) -> dict[str, dict[str, Errors]]:
    """Publishes `count` respondents with the real blocks, and measures theme and share errors per kind of
    cell.
    """
    rng, opened, inside = Random(seed), {}, defaultdict(Truth)
    released: dict[Cell, list[PublishedCell]] = defaultdict(list)
    n: dict[tuple[Cell, str], int] = defaultdict(int)
    everybody, sealed = defaultdict(Truth), defaultdict(Truth)
    event, left = 0, 0

    def close(key) -> None:
        block: OpenBlock = opened.pop(key)
        n[key] += block.n
        released[key[0]].append(published(seal(block, site.privacy, site.quarter)))
        done = inside.pop(key)
        for truth in (sealed[key[0]], *([sealed[TOTAL]] if key[0].cube == "municipality" else [])):
            for item in done.asked:
                truth.points[item] += done.points[item]
                truth.asked[item] += done.asked[item]

    for _ in range(count):
        if not left:
            event, left = event + 1, rng.randint(20, 200)
        left -= 1
        cells, parts = rng.choice(pools[rng.random() < quick_share])
        for part, given in parts.items():
            for cell in (*cells, Cell("event", str(event))):
                key = (cell, part)
                block = opened.get(key) or opened.setdefault(key, site.new_block(cell, part, n[key]))
                block.add(given, site.plan(cell), "1.0")
                inside[key].add(given)
                everybody[cell].add(given)
                if cell.cube == "municipality":
                    everybody[TOTAL].add(given)
                if block.n >= block.needed:
                    close(key)
    for key in [k for k, b in opened.items() if b.n >= smallest_block(site.privacy, k[0])]:
        close(key)
    cells = {cell: together(parts, cell) for cell, parts in released.items() if cell.cube != "sector_size"}
    cells[TOTAL] = together([c for c in cells.values() if c.cell.cube == "municipality"], TOTAL)
    return measure(site, cells, everybody, sealed)


def measure(site: Site, cells, everybody, sealed) -> dict[str, dict[str, Errors]]:
    """Errors per kind of cell, for themes and for shares."""
    found = {
        kind: {what: Errors() for what in ("theme", "share", "steered")}
        for kind in ("total", "municipality", "event")
    }
    for cell, there in cells.items():
        kind = "total" if cell == TOTAL else cell.cube
        reading = CellReading(site.content, there)
        wanted = [("theme", [(i.id, i.weight) for i in s.items]) for s in site.questionnaire.themes]
        # The design's shares are of items that everybody is asked; where the profile decides, who was asked
        # is noisy too.
        wanted += [
            ("share" if reading.asked[i].variance == 0 else "steered", [(i, 1.0)])
            for i in there.items
            if i in reading.asked
        ]
        for what, weights in wanted:
            weights = [(i, w) for i, w in weights if i in reading.asked]
            noisy = reading._ratio(weights)
            truths = everybody[cell].share(weights), sealed[cell].share(weights)
            if noisy is None or None in truths or noisy.variance > 0.5**2:
                continue  # noise as wide as the scale itself says nothing, and is never shown
            pct = min(max(100 * noisy.value, 0), 100)
            errors = found[kind][what]
            errors.everybody.append(abs(pct - truths[0]))
            errors.sealed.append(abs(pct - truths[1]))
            excess = min(3.0, noisy.fourth / noisy.variance**2)
            errors.predicted.append(100 * noisy.variance**0.5 * (2 / pi) ** 0.5 * (1 - excess / 24))
    return found


def print_errors(site: Site, counts: list[int], pool_size: int) -> float:
    """The table; returns the worst ratio of a setting."""
    pools, worst = (pool(site, pool_size, False), pool(site, pool_size, True)), 0.0
    print(
        f"{'responses':>9} {'quick':>6}  {'cell':13} {'theme':>6} {'design':>7} {'ratio':>6}   {'share':>6} {'design':>7} {'ratio':>6}   {'steered':>7} {'ratio':>6}"
    )
    for count in counts:
        for quick_share in (0.0, 0.6):
            rounds = max(3, 6_000 // count)
            results = [run(site, count, quick_share, pools, seed) for seed in range(rounds)]
            whole = Errors()
            for kind in ("total", "municipality", "event"):
                cells = []
                for what, design in zip(("theme", "share", "steered"), (*DESIGN[count][kind], None)):
                    errors = Errors(
                        *(
                            sum((getattr(r[kind][what], f) for r in results), [])
                            for f in ("everybody", "sealed", "predicted")
                        )
                    )
                    whole.sealed += errors.sealed
                    whole.predicted += errors.predicted
                    beside = (
                        f"{errors.mean():7.1f}" if design is None else f"{errors.mean():6.1f} {design:7.1f}"
                    )
                    cells.append(f"{beside} {errors.ratio():6.2f}")
                print(f"{count:9} {quick_share:6.0%}  {kind:13} {'   '.join(cells)}", flush=True)
            worst = max(worst, whole.ratio())
            print(
                f"{count:9} {quick_share:6.0%}  all {len(whole.predicted)} figures: ratio {whole.ratio():.2f}"
            )
    return worst


def fold_time(site: Site, times: int) -> list[float]:
    """Milliseconds of each of `times` folds of a full scan at an event: three cells, two parts, receipts,
    synced.
    """
    event = add_event(site, "", "Meting", TODAY)
    rng, found = Random(3), []
    for responses in [simulated_business(site.questionnaire, rng) for _ in range(times)]:
        token, began = new_token(), time.perf_counter()
        fold(site.content, responses, token, event=event.id, site=site)
        found.append(1000 * (time.perf_counter() - began))
    return found


def filled(site: Site, responses: int) -> Site:
    """A server with the published blocks that so many responses leave behind."""
    standing = standing_cells(site.questionnaire, site.region)
    per_cell = {
        "municipality": responses // sum(c.cube == "municipality" for c in standing),
        "sector_size": responses // sum(c.cube == "sector_size" for c in standing),
    }
    with open_archive(site.folders) as archive:
        blocks: list[SealedBlock] = []
        for cell in standing:
            for part in PARTS:
                done = 0
                while done < per_cell[cell.cube]:
                    block = site.new_block(cell, part, done)
                    blocks.append(_full(block, site))
                    done += block.needed
        event = {part: site.new_block(Cell("event", "0"), part) for part in PARTS}
        for number in range(min(4_000, responses // 50)):
            blocks += [
                _full(
                    replace(event[part], id=f"{number:031x}{p}", cell=Cell("event", str(number)), n=0), site
                )
                for p, part in enumerate(PARTS)
            ]
        archive.add(blocks)
    return site


def _full(block: OpenBlock, site: Site) -> SealedBlock:
    block.n, block.versions = block.needed, ["1.0"]
    for tally in block.items.values():
        tally.n, tally.points = block.n, tally.points + 6 * block.n
        tally.asked = None if tally.asked is None else tally.asked + block.n // 2
    return seal(block, site.privacy, "2026Q4")


def read_time(site: Site) -> tuple[float, float]:
    """Milliseconds to read every standing cell, and to work out the figures of a first dashboard (median of
    nine).
    """
    reading, figures = [], []
    for _ in range(9):
        began = time.perf_counter()
        released = load_released(site.folders)
        read = time.perf_counter()
        for cell in (released.total, *released.municipalities.values()):
            looked = CellReading(site.content, cell)
            [looked.theme(s) for s in site.questionnaire.themes]
        most_lacking(CellReading(site.content, released.total))
        reading.append(1000 * (read - began))
        figures.append(1000 * (time.perf_counter() - read))
    return statistics.median(reading), statistics.median(figures)


def main() -> int:
    """Prints everything; 1 when the error is more than 20 % above what the noise predicts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quickly", action="store_true", help="up to 3,000 responses and few folds")
    quickly = parser.parse_args().quickly
    with tempfile.TemporaryDirectory() as folder:

        def server(name: str) -> Site:
            return Site(
                load_content(),
                load_region(),
                load_privacy(),
                Folders(Path(folder) / name, Path(folder) / f"{name}-keys").make(),
                TODAY,
            )

        worst = print_errors(
            server("errors"), [300, 3_000] if quickly else [300, 3_000, 30_000], 1_000 if quickly else 4_000
        )
        print(f"worst ratio of error to prediction: {worst:.2f} (bar 1.20)")
        site = server("fold")
        prepare(site)
        times = sorted(fold_time(site, 60 if quickly else 400))
        print(
            f"fold of a full scan at an event: median {times[len(times) // 2]:.1f} ms, p95 {times[int(len(times) * 0.95)]:.1f} ms (bar 3 ms median)"
        )
        for responses in (1_000, 1_000_000):
            reading, figures = read_time(filled(server(f"read{responses}"), responses))
            print(
                f"after {responses:9,} responses: reading every standing cell {reading:.1f} ms, figures of a first dashboard {figures:.1f} ms (bar 300 ms with drawing)"
            )
    return 1 if worst > 1.2 else 0


if __name__ == "__main__":
    sys.exit(main())
