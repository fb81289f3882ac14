"""The people in the room: each comes in, answers, presses Bekijk resultaat, and fetches the advice as PDF."""

from __future__ import annotations

import asyncio
import random
import re
import time
from dataclasses import dataclass, field

from benchmarks.support.visitor import Failed, Sample, Visitor, Widget

MOST_SCREENS = 90


@dataclass(frozen=True)
class Plan:
    """What the room does."""

    url: str
    people: int
    over_seconds: float  # how long it takes until everybody is in
    think: tuple[float, float]  # seconds per answer, from and to
    quick: bool
    cold: bool  # everybody fetches the front end first
    papers: bool  # everybody fetches the PDF at the end
    drop_after: int = 0  # after this many questions all lose their connection ...
    drop_seconds: float = 30  # ... for this long, all at the same moment


@dataclass
class Outcome:
    """What happened to some of the people."""

    finished: int = 0
    failed: dict[str, int] = field(default_factory=dict)
    samples: list[Sample] = field(default_factory=list)
    papers: list[float] = field(default_factory=list)
    lags: list[float] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        """Takes the figures of another process along."""
        self.finished += other.finished
        for reason, times in other.failed.items():
            self.failed[reason] = self.failed.get(reason, 0) + times
        self.samples += other.samples
        self.papers += other.papers
        self.lags += other.lags


async def fetch_front_end(visitor: Visitor) -> None:
    """The first page and all that it names, six at a time, as a browser does with an empty cache."""
    _, page = await visitor.get("/", accept="identity")
    files = re.findall(r'(?:src|href)="\.?(/[^"]+\.(?:js|css|woff2|svg))"', page.decode())
    six = asyncio.Semaphore(6)

    async def one(path: str) -> None:
        async with six:
            await visitor.get(path)

    await asyncio.gather(*(one(path) for path in dict.fromkeys(files)))


async def person(number: int, plan: Plan, outcome: Outcome, together: asyncio.Event) -> None:
    """One respondent, from the door to the PDF."""
    chance = random.Random(number)
    await asyncio.sleep(plan.over_seconds * number / plan.people)
    visitor = Visitor(plan.url)
    try:
        await (fetch_front_end(visitor) if plan.cold else visitor.get("/"))
        await walk(visitor, plan, chance, together)
        if plan.papers:
            outcome.papers.append(await fetch_pdf(visitor))
        outcome.finished += 1
    except Failed as failure:
        outcome.failed[str(failure)] = outcome.failed.get(str(failure), 0) + 1
    except (OSError, TimeoutError) as failure:
        outcome.failed[type(failure).__name__] = outcome.failed.get(type(failure).__name__, 0) + 1
    finally:
        outcome.samples += visitor.samples
        await visitor.close()


async def walk(visitor: Visitor, plan: Plan, chance: random.Random, together: asyncio.Event) -> None:
    """Through the questions to the result."""
    await visitor.open()
    await visitor.press(needed(visitor, "start_quick" if plan.quick else "start_full"))
    for number in range(1, MOST_SCREENS):
        if visitor.button("finish"):
            await asyncio.sleep(chance.uniform(*plan.think))
            await visitor.press(needed(visitor, "finish"))
            return
        if number == plan.drop_after:
            await lose_connection(visitor, plan, together)
        await asyncio.sleep(chance.uniform(*plan.think))
        await answer(visitor, chance)
        await visitor.press(needed(visitor, "next"))
    raise Failed("no end to the questions")


async def lose_connection(visitor: Visitor, plan: Plan, together: asyncio.Event) -> None:
    """Everybody's connection goes at the same moment and comes back at the same moment; the question must be
    the same.
    """
    was = visitor.query
    await together.wait()
    await visitor.close()
    await asyncio.sleep(plan.drop_seconds)
    await visitor.come_back()
    if visitor.query != was:
        raise Failed(f"after the lost connection at {visitor.query or 'the start'} instead of {was}")


async def answer(visitor: Visitor, chance: random.Random) -> None:
    """Some answer to the question on the screen."""
    if radios := visitor.widgets("radio"):
        await visitor.answer(radios[0], chance.choice(radios[0].options))
    elif numbers := visitor.widgets("text_input"):
        await visitor.answer(numbers[0], str(chance.randint(0, 30)))
    elif boxes := visitor.widgets("checkbox"):
        await visitor.answer(chance.choice(boxes), True)
    else:
        raise Failed(f"nothing to answer at {visitor.query}")


def needed(visitor: Visitor, key: str) -> Widget:
    """The button with this key."""
    found = visitor.button(key)
    if found is None:
        raise Failed(f"no button {key}")
    return found


async def fetch_pdf(visitor: Visitor) -> float:
    """Seconds until the PDF was there."""
    began = time.perf_counter()
    status, body = await asyncio.wait_for(visitor.get("/advies.pdf"), 60)
    if status != 200 or not body.startswith(b"%PDF"):
        raise Failed(f"no PDF: {status}")
    return time.perf_counter() - began


async def room(plan: Plan, numbers: range) -> Outcome:
    """A share of the people, in one process; the lag of its own event loop tells whether the figures can be
    trusted.
    """
    outcome, together = Outcome(), asyncio.Event()

    async def watch() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.05)
            outcome.lags.append(time.perf_counter() - began - 0.05)

    async def part() -> None:
        # By then everybody is at the question where the connection goes.
        await asyncio.sleep(plan.over_seconds + (plan.drop_after + 2) * 2 * plan.think[1])
        together.set()

    watching = [asyncio.create_task(watch()), asyncio.create_task(part())]
    await asyncio.gather(*(person(number, plan, outcome, together) for number in numbers))
    for task in watching:
        task.cancel()
    return outcome


def in_process(plan: Plan, numbers: range) -> Outcome:
    """`room` for a process of its own."""
    return asyncio.run(room(plan, numbers))
