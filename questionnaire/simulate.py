"""Made-up businesses that answer like real ones: for the demo, the benchmarks and the attack tests.

Each business has a latent maturity that size, sector and who looks after the ICT push up or down; all its
answers lean on it, so they hang together. Who leaves the ICT to others more often does not know. The same
seed gives the same businesses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import exp, log, log10
from random import Random

from questionnaire.conditions import holds
from questionnaire.models import Amount, AnswerOption, Item, Questionnaire
from questionnaire.respondent import offered
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE, Answer, Responses

# Who looks after the ICT: the share of businesses where it is so, and how often one then does not know.
_ICT = {"own": (0.34, 0.05), "colleague": (0.14, 0.10), "outsourced": (0.44, 0.16), "nobody": (0.08, 0.16)}
_KNOWS_LESS = 0.08  # when nothing tells who does it
_NOTHING_HAPPENED = 0.8  # share of the answer that excludes the others, to a profile item with more answers


def simulated_businesses(questionnaire: Questionnaire, count: int, seed: int) -> Iterator[Responses]:
    """`count` complete walks of the full scan."""
    rng = Random(seed)
    for _ in range(count):
        yield simulated_business(questionnaire, rng)


def simulated_business(
    questionnaire: Questionnaire,
    rng: Random,
    fixed: Mapping[str, Answer] | None = None,
    maturity: float | None = None,
    quick: bool = False,
) -> Responses:
    """One complete walk of the full or the quick scan. `fixed` answers are taken as given; `maturity` is
    about -2 to 2 when given.
    """
    answers: dict[str, Answer] = {}
    leaning, unsure = 0.0, _KNOWS_LESS
    themes: dict[str, float] = {}
    # Some measures are rare everywhere: each item has its own difficulty, by its place, the same in every
    # run.
    difficulty = {item_id: _spread(n) * 5 / 3 - 1.2 for n, item_id in enumerate(questionnaire.items)}
    for item in questionnaire.items.values():
        if (quick and not item.quick) or (item.skip_if is not None and holds(item.skip_if, answers)):
            continue
        if fixed and item.id in fixed:
            answers[item.id] = fixed[item.id]
        elif item.id in questionnaire.profile_ids:
            answers[item.id] = _profile_answer(questionnaire, item, offered(item, answers), rng)
        else:
            if not themes:
                unsure = _unsure(questionnaire, answers)
                leaning = (
                    maturity if maturity is not None else rng.gauss(0, 1) + _pull(questionnaire, answers)
                )
            theme = questionnaire.section_of(item.id).id
            themes.setdefault(theme, leaning + rng.gauss(0, 0.5))
            answers[item.id] = _answer(item, answers, themes[theme], difficulty[item.id], unsure, rng)
    return Responses(answers)


def _pull(questionnaire: Questionnaire, profile: Mapping[str, Answer]) -> float:
    """How far size, sector and a supplier push a business up or down."""
    size, sector = questionnaire.roles.size, questionnaire.role_answer("sector", profile)
    people = (
        size.people.get(questionnaire.role_answer("size", profile) or "", 1.0) if size is not None else 1.0
    )
    sectors = [option.id for option in questionnaire.role_options("sector")]
    effect = 0.84 * (_spread(sectors.index(sector)) - 0.5) if sector is not None else 0.0
    return effect + 0.45 * log10(people) - 0.3 + (0.2 if questionnaire.outsources(profile) else 0.0)


def _unsure(questionnaire: Questionnaire, profile: Mapping[str, Answer]) -> float:
    """How often this business does not know."""
    ict, who = questionnaire.roles.ict, questionnaire.role_answer("ict", profile)
    return next(
        (unsure for group, (_, unsure) in _ICT.items() if ict is not None and who in getattr(ict, group)),
        _KNOWS_LESS,
    )


def _spread(n: int) -> float:
    """A number from 0 to 1 for the n-th of a list: neighbours lie far apart, and all together evenly."""
    return (n + 1) * 0.618034 % 1


def _profile_answer(
    questionnaire: Questionnaire, item: Item, options: Sequence[AnswerOption], rng: Random
) -> Answer:
    """Most businesses are small. What no role tells about is drawn evenly, the first options more often."""
    ids = [option.id for option in options]
    size, ict = questionnaire.roles.size, questionnaire.roles.ict
    weights = [1 / (3 + i) for i in range(len(ids))]
    if size is not None and size.item == item.id:
        weights = [size.people.get(option, 1.0) ** -0.4 for option in ids]
    elif ict is not None and ict.item == item.id:
        weights = [
            sum(
                share / len(listed)
                for group, (share, _) in _ICT.items()
                if option in (listed := getattr(ict, group))
            )
            for option in ids
        ]
    if item.kind == "multiple":  # what happened to a business: to most of them nothing
        alone = [option.id for option in options if option.exclusive]
        others = [option.id for option in options if not option.exclusive]
        return (rng.choice(alone if alone and (not others or rng.random() < _NOTHING_HAPPENED) else others),)
    return rng.choices(ids, weights if any(weights) else None)[0]


def _answer(
    item: Item, answers: Mapping[str, Answer], leaning: float, difficulty: float, unsure: float, rng: Random
) -> Answer:
    if item.dont_know and rng.random() < unsure * (1.4 if leaning < 0 else 0.7):
        return DONT_KNOW
    if item.not_applicable and rng.random() < 0.08:
        return NOT_APPLICABLE
    leaning -= difficulty
    if item.kind == "multiple":
        return _several(offered(item, answers), leaning, rng)
    if item.kind == "number":
        return _number(item, leaning, rng)
    options = sorted(offered(item, answers), key=lambda o: _plain(o.points))
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
    return float(
        rng.randint(int(least), int(min(item.number.most, most if most is not None else least + 30)))
    )


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
