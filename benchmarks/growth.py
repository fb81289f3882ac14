"""How advice grows with the content, and what groups between items and themes cost: `python benchmarks/growth.py`.

Invented content of 400 items and 600 measures, the same with and without groups; prints milliseconds and how
many times slower the one with groups is. 1 when it is more than twice as slow.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from typing import Any

sys.path[0] = str(Path(__file__).resolve().parents[1])

from questionnaire.responses import Responses  # noqa: E402
from scoring.advising.advice import advise  # noqa: E402
from scoring.content import Content  # noqa: E402
from tests.builders import a_questionnaire, a_rule, an_item, content_of  # noqa: E402

THEMES, ROUNDS, MOST_TIMES = 5, 5, 2.0


def invented(items: int, measures: int, groups: bool, **keys: Any) -> Content:
    """Content of this many items and measures; with groups, four items in each."""
    names = [f"item_{i}" for i in range(items)]
    lead = {name: [f"measure_{j}" for j in range(measures) if j % items == i] for i, name in enumerate(names)}
    themes: dict[str, list[an_item]] = {f"theme_{t}": [] for t in range(THEMES)}
    for i, name in enumerate(names):
        item = an_item(name).with_options(never=0, some=1, often=2, always=3).weighing(1 + i % 3)
        themes[f"theme_{i % THEMES}"].append(
            item.leading_to("never", *lead[name]).leading_to("some", *lead[name])
        )
    grouped = [
        {
            "id": f"group_{t}_{n}",
            "members": [i.raw["id"] for i in listed[n : n + 4]],
            "combine": "weighted_mean",
        }
        for t, listed in enumerate(themes.values())
        for n in range(0, len(listed), 4)
    ]
    rule = a_rule(
        groups=grouped if groups else [],
        themes={"combine": "weighted_mean", "scale": "percent", **keys},
        total={"combine": "weighted_mean"},
    )
    advised = [
        {"id": f"measure_{j}", "answers_after": {names[j % items]: "always"}, "effort_hours": 1 + j % 5}
        for j in range(measures)
    ]
    return content_of(a_questionnaire(**themes), rule, *advised)


def milliseconds(content: Content) -> tuple[float, float]:
    """The quickest score and advice: what else runs on the machine only ever adds."""
    chance = random.Random(5)
    scores, advices = [], []
    for _ in range(ROUNDS):
        answers = {i: chance.choice(["never", "some", "often"]) for i in content.questionnaire.items}
        began = time.perf_counter()
        score = content.score(Responses(answers))
        scored = time.perf_counter()
        advise(content, score)
        scores.append((scored - began) * 1000)
        advices.append((time.perf_counter() - scored) * 1000)
    return min(scores), min(advices)


def main() -> int:
    """Prints the table."""
    worst = 0.0
    print(
        f"{'items':>6} {'measures':>9}  {'themes':14} {'score ms':>9} {'advice ms':>10} {'with groups':>12} {'times':>6}"
    )
    for items, measures in ((50, 75), (400, 600)):
        for name, keys in (("a mean", {}), ("rounded", {"rounding": {"mode": "half_up"}})):
            without, grouped = (
                milliseconds(invented(items, measures, groups, **keys)) for groups in (False, True)
            )
            times = grouped[1] / without[1]
            worst = max(worst, times)
            print(
                f"{items:6} {measures:9}  {name:14} {without[0]:9.1f} {without[1]:10.1f} {grouped[1]:12.1f} {times:6.1f}"
            )
    return int(worst > MOST_TIMES)


if __name__ == "__main__":
    sys.exit(main())
