"""A room that looks at its domains at once: how long each waits, and what it does to who is answering meanwhile.

    python benchmarks/look.py                # 100 people, each at a domain of their own
    python benchmarks/look.py --people 30

The internet is simulated on loopback, in a process of its own on the same computer. An answer is the score of a whole scan worked out anew, as a click does. Bars: nobody is turned away, no look takes
longer than its 15 s once it has a place, and p95 of an answer stays within 1.5 times the calm value.
"""

from __future__ import annotations

import argparse
import socket
import ssl
import statistics
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import evidence.looking
from data import clock
from evidence.findings import Grade
from evidence.limits import Limits, NotNow
from evidence.look import SECONDS
from evidence.network.connections import Network, dial
from evidence.network.lookups import Resolver, Server
from questionnaire.responses import DONT_KNOW, Responses
from scoring.loading import load_content
from tests.evidence.world import Door, Good, World, authority

PAUSE_SECONDS = 0.05  # between two answers of somebody else
CALM_SECONDS = 10.0


def simulate(end: Connection, names: list[str]) -> None:
    """In a process of its own: an internet with these domains, until the process ends."""
    world = World()
    for name in names:
        Good(world, name)
    end.send((world.doors, world.names.port, authority().cert_pem.bytes().decode()))
    threading.Event().wait()


def network(doors: dict[tuple[str, int], Door], port: int, pem: str) -> Network:
    """The way out to that internet for one look."""

    def dialled(address: str, at: int, seconds: float) -> socket.socket:
        door = doors.get((address, at), ConnectionRefusedError)
        if not isinstance(door, tuple):
            raise door
        return dial(*door, seconds)

    def trusted() -> ssl.SSLContext:
        return ssl.create_default_context(cadata=pem)

    until = time.monotonic() + SECONDS
    return Network(Resolver((Server("127.0.0.1", port),), until), until, dial=dialled, trust=trusted)


def answers(over: threading.Event) -> list[float]:
    """Milliseconds of each answer until it is over."""
    content = load_content()
    told = Responses(dict.fromkeys((i for i in content.questionnaire.items), DONT_KNOW))
    took = []
    while not over.is_set():
        began = time.perf_counter()
        content.score(told)
        took.append(1000 * (time.perf_counter() - began))
        time.sleep(PAUSE_SECONDS)
    return took


def calmly() -> list[float]:
    """The same while nobody looks."""
    over = threading.Event()
    threading.Timer(CALM_SECONDS, over.set).start()
    return answers(over)


def p95(took: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(took, n=20)[-1]


def measured(people: int) -> tuple[list[float], int, float, list[float], list[float]]:
    """Seconds of each look, how many were turned away, findings of a look that were not seen, and milliseconds of answers
    in calm (before and after) and meanwhile.
    """
    calm = calmly()
    limits, away, unseen = Limits(), 0, list[int]()
    names = [f"bedrijf{number}.nl" for number in range(people)]
    end, other_end = Pipe()
    internet = Process(target=simulate, args=(other_end, names), daemon=True)
    internet.start()
    doors, port, pem = end.recv()
    evidence.looking.open_network = partial(network, doors, port, pem)

    def look(name: str) -> float:
        nonlocal away
        began = time.perf_counter()
        try:
            told = evidence.looking.look_at(name, clock.today(), connection="room", limits=limits)
            unseen.append(sum(finding.grade is Grade.UNSEEN for finding in told.findings))
        except NotNow:
            away += 1
        return time.perf_counter() - began

    over = threading.Event()
    with ThreadPoolExecutor(1) as other, ThreadPoolExecutor(people) as room:
        meanwhile = other.submit(answers, over)
        took = list(room.map(look, names))
        over.set()
        during = meanwhile.result()
    internet.terminate()
    return took, away, sum(unseen) / max(1, len(unseen)), calm + calmly(), during


def main(arguments: list[str] | None = None) -> None:
    """Prints one line per figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=100)
    options = parser.parse_args(arguments)
    took, away, unseen, calm, during = measured(options.people)
    sys.stdout.write(f"looks        {len(took)}, turned away {away}; of 22 findings {unseen:.1f} not seen\n")
    sys.stdout.write(f"a look       half within {statistics.median(took):.1f} s, p95 {p95(took):.1f} s\n")
    sys.stdout.write(f"an answer    p95 calm {p95(calm):.1f} ms, meanwhile {p95(during):.1f} ms: ")
    sys.stdout.write(f"{p95(during) / p95(calm):.2f} times\n")


if __name__ == "__main__":
    main()
