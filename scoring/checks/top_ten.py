"""Measures that are in nobody's top ten: simulates businesses from hardly to nearly secure until each measure
was seen.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.language.translation import N_
from questionnaire.models import Item
from questionnaire.respondent import for_respondent, offered
from questionnaire.responses import DONT_KNOW, Answer, Responses
from scoring.advising.advice import advise
from scoring.content import Content

MOST_BUSINESSES = 10_000
_TOP = 10
_DONT_KNOW = 0.08
_ONE_MORE = 0.3  # of several answers that go together, each of the others


def check_top_ten(
    content: Content, places: Mapping[str, tuple[Source, KeyPath]], most: int = MOST_BUSINESSES
) -> list[Mistake]:
    """A warning for each measure that is never among the first ten of anyone's advice.

    Stops as soon as every measure was seen, which real content reaches after some hundreds of businesses.
    """
    unseen = dict.fromkeys(content.measures)
    chance = random.Random(27076)
    for _ in range(most):
        if not unseen:
            return []
        responses = a_business(content, chance)
        for recommendation in advise(content, content.score(responses)).recommendations[:_TOP]:
            unseen.pop(recommendation.measure.id, None)
    return [
        source.mistake(
            (*place, "id"),
            "never_in_top_ten",
            Phrase(
                N_(
                    "'{name}': van {count} nagebootste bedrijven krijgt geen enkel deze maatregel bij de eerste tien."
                ),
                {"name": name, "count": most},
            ),
            Phrase(N_("maak hem lichter of belangrijker, voeg hem samen met een andere, of haal hem weg.")),
            "warning",
        )
        for name, (source, place) in ((name, places[name]) for name in unseen)
    ]


def a_business(content: Content, chance: random.Random) -> Responses:
    """Answers of a made-up business: a random profile, and for the rest as good as its own level of care."""
    care = chance.random()
    answers: dict[str, Answer] = {}
    for item in content.questionnaire.items.values():
        if item.id in content.questionnaire.profile_ids:
            answers[item.id] = _of_the_profile(item, answers, chance)
        elif item.dont_know and chance.random() < _DONT_KNOW:
            answers[item.id] = DONT_KNOW
        else:
            answers[item.id] = _answer(content, for_respondent(item, answers), care, chance)
    return Responses(answers)


def _of_the_profile(item: Item, answers: Mapping[str, Answer], chance: random.Random) -> Answer:
    options = offered(item, answers)
    if not options:
        return item.number.least if item.number else ""
    first = chance.choice(options)
    if item.kind != "multiple":
        return first.id
    more = [] if first.exclusive else [o for o in options if not o.exclusive and chance.random() < _ONE_MORE]
    return tuple(o.id for o in options if o is first or o in more)


def _answer(content: Content, item: Item, care: float, chance: random.Random) -> Answer:
    good = chance.random() < care
    if item.kind == "number" and item.number:
        bounds = [
            item.number.least,
            *(band.up_to for band in item.bands if band.up_to is not None),
            item.number.most,
        ]
        return bounds[0] if good else chance.choice(bounds)
    worth = {option.id: content.option_points(item.id, option.id) for option in item.options}
    if item.kind == "single":
        return max(worth, key=worth.__getitem__) if good else chance.choice(list(worth))
    together = [o.id for o in item.options if not o.exclusive]
    chosen = tuple(i for i in together if chance.random() < (0.9 if good else care))
    alone = [o.id for o in item.options if o.exclusive]
    return chosen or ((chance.choice(alone),) if alone else tuple(together[:1]))
