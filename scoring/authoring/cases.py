"""Scoring cases in YAML: answers beside the score they must give. Anyone can add one; docs/regels.md explains
the keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from questionnaire.authoring.mistakes import ContentError, Mistake
from questionnaire.authoring.sources import KeyPath, Source, read_source
from questionnaire.conditions import ContentModel
from questionnaire.content_folder import ROOT
from questionnaire.loading import not_a_mapping, validated
from questionnaire.models import Item
from questionnaire.responses import Answer, Responses
from questionnaire.walk import ItemState, next_item, walk
from scoring.advising.advice import advise
from scoring.answers import best_answer, worst_answer
from scoring.content import Content
from scoring.results import Score

CASES = Path("tests/cases")
RESPONDENTS = Path("tests/respondents")


class Expected(ContentModel):
    """What must come out. Besides these keys: the id of any item, group or theme with its figure, null for
    none.
    """

    total: float | None = Field(None, description="The total in the rule's own scale.")
    total_pct: float | None = Field(None, description="The total as percentage of what was attainable.")
    maximum: float | None = Field(None, description="What was attainable.")
    level: str | None = Field(None, description="Id of the level; null when there is none.")
    failed: bool | None = Field(None, description="Whether a knock-out fails the method.")
    knock_outs: tuple[str, ...] | None = Field(None, description="All knock-outs that hold, in order.")
    factors: tuple[str, ...] | None = Field(None, description="All factors that hold, in order.")
    measures: tuple[str, ...] | None = Field(
        None, description="Measures that the advice holds, among others."
    )
    not_measures: tuple[str, ...] | None = Field(None, description="Measures that the advice does not hold.")
    first_measures: tuple[str, ...] | None = Field(
        None, description="The first measures of the advice, in this order."
    )
    week: tuple[str, ...] | None = Field(None, description="The measures for this week, in order.")
    advice_length: int | None = Field(None, description="How many measures the advice holds.")
    barriers: dict[str, str | int] | None = Field(
        None,
        description="By type of crime how many stand, as 4 or '4 of 9'; by barrier its state: standing, missing, unknown, not_relevant, not_asked.",
    )
    asked: tuple[str, ...] | None = Field(None, description="Items that are asked.")
    not_asked: tuple[str, ...] | None = Field(None, description="Items that are not asked.")
    complete: bool | None = Field(None, description="Whether every item on the path has an answer.")


class Case(ContentModel):
    """One set of answers with what must come out."""

    name: str = Field(min_length=5, description="A sentence that says what this case shows.")
    about: str | None = Field(None, description="More about it, for readers.")
    responses: dict[str, str | tuple[str, ...] | float] = Field(
        {}, description="Answers by item, as in a responses file."
    )
    rest: str | None = Field(
        None,
        description="Answer of all other items on the path: `best`, `worst`, `dont_know` or an option id.",
    )
    quick: bool = Field(False, description="The quick scan.")
    expect: dict[str, Any] = Field(min_length=1, description="What must come out.")


@dataclass(frozen=True)
class CaseAt:
    """A case with its file, its rule and where it stands."""

    case: Case
    file: str
    line: int
    rule: Path
    place: KeyPath = ()

    @property
    def title(self) -> str:
        """File and name: what a failing test shows."""
        return f"{self.file}: {self.case.name}"


def read_cases(path: Path, root: Path = ROOT) -> list[CaseAt]:
    """The cases of one file: a list, `{rule, cases}` for another rule, or one case alone.

    Raises ContentError with every mistake of form.
    """
    source = read_source(path, root)
    mistakes = list(source.mistakes)
    data = source.data
    rule, listed = "scoring/rules/scan.yaml", data
    at: KeyPath = ()
    if isinstance(data, dict) and "cases" in data:
        rule, listed, at = str(data.get("rule", rule)), data["cases"], ("cases",)
    elif isinstance(data, dict):
        listed = None
    entries = (
        [((), data)]
        if listed is None
        else [((*at, i), raw) for i, raw in enumerate(listed if isinstance(listed, tuple) else ())]
    )
    found = []
    for place, raw in entries:
        case = validated(Case, raw, source, place, mistakes)
        if case is not None:
            _validate_expected(case, source, place, mistakes)
            found.append(CaseAt(case, source.file, source.line(place), Path(rule), place))
    if not entries and not mistakes:
        mistakes.append(not_a_mapping(source))
    if mistakes:
        raise ContentError(mistakes)
    return found


def _validate_expected(case: Case, source: Source, place: KeyPath, mistakes: list[Mistake]) -> None:
    named = {key: value for key, value in case.expect.items() if key in Expected.model_fields}
    validated(Expected, named, source, (*place, "expect"), mistakes)


def responses_of(case: Case, content: Content) -> Responses:
    """The answers of a case, the rest of the path filled in as it says."""
    responses = Responses(case.responses)
    while (
        case.rest is not None
        and (item := next_item(content.questionnaire, responses, case.quick)) is not None
    ):
        if item.id in responses:
            raise ValueError(f"'{item.id}' does not offer the answer {responses.get(item.id)!r}")
        responses = responses.with_answer(item.id, _rest(item, case.rest, content, responses))
    return responses


def _rest(item: Item, rest: str, content: Content, responses: Responses) -> Answer:
    if item.accepts(rest):
        return rest
    if item.kind == "multiple" and item.accepts((rest,)):
        return (rest,)
    return (worst_answer if rest == "worst" else best_answer)(content, item, responses.answers)


def differences(case: Case, content: Content) -> list[str]:
    """What comes out other than the case expects, a sentence each; empty when all is as expected."""
    unknown = [i for i in case.responses if i not in content.questionnaire.items]
    refused = [
        i
        for i, a in case.responses.items()
        if i not in unknown and not content.questionnaire.items[i].accepts(a)
    ]
    told = [f"there is no item '{i}'" for i in unknown] + [
        f"item '{i}' does not offer the answer {case.responses[i]!r}" for i in refused
    ]
    if told:
        return told
    responses = responses_of(case, content)
    score = content.score(responses, case.quick)
    told = []
    for key, wanted in case.expect.items():
        found = _found(key, wanted, content, responses, score, case.quick)
        if found is not None:
            told.append(f"{key}: expected {_shown(wanted)}, found {found}")
    return told


def _found(
    key: str, wanted: Any, content: Content, responses: Responses, score: Score, quick: bool
) -> str | None:
    """What was found instead of `wanted`; None when it is as wanted."""
    match key:
        case "total" | "total_pct" | "maximum":
            return _figure(
                wanted, {"total": score.value, "total_pct": score.score_pct, "maximum": score.maximum}[key]
            )
        case "level" | "failed" | "complete":
            level = score.level.id if score.level else None
            return _same(wanted, {"level": level, "failed": score.failed, "complete": score.complete}[key])
        case "knock_outs" | "factors":
            return _same(
                tuple(wanted), tuple(k.id for k in score.knock_outs) if key == "knock_outs" else score.factors
            )
        case "measures" | "not_measures" | "first_measures" | "week" | "advice_length":
            return _advice(key, wanted, content, score)
        case "barriers":
            return _barriers(wanted, content, score)
        case "asked" | "not_asked":
            states = walk(content.questionnaire, responses, quick).states
            not_on_path = (ItemState.SKIPPED, ItemState.IMPLIED, ItemState.NOT_ASKED)
            wrong = [i for i in wanted if i not in states or (states[i] in not_on_path) is (key == "asked")]
            return f"not so for {', '.join(wrong)}" if wrong else None
    if key not in score.items and key not in {part.id for part in (*score.themes, *score.groups)}:
        return "no figure of that name"
    return _figure(wanted, score.figure(key))


def _advice(key: str, wanted: Any, content: Content, score: Score) -> str | None:
    advice = advise(content, score)
    ids = [r.measure.id for r in advice.recommendations]
    if key == "advice_length":
        return _same(wanted, len(ids))
    if key == "week":
        return _same(tuple(wanted), tuple(r.measure.id for r in advice.week))
    if key == "first_measures":
        return _same(tuple(wanted), tuple(ids[: len(wanted)]))
    unknown = [m for m in wanted if m not in content.measures]
    wrong = [m for m in wanted if (m in ids) is (key == "not_measures")]
    return (
        f"no measure of that name: {', '.join(unknown)}"
        if unknown
        else f"not so for {', '.join(wrong)}"
        if wrong
        else None
    )


def _barriers(wanted: dict[str, Any], content: Content, score: Score) -> str | None:
    found: dict[str, Any] = {}
    for threat in content.resilience(score):
        both = f"{threat.standing} of {threat.relevant}"
        found[threat.threat.id] = both if isinstance(wanted.get(threat.threat.id), str) else threat.standing
        found |= {b.barrier.id: b.state.value for b in threat.barriers}
    wrong = {key: found.get(key) for key, value in wanted.items() if found.get(key) != value}
    return str(wrong) if wrong else None


def _same(wanted: Any, found: Any) -> str | None:
    return None if wanted == found else _shown(found)


def _figure(wanted: float | None, found: float | None) -> str | None:
    """Figures are compared in as many decimals as the case writes: 33.3 stands for 33.333."""
    if wanted is None or found is None:
        return None if wanted is found else _shown(found)
    decimals = len(repr(float(wanted)).partition(".")[2].rstrip("0"))
    return None if abs(found - wanted) <= 0.5000001 * 10**-decimals else f"{found:.6g}"


def _shown(value: Any) -> str:
    return (
        "none"
        if value is None
        else ", ".join(map(str, value)) or "none"
        if isinstance(value, tuple | list)
        else str(value)
    )
