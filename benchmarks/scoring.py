"""Scoring with advice per response, beside its parts, in one run: `python benchmarks/scoring.py`.

Prints medians in microseconds over random complete walks, and each part as a ratio of the walk alone (the
floor: whatever scores a response has to find out which items count).
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])  # else `import scoring` finds this file

from questionnaire.models import Item  # noqa: E402
from questionnaire.respondent import for_respondent  # noqa: E402
from questionnaire.responses import DONT_KNOW, Answer, Responses  # noqa: E402
from questionnaire.walk import next_item, walk  # noqa: E402
from scoring.advising.advice import advise, with_plan  # noqa: E402
from scoring.explain import explain  # noqa: E402
from scoring.loading import load_content  # noqa: E402

WALKS, ROUNDS = 50, 20


def an_answer(item: Item, rng: random.Random) -> Answer:
    """A random answer that the item offers."""
    if rng.random() < 0.1 and item.dont_know:
        return DONT_KNOW
    if item.kind == "number" and item.number:
        return float(rng.randint(int(item.number.least), int(item.number.most)))
    if item.kind == "multiple":
        several = [o.id for o in item.options if not o.exclusive]
        return tuple(rng.sample(several, rng.randint(1, len(several))))
    return rng.choice(list(item.options_by_id))


def median_us(work: Callable[[Responses], object], walks: list[Responses]) -> float:
    """Median time of `work` per walk, in microseconds."""
    times = []
    for _ in range(ROUNDS):
        for responses in walks:
            begin = time.perf_counter()
            work(responses)
            times.append((time.perf_counter() - begin) * 1e6)
    return statistics.median(times)


def main() -> None:
    """Prints the table."""
    content = load_content()
    rng = random.Random(7)
    walks = []
    for _ in range(WALKS):
        responses = Responses()
        while item := next_item(content.questionnaire, responses):
            responses = responses.with_answer(
                item.id, an_answer(for_respondent(item, walk(content.questionnaire, responses).counting), rng)
            )
        walks.append(responses)
    scores = {responses: content.score(responses) for responses in walks}
    plans = {
        responses: [r.measure.id for r in advise(content, score).week] for responses, score in scores.items()
    }
    parts: dict[str, Callable[[Responses], object]] = {
        "walk (floor)": lambda r: walk(content.questionnaire, r),
        "score": content.score,
        "advice": lambda r: advise(content, scores[r]),
        "score + advice": lambda r: advise(content, content.score(r)),
        "barriers": lambda r: content.resilience(scores[r]),
        "what-if of three measures": lambda r: with_plan(content, scores[r], plans[r]),
        "explanation of the total": lambda r: explain(content, scores[r]),
    }
    floor = None
    print(f"{'part':28} {'median us':>10} {'x floor':>8}")
    for name, work in parts.items():
        median = median_us(work, walks)
        floor = floor or median
        print(f"{name:28} {median:10.0f} {median / floor:8.1f}")


if __name__ == "__main__":
    main()
