"""kill -9 at random moments of folding and sealing, and many processes folding at once: is every response
counted once?

    python benchmarks/crash.py [--kills 1000] [--folds 10000] [--processes 8]

Blocks open without noise here, so that the published and the open sums can be compared with the truth to the
last twelfth.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import data.aggregates.randomised  # noqa: E402
from data.aggregates.archive import open_archive  # noqa: E402
from data.aggregates.folding import Site, fold, prepare  # noqa: E402
from data.aggregates.pending import open_pending  # noqa: E402
from data.aggregates.tallies import PARTS, STEPS, cells_of, contributions  # noqa: E402
from data.folders import Folders  # noqa: E402
from data.privacy import load_privacy  # noqa: E402
from data.region import load_region  # noqa: E402
from questionnaire.simulate import simulated_business  # noqa: E402
from scoring.loading import load_content  # noqa: E402

TODAY = date(2026, 11, 2)
# Few cells, so that blocks are sealed often.
TOWNS = ("almelo", "borne", "wierden")


@dataclass
class Outcome:
    """What was found after the last process ended; `wrong` is empty when all is well."""

    kills: int = 0
    folds: int = 0
    retried: int = 0
    blocks: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


def setting(folder: Path) -> Site:
    """A server of its own below `folder`."""
    return Site(
        load_content(), load_region(), load_privacy(), Folders(folder / "var", folder / "keys").make(), TODAY
    )


def token(number: int) -> str:
    """The token of respondent `number`, the same in every process."""
    return f"respondent-{number:021d}"


def pool(site: Site, count: int = 40) -> list:
    """The answers that respondents give in turn."""
    rng = random.Random(11)
    return [
        simulated_business(
            site.questionnaire,
            rng,
            {"municipality": TOWNS[k % len(TOWNS)], "sector": "retail", "company_size": "micro"},
        )
        for k in range(count)
    ]


def kill_run(folder: Path, kills: int, seed: int = 1) -> Outcome:
    """Folds respondents one after another; the folding process is killed `kills` times, at any moment."""
    with silent():
        return _kill_run(setting(folder), kills, random.Random(seed))


def silent():
    """No bit is turned over as long as this lasts: it is 1 from half of the points on."""
    return patch.object(data.aggregates.randomised, "draw", _plain_bit)


def _plain_bit(value: int, whole: int, turned: object) -> int:
    return int(2 * value >= whole)


def _kill_run(site: Site, kills: int, rng: random.Random) -> Outcome:
    outcome, began = Outcome(), time.perf_counter()
    prepare(site)
    answers, acknowledged = pool(site), 0
    window = 0.05  # seconds; follows the speed of this machine, so that kills land before, in and between one to three folds
    while outcome.kills < kills:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _fold_from(site, answers, acknowledged, writing)
        os.close(writing)
        heard = _kill_later(child, reading, rng.uniform(0.0, window))
        window *= 1.1 if heard == 0 else 0.9 if heard > 2 else 1
        acknowledged += heard
        outcome.kills += 1
    # The last respondent may have been counted without hearing so: the retry must not count them again.
    for number in range(acknowledged, acknowledged + 1):
        outcome.retried += not fold(
            site.content, answers[number % len(answers)], token(number), site=site
        ).counted
        acknowledged += 1
    prepare(site)
    outcome.folds, outcome.seconds = acknowledged, time.perf_counter() - began
    _compare(site, [answers[n % len(answers)] for n in range(acknowledged)], outcome)
    return outcome


def _fold_from(site: Site, answers: list, first: int, writing: int) -> None:
    number = first
    while True:
        fold(site.content, answers[number % len(answers)], token(number), site=site)
        os.write(writing, b".")  # acknowledged: this one may never be lost
        number += 1


def _kill_later(child: int, reading: int, seconds: float) -> int:
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    heard = 0
    while chunk := os.read(reading, 65536):
        heard += len(chunk)
    os.close(reading)
    return heard


def crowd_run(folder: Path, folds: int, processes: int) -> Outcome:
    """`folds` respondents, divided over processes that all fold at the same time."""
    with silent():
        return _crowd_run(setting(folder), folds, processes)


def _crowd_run(site: Site, folds: int, processes: int) -> Outcome:
    outcome, began = Outcome(folds=folds), time.perf_counter()
    prepare(site)
    answers, children = pool(site), []
    for process in range(processes):
        child = os.fork()
        if child == 0:
            try:
                for number in range(process, folds, processes):
                    fold(site.content, answers[number % len(answers)], token(number), site=site)
                os._exit(0)
            except BaseException as error:
                print(f"process {process}: {error!r}", file=sys.stderr)
                os._exit(1)
        children.append(child)
    failed = sum(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0 for child in children)
    outcome.wrong += [f"{failed} processes failed"] if failed else []
    outcome.seconds = time.perf_counter() - began
    _compare(site, [answers[n % len(answers)] for n in range(folds)], outcome)
    return outcome


def _compare(site: Site, counted: list, outcome: Outcome) -> None:
    """Every count and every sum, published and open together, against the truth; keys and databases as they
    should be.
    """
    n: Counter = Counter()
    points: Counter = Counter()
    for responses, times in Counter(counted).items():
        for part, given in contributions(
            site.questionnaire, responses, site.content.score(responses)
        ).items():
            for cell in cells_of(site.questionnaire, responses, site.region):
                n[cell, part] += times
                plan = site.plan(cell)
                for item, c in given.items():
                    points[cell, item] += _plain_bit(c.points, STEPS, None) * times if item in plan else 0
    with open_archive(site.folders) as archive, open_pending(site.folders) as pending:
        found_n, found_points = Counter(archive.counts()), Counter()
        for (cell, part), there in pending.counts().items():
            found_n[cell, part] += there.n
        for cell, part in pending.waiting_region():
            waiting = pending.region(cell, part)
            if waiting is None or waiting.n != pending.counts()[cell, part].n:
                outcome.wrong.append(f"{cell} {part}: torn sums")
            for item, tally in waiting.items.items() if waiting else ():
                found_points[cell, item] += tally.points
        for sealed in archive.blocks():
            outcome.blocks += 1
            for item, tally in sealed.items.items():
                found_points[sealed.cell, item] += tally.points
        stray = (
            {p.stem for p in site.folders.key_dir.glob("*.key")}
            - {there.block for there in pending.cells().values()}
            - {"site"}
        )
        outcome.wrong += [f"{len(pending.outbox())} blocks left in the outbox"] if pending.outbox() else []
        for cell in {block.cell for block in archive.blocks()}:
            if archive.cell(cell).n != {p: archive.n(cell, p) for p in PARTS if archive.n(cell, p)}:
                outcome.wrong.append(f"{cell}: the sums are not those of the blocks")
    outcome.wrong += [
        f"{key}: n {found_n[key]}, should be {n[key]}"
        for key in set(n) | set(found_n)
        if found_n[key] != n[key]
    ]
    outcome.wrong += [
        f"{key}: points {found_points[key]}, should be {points[key]}"
        for key in set(points) | set(found_points)
        if found_points[key] != points[key]
    ]
    outcome.wrong += [f"{len(stray)} stray keys"] if stray else []
    for path in (site.folders.pending, site.folders.published):
        with sqlite3.connect(path) as db:
            if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                outcome.wrong.append(f"{path.name} is damaged")


def main() -> int:
    """Prints both runs; 1 when anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--folds", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=8)
    options = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        killed = kill_run(Path(folder) / "kill", options.kills)
        print(
            f"{killed.kills} times kill -9: {killed.folds} responses acknowledged or retried, {killed.blocks} blocks sealed, {killed.seconds:.0f} s; "
            f"wrong: {'; '.join(killed.wrong[:5]) or 'nothing'}"
        )
        crowd = crowd_run(Path(folder) / "crowd", options.folds, options.processes)
        print(
            f"{crowd.folds} folds from {options.processes} processes: {crowd.folds / crowd.seconds:.0f} a second, {crowd.blocks} blocks sealed, {crowd.seconds:.0f} s; "
            f"wrong: {'; '.join(crowd.wrong[:5]) or 'nothing'}"
        )
        wrong = len(killed.wrong) + len(crowd.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
