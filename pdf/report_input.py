"""What goes into an advice: the outcome of one scan, and what the respondent chose to add."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from data import clock
from data.region import Region, load_region
from data.region_help import Nearby
from questionnaire.respondent import for_respondent
from questionnaire.responses import Responses
from scoring.advising.advice import Advice, advise
from scoring.advising.compare import Comparison, compare
from scoring.advising.outcome import Outcome, strengths
from scoring.advising.plan import PartId, first_day, title
from scoring.advising.recommendation import Recommendation
from scoring.advising.to_ask import Whom, asked_of
from scoring.barriers import ThreatResilience
from scoring.content import Content
from scoring.loading import load_content
from scoring.results import Score


@dataclass(frozen=True)
class Benchmark:
    """Released figures of businesses like this one: who they are, how many, and percent (0-100) and margin
    per theme id.
    """

    label: str
    n: int
    themes: Mapping[str, float]
    margins: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class ReportInput:
    """One advice. Everything is in the language of `content`.

    `name` is what the respondent typed; it is drawn and goes nowhere else. `compared` is the comparison with
    an earlier scan, over the questions that both asked; `then_day` when that was, where it is known. `plan`
    holds ids of measures that the respondent chose, `done` those that are done, and `begun` the day that the plan was made; without one
    it begins on `day`, the day of the paper. `resume_link` asks for the private page with its QR code. `seen` holds by
    measure what was seen from outside about it, a line each.
    """

    content: Content
    region: Region
    score: Score
    resilience: tuple[ThreatResilience, ...]
    advice: Advice
    day: date
    name: str = ""
    compared: Comparison | None = None
    then_day: date | None = None
    benchmark: Benchmark | None = None
    plan: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    begun: date | None = None
    resume_link: str = ""
    event: str = ""
    seen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

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
        plan: tuple[str, ...] = (),
        **options: object,
    ) -> ReportInput:
        """The advice on these responses, with score, barriers and measures worked out; `then` is the earlier
        scan.
        """
        score = content.score(responses, quick)
        compared = (
            compare(content, then.counting, responses, quick_then=then.quick, quick_now=quick)
            if then
            else None
        )
        outcome = Outcome(content, score, content.resilience(score), advise(content, score), compared, plan)
        return cls.judged(outcome, region=region, day=day, **options)

    @classmethod
    def judged(
        cls, outcome: Outcome, *, region: Region | None = None, day: date | None = None, **options: object
    ) -> ReportInput:
        """The advice on a scan that is judged already; `options` are the other fields."""
        return cls(
            content=outcome.content,
            region=region or load_region(language=outcome.content.language),
            score=outcome.score,
            resilience=outcome.resilience,
            advice=outcome.advice,
            compared=outcome.compared,
            plan=outcome.plan,
            done=outcome.done,
            day=day or clock.today(),
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
            advice=advise(content, score, self.done),
        )

    # -- what several pages ask
    # ----------------------------------------------------------------------------------

    @cached_property
    def outcome(self) -> Outcome:
        """What the screens, the text and the commands tell of this scan as well."""
        return Outcome(
            self.content, self.score, self.resilience, self.advice, self.compared, self.plan, self.done
        )

    @property
    def outsourced(self) -> bool:
        """True when an ICT supplier does (part of) the work."""
        return self.content.questionnaire.outsources(self.score.counting)

    @property
    def plan_begun(self) -> date:
        """The day that the weeks of the plan count from."""
        return first_day(self.begun, self.day)

    def part_title(self, part: PartId) -> str:
        """What a part of the plan is called on the day of this paper."""
        return title(part, self.plan_begun, self.day, self.content.language)

    @property
    def chosen(self) -> tuple[Recommendation, ...]:
        """The recommendations of the plan that the respondent made, in the order of the advice."""
        return self.outcome.chosen

    @cached_property
    def nearby(self) -> Nearby:
        """With whom this business can go on, on the day of this paper, and who else helps."""
        questionnaire, level = self.content.questionnaire, self.score.level
        return self.region.nearby(
            questionnaire.role_answer("place", self.score.counting),
            questionnaire.role_answer("sector", self.score.counting),
            level.id if level else None,
            self.day,
        )

    def proofs(self, whom: Whom) -> tuple[str, ...]:
        """Questions to a supplier or web builder about what is answered with the best answer, the heaviest
        items first.
        """
        items = self.score.items
        good = [
            i
            for i, found in items.items()
            if (found.share or 0) >= 1 and asked_of(self.content, self.score, i) == whom
        ]
        asked = {
            i: for_respondent(self.content.questionnaire.items[i], self.score.counting).supplier_question
            for i in good
        }
        order = sorted(asked, key=lambda i: (not items[i].key, -items[i].weight))
        return tuple(dict.fromkeys(text for i in order if (text := asked[i])))

    def strengths(self) -> tuple[str, ...]:
        """What stands already, one sentence per item, the heaviest items first."""
        return strengths(self.content, self.score, self.resilience)
