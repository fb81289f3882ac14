"""What a rule can come to: the highest and lowest figures, found by scoring extreme businesses."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import product

from questionnaire.conditions import Answered, HowManyAnswers, Measured, items_in, leaves
from questionnaire.models import Item, Questionnaire
from questionnaire.responses import Answer, Responses
from scoring.calculation.points import ItemScorer
from scoring.calculation.score import Scorer
from scoring.checks.model_walk import conditions_of_model
from scoring.results import Score
from scoring.rule import Rule

Span = tuple[float, float]

_MOST_PROFILES = 12
_RANDOM_BUSINESSES = 6
_ROUNDS = 3


class Reach:
    """Lowest and highest figures that businesses get, by `total`, theme, group and item."""

    def __init__(self, rule: Rule, questionnaire: Questionnaire):
        self.rule, self.questionnaire = rule, questionnaire
        self._scorer = Scorer(rule.model_copy(update={"knock_outs": (), "levels": ()}), questionnaire)
        self._points = ItemScorer(rule, questionnaire)
        self._answers = {item.id: list(_answers(item)) for item in questionnaire.items.values()}
        self.spans: dict[str, Span] = {}
        self.met: list[
            tuple[Responses, Score]
        ] = []  # everyone whose total exists, with the answers that count
        self._best: dict[str, Responses] = {}
        self.whole = True  # every total met so far is a whole number
        for responses in self._extremes():
            self._note(responses)

    def total(self, said: Span | None = None) -> Span | None:
        """Lowest and highest total. When that is not what the rule says, looked for harder, one answer at a
        time.
        """
        if "total" not in self.spans:
            return None
        if said is not None and any(abs(a - b) > 1e-6 for a, b in zip(said, self.spans["total"])):
            for key in ("low", "high"):
                self._climb(key)
        return self.spans["total"]

    def _note(self, responses: Responses) -> None:
        score = self._scorer.score(responses)
        figures = {"total": score.value, **{part.id: part.value for part in (*score.themes, *score.groups)}}
        figures |= {item.id: item.points for item in score.items.values()}
        if score.value is not None:
            self.met.append((score.counting, score))
        self.whole = self.whole and (score.value or 0.0).is_integer()
        for name, value in figures.items():
            if value is not None:
                low, high = self.spans.get(name, (value, value))
                self.spans[name] = (min(low, value), max(high, value))
                if name == "total" and value <= low:
                    self._best["low"] = responses
                if name == "total" and value >= high:
                    self._best["high"] = responses

    def _extremes(self) -> Iterator[Responses]:
        """All best and all worst answers for each kind of business that the rule tells apart, and some
        mixtures.
        """
        chance = random.Random(1)
        for base in self._profiles(chance):
            for pick in (max, min):
                yield Responses(
                    {**{i: self._extreme(i, pick, base) for i in self._answers if i not in base}, **base}
                )
        for _ in range(_RANDOM_BUSINESSES):
            yield Responses({i: chance.choice(answers) for i, answers in self._answers.items() if answers})

    def _profiles(self, chance: random.Random) -> list[dict[str, Answer]]:
        steering = {i for item in self.questionnaire.items.values() for i in items_in(item.skip_if)}
        conditions = [c for _, c in conditions_of_model(self.rule)]
        conditions += [c for item in self.questionnaire.items.values() for _, c in conditions_of_model(item)]
        steering |= {
            leaf.item for c in conditions for leaf in leaves(c) if isinstance(leaf, Answered | Measured)
        }
        steering |= {
            i
            for c in conditions
            for leaf in leaves(c)
            if isinstance(leaf, HowManyAnswers) and isinstance(leaf.of, tuple)
            for i in leaf.of
        }
        wanted = sorted(i for i in steering if i in self.questionnaire.profile_ids and self._answers[i])
        found = [{i: self._answers[i][0] for i in wanted}]
        for item_id in wanted:
            found += [
                {**{i: chance.choice(self._answers[i]) for i in wanted}, item_id: answer}
                for answer in self._answers[item_id]
            ]
        return found[:_MOST_PROFILES]

    def _extreme(self, item_id: str, pick: Callable[..., Answer], base: dict[str, Answer]) -> Answer:
        item = self.questionnaire.items[item_id]
        answers = self._answers[item_id]
        if item_id in self.questionnaire.profile_ids:
            return answers[0]
        return pick(answers, key=lambda answer: self._points.points_for(item, answer, base))

    def _climb(self, key: str) -> None:
        """Changes one answer at a time for as long as that raises (or lowers) the total."""
        sign = 1 if key == "high" else -1
        best = self._best[key]
        value = self._scorer.score(best).value or 0.0
        for _ in range(_ROUNDS):
            before = value
            for item_id, answers in self._answers.items():
                for answer in answers:
                    tried = best.with_answer(item_id, answer)
                    found = self._scorer.score(tried).value
                    if found is not None and sign * found > sign * value:
                        best, value = tried, found
            if value == before:
                break
        self._note(best)


def _answers(item: Item) -> Iterator[Answer]:
    """Answers that may earn differently: each option, the largest sets of options, and numbers around each
    bound.
    """
    if item.kind == "number" and item.number:
        bounds = [item.number.least, item.number.most, *(b.up_to for b in item.bands if b.up_to is not None)]
        step = 10.0**-item.number.decimals
        yield from (
            x
            for x in dict.fromkeys(x + d for x, d in product(bounds, (0, step)))
            if item.number.least <= x <= item.number.most
        )
    elif item.kind == "single":
        yield from (o.id for o in item.options)
    else:
        together = [o for o in item.options if not o.exclusive]
        numbers = {o.id: o.points for o in together if isinstance(o.points, int | float)}
        for chosen in (
            [o.id for o in together],
            [i for i, p in numbers.items() if p > 0],
            [i for i, p in numbers.items() if p < 0],
        ):
            if chosen:
                yield tuple(chosen)
        yield from ((o.id,) for o in item.options)
