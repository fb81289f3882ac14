"""What goes into an advice: the outcome of one scan, and what the respondent chose to add."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from data.region import Region, load_region
from questionnaire.responses import Responses
from scoring.advice import SUPPLIER_ANSWERS, Advice, Recommendation, advise, with_plan
from scoring.barriers import BarrierState, ThreatResilience
from scoring.content import Content
from scoring.loading import load_content
from scoring.models import Score


@dataclass(frozen=True)
class Benchmark:
    """Released figures of businesses like this one: who they are, how many, and percent (0-100) and margin per theme id."""

    label: str
    n: int
    themes: Mapping[str, float]
    margins: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class ReportInput:
    """One advice. Everything is in the language of `content`.

    `name` is what the respondent typed; it is drawn and goes nowhere else. `then` is the score of an earlier scan.
    `plan` holds ids of measures that the respondent chose. `resume_link` asks for the private page with its QR code.
    """

    content: Content
    region: Region
    score: Score
    resilience: tuple[ThreatResilience, ...]
    advice: Advice
    day: date
    name: str = ""
    then: Score | None = None
    then_day: date | None = None
    benchmark: Benchmark | None = None
    plan: tuple[str, ...] = ()
    resume_link: str = ""
    event: str = ""

    @classmethod
    def of(
        cls,
        content: Content,
        responses: Responses,
        *,
        quick: bool = False,
        region: Region | None = None,
        day: date | None = None,
        then: Score | None = None,
        **options: object,
    ) -> ReportInput:
        """The advice on these responses, with score, barriers and measures worked out."""
        score = content.score(responses, quick)
        return cls(
            content=content,
            region=region or load_region(language=content.language),
            score=score,
            resilience=content.resilience(score),
            advice=advise(content, score),
            day=day or date.today(),
            then=then,
            **options,  # type: ignore[arg-type]
        )

    def in_language(self, language: str) -> ReportInput:
        """The same advice in another language; itself when it is in that language already."""
        if language == self.content.language:
            return self
        content = load_content(language=language)
        score = content.score(self.score.counting, self.score.quick)
        return replace(
            self,
            content=content,
            region=load_region(language=language),
            score=score,
            resilience=content.resilience(score),
            advice=advise(content, score),
        )

    # -- what several pages ask ----------------------------------------------------------------------------------

    @property
    def outsourced(self) -> bool:
        """True when an ICT supplier does (part of) the work."""
        return self.score.counting.get("ict_by") in SUPPLIER_ANSWERS

    @property
    def chosen(self) -> tuple[Recommendation, ...]:
        """The recommendations of the plan that the respondent made, in the order of the advice."""
        return tuple(r for r in self.advice.recommendations if r.measure.id in self.plan)

    def score_with_plan(self) -> Score | None:
        """The score when the chosen plan is done; None without a plan."""
        if not self.chosen:
            return None
        return with_plan(self.content, self.score, [r.measure.id for r in self.chosen])

    def barriers_since(self) -> int | None:
        """How many more barriers stand now than at the earlier scan, below zero when fewer do; None without one."""
        if self.then is None:
            return None
        before = {b.barrier.id for t in self.content.resilience(self.then) for b in t.barriers if b.state is BarrierState.STANDING}
        now = {b.barrier.id for t in self.resilience for b in t.barriers if b.state is BarrierState.STANDING}
        return len(now) - len(before)

    def proofs(self) -> tuple[str, ...]:
        """Questions to a supplier about what is answered with the best answer, the heaviest items first."""
        items = self.score.items
        asked = {i: self.content.questionnaire.items[i].supplier_question for i, found in items.items() if (found.share or 0) >= 1}
        order = sorted(asked, key=lambda i: (not items[i].key, -items[i].weight))
        return tuple(dict.fromkeys(text for i in order if (text := asked[i])))

    def strengths(self) -> tuple[str, ...]:
        """What stands already, one sentence per item, the heaviest items first."""
        titles: dict[str, str] = {}
        for threat in self.resilience:
            for barrier in threat.barriers:
                for item_id in self.content.proving(barrier.barrier) if barrier.state is BarrierState.STANDING else ():
                    titles.setdefault(item_id, barrier.barrier.title)
        items = self.score.items
        order = sorted(titles, key=lambda i: (not items[i].key, -items[i].weight, -(items[i].share or 0)))
        return tuple(dict.fromkeys(titles[item_id] for item_id in order))
