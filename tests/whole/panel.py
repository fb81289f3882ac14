"""The businesses of tests/panel beside what the product advises them; run as a program it prints both."""

from __future__ import annotations

import sys
from pathlib import Path

from ruamel.yaml import YAML

from questionnaire.content_folder import ROOT
from questionnaire.responses import Responses
from scoring.advising.advice import advise
from scoring.loading import load_content

FOLDER = ROOT / "tests" / "panel"


def business(path: Path) -> dict:
    """One file: name, about, first, never, level and responses."""
    found = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    found["responses"] = Responses(
        {k: tuple(v) if isinstance(v, list) else v for k, v in found["responses"].items()}
    )
    return found


def matched(expected: list[list[str]], given: list[str]) -> int:
    """How many of the expert's actions stand among `given`; each given one counts for one of them."""
    left = list(given)
    count = 0
    for wanted in expected:
        hit = next((m for m in left if m in wanted), None)
        if hit is not None:
            left.remove(hit)
            count += 1
    return count


if __name__ == "__main__":
    content = load_content()
    for path in [Path(p) for p in sys.argv[1:]] or sorted(FOLDER.glob("*.yaml")):
        b = business(path)
        score = content.score(b["responses"])
        unfit = [i for i in b["responses"].answers if i not in score.counting.answers]
        unanswered = [i for i, s in score.states.items() if s.value == "unanswered"]
        advice = advise(content, score)
        first = [r.measure.id for r in advice.recommendations]
        print(f"\n== {path.stem}: {b['name']}")
        print(
            f"   {score.score_pct:.0f} ({score.range_pct[0]:.0f}-{score.range_pct[1]:.0f}) {score.level and score.level.id}, expert {b['level']}; "
            f"knock-outs {[k.id for k in score.knock_outs]}; asked {sum(s.value in ('answered', 'dont_know') for s in score.states.values())}"
        )
        print(f"   not counted: {unfit}; unanswered: {unanswered}")
        print(
            f"   {matched(b['first'], first[:3])} of 3; never among five: {[m for m in first[:5] if m in b['never']]}; expert {b['first']}"
        )
        for i, r in enumerate(advice.recommendations[:10]):
            print(
                f"   {i + 1}. {'ACUUT ' if r.acute else ''}{r.measure.id} danger {r.danger:.1f} value {r.value:.2f} gain {r.gain_pct:.1f} hours {r.hours:.1f} {r.effort.euro_once} {r.who}"
            )
        print(f"   {len(advice.recommendations)} in all, hours {advice.hours:.1f}")
