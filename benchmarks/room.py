"""A room full of respondents on one server process: the whole way, from the first page to the PDF.

    python benchmarks/room.py                          # 500 people, the whole scan
    python benchmarks/room.py --people 1000
    python benchmarks/room.py --people 200 --drop      # all lose their connection for 30 s at the same moment
    python benchmarks/room.py --people 200 --quick --beside   # a plain `streamlit run` with the same screens,
    ours, and the shares python benchmarks/room.py --quick --without turns cursors # what each piece of
    screens/streamlit_patches/pieces.py earns python benchmarks/room.py --without turns --paired 12     # the
    same on a busy machine: small rooms in turns on two servers

Everybody joins within 30 s with an empty cache, thinks 4 to 12 s per answer, has every answer saved
encrypted, is folded into the aggregates, and fetches the real PDF. The generator runs on the same computer,
in processes of its own. Bars: 500 people, none fails, p95 of an answer under 60 ms, p99 under 250 ms, under
500 MB; 1,000 at p95 under 300 ms; with --drop nobody loses their place and /healthz stays under 100 ms.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from urllib.request import urlopen

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.support.earned import Run, order, paired_table, table
from benchmarks.support.room import Outcome, Plan, in_process
from benchmarks.support.servers import ours, plain
from screens.streamlit_patches.pieces import PIECES

GENERATORS = 2
HANDFUL = 8  # people in a small room
NOT_AN_ANSWER = ("open", "come back", "press finish")


class Watch(threading.Thread):
    """Five times a second: the memory of the server, with and without its download worker, and how long its
    health takes.
    """

    def __init__(self, url: str, pid: int) -> None:
        super().__init__(daemon=True)
        self.url, self.server = url, psutil.Process(pid)
        self.memory: list[float] = []  # MB of all processes
        self.alone: list[float] = []  # MB of the server itself
        self.health: list[float] = []
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.2):
            alone = self.server.memory_info().rss / 1e6
            self.alone.append(alone)
            self.memory.append(
                alone
                + sum(process.memory_info().rss for process in self.server.children(recursive=True)) / 1e6
            )
            began = time.perf_counter()
            try:
                urlopen(self.url, timeout=10).read()
                self.health.append(time.perf_counter() - began)
            except OSError:
                self.health.append(10.0)


def percentile(values: list[float], share: float) -> float:
    """In milliseconds; 0 without values."""
    ordered = sorted(values)
    return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def row(name: str, values: list[float]) -> str:
    """One line of figures."""
    shares = "".join(f"{percentile(values, share):10.0f}" for share in (0.5, 0.95, 0.99, 1))
    return f"{name:18}{shares}{len(values):10}"


def answers_of(outcome: Outcome) -> list[float]:
    """Seconds per answer, and per press that goes on."""
    return [sample.seconds for sample in outcome.samples if sample.name not in NOT_AN_ANSWER]


def report(plan: Plan, outcome: Outcome, watch: Watch) -> str:
    """What happened, for people."""
    answers = answers_of(outcome)
    opened, back, results = ([s.seconds for s in outcome.samples if s.name == name] for name in NOT_AN_ANSWER)
    lines = [
        f"{plan.people} people: {outcome.finished} finished, {sum(outcome.failed.values())} failed {outcome.failed or ''}",
        f"{'milliseconds':18}{'p50':>10}{'p95':>10}{'p99':>10}{'most':>10}{'n':>10}",
        row("an answer", answers),
        row("opening", opened),
        row("the result", results),
        *([row("coming back", back)] if back else []),
        row("the PDF", outcome.papers),
        row("health", watch.health),
        row("generator's lag", outcome.lags),
        f"memory of the server process: {watch.alone[0]:.0f} MB at the start, {max(watch.alone):.0f} MB at most",
        f"with the download worker: {watch.memory[0]:.0f} MB at the start, {max(watch.memory):.0f} MB at most",
    ]
    return "\n".join(lines)


def measure(plan: Plan, pid: int, health: str) -> tuple[Outcome, float]:
    """Lets the room in and prints what happened; also the seconds of processor that the server process itself
    used.
    """
    watch = Watch(plan.url + health, pid)
    watch.start()
    before = sum(watch.server.cpu_times()[:2])
    outcome = Outcome()
    with ProcessPoolExecutor(GENERATORS, mp_context=get_context("spawn")) as pool:
        shares = [pool.submit(in_process, plan, range(n, plan.people, GENERATORS)) for n in range(GENERATORS)]
        for share in shares:
            outcome.add(share.result())
    used = sum(watch.server.cpu_times()[:2]) - before
    watch.over.set()
    print(report(plan, outcome, watch))
    print(
        f"processor of the server process: {1000 * used / max(1, len(outcome.samples)):.2f} ms a step",
        flush=True,
    )
    return outcome, used


def compared(theirs: Outcome, mine: Outcome) -> str:
    """Ours as a share of the plain run."""
    shares = (
        percentile(answers_of(mine), share) / (percentile(answers_of(theirs), share) or 1)
        for share in (0.5, 0.95, 0.99)
    )
    failed = sum(mine.failed.values()), sum(theirs.failed.values())
    return "an answer, ours as a share of plain: p50 {:.3f}, p95 {:.3f}, p99 {:.3f}".format(
        *shares
    ) + "; failed {} and {}".format(*failed)


def plan_of(asked: argparse.Namespace, url: str, papers: bool = True) -> Plan:
    """The room that the command line asks for."""
    return Plan(
        url,
        asked.people,
        asked.over,
        tuple(asked.think),
        asked.quick,
        cold=True,
        papers=papers,
        drop_after=4 * asked.drop,
    )


def left_out_in_turn(asked: argparse.Namespace) -> Iterator[Run]:
    """The rooms, one after the other."""
    for name in order(asked.without, asked.rounds):
        print(f"without {name}" if name else "with every piece", flush=True)
        with ours(without=name) as (url, pid):
            outcome, used = measure(plan_of(asked, url), pid, "/healthz")
        figures = {
            f"p{100 * share:.0f}": percentile(answers_of(outcome), share) for share in (0.5, 0.95, 0.99)
        }
        figures["opening p95"] = percentile([s.seconds for s in outcome.samples if s.name == "open"], 0.95)
        yield Run(
            name,
            {"processor": 1000 * used / max(1, len(outcome.samples)), **figures},
            sum(outcome.failed.values()),
        )


def in_turns(piece: str, rounds: int) -> list[tuple[float, float]]:
    """Milliseconds of processor a step, with the piece and without it, of small rooms that follow one another
    at once.
    """
    pairs = []
    with ours() as (url, pid), ours(without=piece) as (other, other_pid):
        for number in range(rounds + 2):
            both = [(url, pid), (other, other_pid)]
            took = {
                where: small_room(where, process) for where, process in (both if number % 2 else both[::-1])
            }
            pairs.append((took[url], took[other]))
    print(f"without {piece}:", " ".join(f"{mine:.2f}/{without:.2f}" for mine, without in pairs), flush=True)
    return pairs[2:]  # the first ones also warm up


def small_room(url: str, pid: int) -> float:
    """Milliseconds of processor of the server process a step, while a handful does the quick scan as fast as
    it can.
    """
    server = psutil.Process(pid)
    before = sum(server.cpu_times()[:2])
    outcome = in_process(
        Plan(url, HANDFUL, 0, (0, 0.05), quick=True, cold=False, papers=True), range(HANDFUL)
    )
    if outcome.failed:
        raise RuntimeError(f"a visitor failed: {outcome.failed}")
    return 1000 * (sum(server.cpu_times()[:2]) - before) / len(outcome.samples)


def main() -> None:
    """Reads the command line, starts the server, and measures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--over", type=float, default=30, help="seconds in which everybody comes in")
    parser.add_argument(
        "--think", type=float, nargs=2, default=(4, 12), help="seconds per answer, from and to"
    )
    parser.add_argument("--quick", action="store_true", help="the quick scan instead of the whole")
    parser.add_argument(
        "--drop", action="store_true", help="all lose their connection at the fourth question"
    )
    parser.add_argument(
        "--plain",
        action="store_true",
        help="the same screens under a plain `streamlit run`, without PDF route",
    )
    parser.add_argument("--beside", action="store_true", help="first plain, then ours")
    parser.add_argument(
        "--without", nargs="+", choices=PIECES, default=[], metavar="PIECE", help="what each of these earns"
    )
    parser.add_argument(
        "--rounds",
        type=int,
        default=1,
        help="with --without: so many times; the best run of each kind counts",
    )
    parser.add_argument(
        "--paired",
        type=int,
        help="with --without: so many small rooms on a server with and one without, in turns",
    )
    asked = parser.parse_args()
    if asked.without and asked.paired:
        print(paired_table({piece: in_turns(piece, asked.paired) for piece in asked.without}))
        return
    if asked.without:
        print(table(list(left_out_in_turn(asked))))
        return
    outcomes = []
    for is_plain in (True, False) if asked.beside else (asked.plain,):
        print("plain streamlit run" if is_plain else "ours", flush=True)
        with plain() if is_plain else ours() as (url, pid):
            outcomes.append(
                measure(
                    plan_of(asked, url, papers=not is_plain),
                    pid,
                    "/_stcore/health" if is_plain else "/healthz",
                )[0]
            )
    if asked.beside:
        print(compared(*outcomes))


if __name__ == "__main__":
    main()
