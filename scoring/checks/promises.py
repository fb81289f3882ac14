"""Whether measures promise what they bring: answers after them that exist and earn more, covers, finding out,
and guards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.checks.references import remedy_for
from questionnaire.conditions import AllOf, Answered, AnyOf, Condition, Measured, Not, ScoreWithin
from questionnaire.language.translation import N_
from questionnaire.models import AnswerOption, Band, Item, Questionnaire
from questionnaire.responses import Answer
from scoring.calculation.score import Scorer
from scoring.checks.barriers import check_conditions
from scoring.models import Measure
from scoring.reading import Read
from scoring.rule import KnockOut, Rule

_KINDS = {"single": N_("één antwoord"), "multiple": N_("een lijst van antwoorden"), "number": N_("een getal")}


class Promises:
    """The measures of one rule beside the answers that lead to them."""

    def __init__(self, read: Read, rule: Rule, questionnaire: Questionnaire):
        self.read, self.rule, self.questionnaire = read, rule, questionnaire
        self.scorer = Scorer(rule, questionnaire)

    def mistakes(self, live: bool) -> list[Mistake]:
        """Mistakes in what measures say of answers. With `live` every measure must say what can be answered
        after it.
        """
        found: list[Mistake] = []
        for measure in self.read.measures.values():
            source, place = self.read.measure_places[measure.id]
            told = [*self._answers(measure, source, place), *self._covers(measure, source, place)]
            for steps, condition in _conditions(measure):
                told += check_conditions(measure.id, condition, self.questionnaire, source, (*place, *steps))
            found += told
        return found or [m for item in self.questionnaire.items.values() for m in self._led_to(item, live)]

    def guards(self) -> list[Mistake]:
        """Acute answers without a measure, or without a knock-out that keeps the level down."""
        return [m for item in self.questionnaire.items.values() for m in self._acute(item)]

    def _answers(self, measure: Measure, source: Source, place: KeyPath) -> Iterator[Mistake]:
        at = (*place, "answers_after")
        if measure.kind != "do" and measure.answers_after:
            yield source.mistake(
                at,
                "answers_after",
                Phrase(N_("'{name}': van vragen hoe het zit verandert er nog niets."), {"name": measure.id}),
                Phrase(N_("haal 'answers_after' weg, of maak er 'kind: do' van.")),
            )
            return
        for item_id, answer in measure.answers_after.items():
            item = self.questionnaire.items.get(item_id)
            if item is None or item_id in self.questionnaire.profile_ids:
                sentence = N_("'{name}': 'answers_after' noemt '{item}', en dat is geen vraag met punten.")
                earning = [i.id for section in self.questionnaire.themes for i in section.items]
                yield source.mistake(
                    (*at, item_id),
                    "reference",
                    Phrase(sentence, {"name": measure.id, "item": item_id}),
                    remedy_for(item_id, earning),
                )
            else:
                yield from self._answer(measure, item, answer, source, (*at, item_id))

    def _answer(
        self, measure: Measure, item: Item, answer: Answer, source: Source, place: KeyPath
    ) -> Iterator[Mistake]:
        right = (
            isinstance(answer, tuple)
            if item.kind == "multiple"
            else isinstance(answer, str) is (item.kind == "single")
        )
        if not right or (item.kind == "single" and isinstance(answer, tuple)):
            yield source.mistake(
                place,
                "answers_after",
                Phrase(
                    N_("'{name}': na deze maatregel hoort bij '{item}' {wanted}."),
                    {"name": measure.id, "item": item.id, "wanted": Phrase(_KINDS[item.kind])},
                ),
                Phrase(
                    N_("schrijf het zoals de vraag het wil: {item}: {example}."),
                    {"item": item.id, "example": _example(item)},
                ),
            )
            return
        for part in answer if isinstance(answer, tuple) else (answer,):
            if item.kind != "number" and part not in item.options_by_id:
                values = {"name": measure.id, "item": item.id, "answer": part}
                yield source.mistake(
                    place,
                    "reference",
                    Phrase(N_("'{name}': '{item}' heeft geen antwoord '{answer}'."), values),
                    remedy_for(str(part), list(item.options_by_id)),
                )
                return
        new = _after(item, answer)
        if not item.accepts(new):
            values = {"name": measure.id, "item": item.id}
            yield source.mistake(
                place,
                "answers_after",
                Phrase(N_("'{name}': dit antwoord kan niemand geven op '{item}'."), values),
                Phrase(N_("kies een antwoord dat de vraag aanbiedt.")),
            )

    def _covers(self, measure: Measure, source: Source, place: KeyPath) -> Iterator[Mistake]:
        for n, other in enumerate(measure.covers):
            at = (*place, "covers", n)
            if other not in self.read.measures:
                if other not in self.read.raw_measure_ids and self.read.measures_whole:
                    yield source.mistake(
                        at,
                        "reference",
                        Phrase(
                            N_("'{name}': de maatregel '{other}' bestaat niet."),
                            {"name": measure.id, "other": other},
                        ),
                        remedy_for(other, list(self.read.measures)),
                    )
            elif other == measure.id or measure.id in self.read.measures[other].covers:
                yield source.mistake(
                    at,
                    "covers_each_other",
                    Phrase(
                        N_("'{name}' en '{other}' dekken elkaar af."), {"name": measure.id, "other": other}
                    ),
                    Phrase(N_("laat alleen de grootste van de twee de andere noemen.")),
                )

    def _led_to(self, item: Item, live: bool) -> Iterator[Mistake]:
        """Each measure behind an answer says what can be answered once it is done, and that earns more than
        this answer.
        """
        silent: set[str] = set()
        empty: dict[str, list[bool]] = {}  # of each measure behind this item: what it promises is no more
        for part, _ in _answers_of(item):
            for measure_id in part.measures:
                measure = self.read.measures.get(measure_id)
                after = measure.answers_after.get(item.id) if measure and measure.kind == "do" else None
                if after is not None:
                    empty.setdefault(measure_id, []).append(not self._earns_more(item, part, after))
        for measure_id in (name for name, found in empty.items() if len(found) > 1 and all(found)):
            silent.add(measure_id)
            source, place = self.read.measure_places[measure_id]
            said = N_("'{measure}' levert bij '{item}' niet meer op dan de antwoorden die naar haar leiden.")
            yield source.mistake(
                (*place, "answers_after", item.id),
                "promise_empty",
                Phrase(said, {"measure": measure_id, "item": item.id}),
                Phrase(N_("noem hier een beter antwoord op '{item}'."), {"item": item.id}),
            )
        for part, steps in _answers_of(item):
            for n, measure_id in enumerate(part.measures):
                measure = self.read.measures.get(measure_id)
                if measure is None or measure.kind != "do":
                    continue
                after = measure.answers_after.get(item.id)
                at: KeyPath = (*steps, "measures", n)
                if (
                    after is None
                    and live
                    and (n == 0 or not measure.answers_after)
                    and measure_id not in silent
                ):
                    silent.add(measure_id)
                    yield self._at(
                        item,
                        at,
                        "promise_missing",
                        N_("'{measure}' zegt niet wat iemand bij '{item}' kan antwoorden als zij is gedaan.")
                        if n == 0
                        else N_(
                            "'{measure}' zegt bij geen enkele vraag wat iemand kan antwoorden als zij is gedaan."
                        ),
                        N_("schrijf bij de maatregel: answers_after: {{{item}: {example}}}."),
                        measure_id,
                    )
                elif (
                    after is not None and measure_id not in silent and not self._earns_more(item, part, after)
                ):
                    yield self._at(
                        item,
                        at,
                        "promise_empty",
                        N_(
                            "'{measure}' levert bij '{item}' niet meer op dan het antwoord dat naar haar leidt."
                        ),
                        N_("noem bij 'answers_after' een beter antwoord, of haal de maatregel hier weg."),
                        measure_id,
                    )

    def _earns_more(self, item: Item, part: AnswerOption | Band, after: Answer) -> bool:
        new = _after(item, after)
        if isinstance(part, Band):
            least = next((b.up_to for b in item.bands[: item.bands.index(part)][::-1]), None)
            now: Answer = part.up_to if part.up_to is not None else (least or 0.0) + 1
        elif item.kind == "multiple" and not part.exclusive and _plain(part) > 0:
            # The measure is for who did not tick this: it must bring this tick, or an answer for all of it.
            return (
                part.id in new or any(item.options_by_id[o].exclusive for o in new)
                if isinstance(new, tuple)
                else False
            )
        else:
            now = (part.id,) if item.kind == "multiple" else part.id
        return self.scorer.points_for(item, new, {}) > self.scorer.points_for(item, now, {})

    def _acute(self, item: Item) -> Iterator[Mistake]:
        for part, steps in _answers_of(item):
            if part.acute is False:
                continue
            at = (*steps, "acute")
            if not part.measures:
                yield self._at(
                    item,
                    at,
                    "acute_without_measure",
                    N_("'{item}': een acuut antwoord zonder maatregel helpt niemand."),
                    N_("noem onder 'measures' eerst wat er vandaag moet gebeuren."),
                )
            elif not any(_guards(k, self.rule, self.scorer, item, part) for k in self.rule.knock_outs):
                yield self._at(
                    item,
                    at,
                    "acute_without_guard",
                    N_(
                        "'{item}': dit antwoord is acuut, maar geen grens in de scoreregel houdt het niveau laag."
                    ),
                    N_(
                        "voeg bij 'knock_outs' een regel toe die met dit antwoord geldt, met 'level_at_most'."
                    ),
                )

    def _at(
        self, item: Item, steps: KeyPath, code: str, sentence: str, remedy: str, measure_id: str = ""
    ) -> Mistake:
        source, place = self.read.questions.places[item.id]
        listed = len(item.options) - _own_options(source, place)
        if steps[0] == "options":
            steps = (
                ("options", int(steps[1]) - listed, *steps[2:])
                if int(steps[1]) >= listed
                else ("options_from",)
            )
        values = {"measure": measure_id, "item": item.id, "example": _example(item)}
        return source.mistake((*place, *steps), code, Phrase(sentence, values), Phrase(remedy, values))


def _own_options(source: Source, place: KeyPath) -> int:
    raw = source.data
    for step in place:
        raw = raw[step]
    return len(raw.get("options", ()))


def _conditions(measure: Measure) -> Iterator[tuple[KeyPath, Condition]]:
    for i, variant in enumerate(measure.variants):
        yield ("variants", i, "when"), variant.when
    for key in ("how", "how_supplier"):
        for i, step in enumerate(getattr(measure, key)):
            if step.when is not None:
                yield (key, i, "when"), step.when


def _answers_of(item: Item) -> Iterator[tuple[AnswerOption | Band, KeyPath]]:
    for i, option in enumerate(item.options):
        yield option, ("options", i)
    for i, band in enumerate(item.bands):
        yield band, ("bands", i)


def _after(item: Item, answer: Answer) -> Answer:
    if item.kind == "number" and isinstance(answer, int | float):
        return float(answer)
    if item.kind == "multiple" and isinstance(answer, tuple):
        alone = [o for o in answer if item.options_by_id[o].exclusive]
        return (alone[0],) if alone else answer
    return answer


def _example(item: Item) -> str:
    if item.kind == "number":
        return "1"
    best = max(item.options, key=_plain, default=None)
    name = best.id if best else "..."
    return f"[{name}]" if item.kind == "multiple" else name


def _plain(option: AnswerOption) -> float:
    points = option.points
    return 0.0 if points is None else points if isinstance(points, int | float) else points.otherwise


def _guards(knock_out: KnockOut, rule: Rule, scorer: Scorer, item: Item, part: AnswerOption | Band) -> bool:
    """Whether this knock-out keeps the level below the top for everybody for whom this answer is acute."""
    top = rule.levels[-1].id if rule.levels else None
    holds_back = knock_out.fails or knock_out.levels_down or (knock_out.level_at_most not in (None, top))
    assumed = [
        c for c in (part.acute, getattr(part, "shown_if", None)) if c is not None and not isinstance(c, bool)
    ]
    return bool(holds_back) and all(
        _surely(knock_out.when, item.id, answer, scorer.points_for(item, answer, {}), assumed) is True
        for answer in _acute_answers(item, part)
    )


def _acute_answers(item: Item, part: AnswerOption | Band) -> list[Answer]:
    """The answers with which `part` is acute; of a tick for points those without it."""
    if isinstance(part, Band):
        return [part.up_to if part.up_to is not None else item.number.most if item.number else 0.0]
    if item.kind == "single":
        return [part.id]
    if part.exclusive or _plain(part) <= 0:
        return [(part.id,)]
    others = [o.id for o in item.options if o is not part and not o.exclusive]
    alone = [(o.id,) for o in item.options if o.exclusive and _plain(o) <= 0]
    return [*(ticked for n in range(1, len(others) + 1) for ticked in combinations(others, n)), *alone]


def _surely(
    condition: Condition, item_id: str, answer: Answer, points: float, assumed: Sequence[Condition]
) -> bool | None:
    """Whether a condition holds when only the answer to one item is known and what is assumed; None when that
    does not decide it.
    """
    if condition in assumed:
        return True
    match condition:
        case Answered(item=item, answered=wanted) if item == item_id:
            return any(part in wanted for part in (answer if isinstance(answer, tuple) else (answer,)))
        case Measured(item=item) if item == item_id:
            return isinstance(answer, int | float) and condition.contains(answer)
        case ScoreWithin(score_of=of) if of == item_id:
            return condition.contains(points)
        case Not(not_=inner):
            found = _surely(inner, item_id, answer, points, assumed)
            return None if found is None else not found
        case AllOf(all=parts) | AnyOf(any=parts):
            settles = isinstance(condition, AnyOf)
            results = [_surely(part, item_id, answer, points, assumed) for part in parts]
            return settles if settles in results else None if None in results else not settles
    return None
