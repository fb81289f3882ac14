"""Made-up businesses that answer like real ones: for the demo, the benchmarks and the attack tests.

Each business has a latent maturity that size, sector and who looks after the ICT push up or down; all its answers lean
on it, so they hang together. Who leaves the ICT to others more often does not know. The same seed gives the same businesses.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from math import exp, log
from random import Random

from questionnaire.conditions import holds
from questionnaire.models import Amount, AnswerOption, Item, Questionnaire
from questionnaire.respondent import offered
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE, Answer, Responses

# Shares of Dutch businesses by size, roughly: most are small. Other profile answers are drawn evenly, the first ones more often.
_SHARES = {"company_size": (0.42, 0.33, 0.18, 0.07), "ict_by": (0.34, 0.14, 0.26, 0.18, 0.08)}
_SIZE_EFFECT = {"zzp": -0.25, "micro": -0.1, "small": 0.25, "medium": 0.7}
_KNOWS_LESS = {"supplier": 0.20, "nobody": 0.16, "mixed": 0.12, "colleague": 0.10, "self": 0.05}


def simulated_businesses(questionnaire: Questionnaire, count: int, seed: int) -> Iterator[Responses]:
    """`count` complete walks of the full scan."""
    rng = Random(seed)
    for _ in range(count):
        yield simulated_business(questionnaire, rng)


def simulated_business(questionnaire: Questionnaire, rng: Random, fixed: Mapping[str, Answer] | None = None,
                       maturity: float | None = None, quick: bool = False) -> Responses:  # fmt: skip
    """One complete walk of the full or the quick scan. `fixed` answers are taken as given; `maturity` is about -2 to 2 when given."""
    answers: dict[str, Answer] = {}
    leaning = 0.0
    themes: dict[str, float] = {}
    for item in questionnaire.items.values():
        if (quick and not item.quick) or (item.skip_if is not None and holds(item.skip_if, answers)):
            continue
        if fixed and item.id in fixed:
            answers[item.id] = fixed[item.id]
        elif item.id in questionnaire.profile_ids:
            answers[item.id] = _profile_answer(offered(item, answers), item, rng)
        else:
            if not themes:
                leaning = maturity if maturity is not None else rng.gauss(0, 1) + _pull(answers)
            theme = questionnaire.section_of(item.id).id
            themes.setdefault(theme, leaning + rng.gauss(0, 0.5))
            answers[item.id] = _answer(item, themes[theme], answers, rng)
    return Responses(answers)


def _pull(profile: Mapping[str, Answer]) -> float:
    sector = str(profile.get("sector", ""))
    effect = (zlib.crc32(sector.encode()) % 101 - 50) / 120 if sector else 0.0
    return (
        effect + _SIZE_EFFECT.get(str(profile.get("company_size")), 0.0) + (0.2 if profile.get("ict_by") in ("supplier", "mixed") else 0.0)
    )


def _profile_answer(options: Sequence[AnswerOption], item: Item, rng: Random) -> Answer:
    ids = [option.id for option in options]
    shares = _SHARES.get(item.id)
    weights = shares if shares and len(shares) == len(ids) else [1 / (3 + i) for i in range(len(ids))]
    chosen = rng.choices(ids, weights)[0]
    return (chosen,) if item.kind == "multiple" else chosen


def _answer(item: Item, leaning: float, profile: Mapping[str, Answer], rng: Random) -> Answer:
    if item.dont_know and rng.random() < _KNOWS_LESS.get(str(profile.get("ict_by")), 0.08) * (1.4 if leaning < 0 else 0.7):
        return DONT_KNOW
    if item.not_applicable and rng.random() < 0.08:
        return NOT_APPLICABLE
    # Some measures are rare everywhere: each item has its own difficulty, the same in every run.
    leaning -= (zlib.crc32(item.id.encode()) % 100 - 72) / 60
    if item.kind == "multiple":
        return _several(offered(item, profile), leaning, rng)
    if item.kind == "number":
        return _number(item, leaning, rng)
    options = sorted(offered(item, profile), key=lambda o: _plain(o.points))
    return options[_step(len(options), leaning, rng)].id


def _several(options: Sequence[AnswerOption], leaning: float, rng: Random) -> Answer:
    good: list[AnswerOption] = [o for o in options if not o.exclusive]
    chosen = tuple(o.id for o in good if rng.random() < 1 / (1 + exp(-leaning)))
    alone = [o.id for o in options if o.exclusive]
    return chosen or ((alone[0],) if alone else (good[0].id,))


def _number(item: Item, leaning: float, rng: Random) -> Answer:
    if item.number is None or not item.bands:
        return float(item.number.least if item.number else 0)
    order = sorted(range(len(item.bands)), key=lambda i: _plain(item.bands[i].points))
    band = order[_step(len(order), leaning, rng)]
    least = item.number.least if band == 0 else (item.bands[band - 1].up_to or 0) + 1
    most = item.bands[band].up_to
    return float(rng.randint(int(least), int(min(item.number.most, most if most is not None else least + 30))))


def _step(count: int, leaning: float, rng: Random) -> int:
    """A place among `count` answers from worst to best: logistic noise around the leaning."""
    uniform = min(max(rng.random(), 1e-9), 1 - 1e-9)
    latent = 1 / (1 + exp(-(leaning + 0.8 * _logit(uniform))))
    return min(count - 1, int(latent * count))


def _logit(p: float) -> float:
    return log(p / (1 - p))


def _plain(amount: Amount | None) -> float:
    if amount is None:
        return 0.0
    return float(amount) if isinstance(amount, int | float) else amount.otherwise
