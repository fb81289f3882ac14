"""Walking: pure functions from questionnaire plus responses to the next item, the path and the progress.

The path follows from the answers each time, so going back and changing an answer is always safe. Answers that
left the path stay stored and stop counting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from questionnaire.conditions import holds, skipped_as_known
from questionnaire.models import Item, Questionnaire
from questionnaire.respondent import accepts
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE, Answer, Responses


class ItemState(str, Enum):
    """What became of an item in one walk; never one None for several meanings."""

    ANSWERED = "answered"
    DONT_KNOW = "dont_know"
    NOT_APPLICABLE = "not_applicable"  # the respondent says so
    SKIPPED = "skipped"  # routing: the profile makes it irrelevant
    IMPLIED = "implied"  # routing: an answer outside the profile already tells that it is not in place
    UNANSWERED = "unanswered"  # on the path, no answer yet
    NOT_ASKED = "not_asked"  # outside the quick scan


@dataclass(frozen=True)
class Progress:
    """How far a walk is: `answered` of `total` items on the path as it now runs."""

    answered: int
    total: int

    @property
    def share(self) -> float:
        """Done part, 0 to 1."""
        return self.answered / self.total if self.total else 1.0


@dataclass(frozen=True)
class Walk:
    """One walk worked out: the state of every item, the path, and the responses that count."""

    path: tuple[Item, ...]
    states: dict[str, ItemState]
    counting: Responses


def walk(questionnaire: Questionnaire, responses: Responses, quick: bool = False) -> Walk:
    """State of every item, the items on the path in order, and the answers that count.

    A skip rule only sees answers that are themselves on the path. An answer that the item does not offer to
    this respondent (an older edition, a damaged file, an option that other answers hide) counts as no answer.
    """
    path: list[Item] = []
    states: dict[str, ItemState] = {}
    counting: dict[str, Answer] = {}
    for item in questionnaire.items.values():
        # In the quick scan the other items are not asked; what an earlier full scan answered stays and waits.
        if quick and not item.quick:
            states[item.id] = ItemState.NOT_ASKED
            continue
        if item.skip_if is not None and holds(item.skip_if, counting):
            # A rule may look at the profile and at other answers: what the profile alone decides does not fit
            # this business.
            decided = skipped_as_known(questionnaire.profile_ids, item.skip_if, counting)
            states[item.id] = ItemState.SKIPPED if decided else ItemState.IMPLIED
            continue
        path.append(item)
        answer = responses.get(item.id)
        if answer is None or not accepts(item, answer, counting):
            states[item.id] = ItemState.UNANSWERED
            continue
        counting[item.id] = answer
        states[item.id] = {DONT_KNOW: ItemState.DONT_KNOW, NOT_APPLICABLE: ItemState.NOT_APPLICABLE}.get(
            answer if isinstance(answer, str) else "", ItemState.ANSWERED
        )
    return Walk(tuple(path), states, Responses(counting))


def path(questionnaire: Questionnaire, responses: Responses, quick: bool = False) -> tuple[Item, ...]:
    """Items on the path, in the order asked, as it runs with these responses."""
    return walk(questionnaire, responses, quick).path


def next_item(questionnaire: Questionnaire, responses: Responses, quick: bool = False) -> Item | None:
    """First item on the path without a response; None when the walk is done."""
    done = walk(questionnaire, responses, quick)
    return next((item for item in done.path if done.states[item.id] is ItemState.UNANSWERED), None)


def item_after(questionnaire: Questionnaire, walked: Sequence[Item], item_id: str) -> Item | None:
    """The item on the path `walked` behind `item_id`; None at the end. An item that left the path finds its
    next neighbour.
    """
    return _neighbour(questionnaire, walked, item_id, 1)


def item_before(questionnaire: Questionnaire, walked: Sequence[Item], item_id: str) -> Item | None:
    """The item on the path `walked` before `item_id`; None at the start."""
    return _neighbour(questionnaire, walked, item_id, -1)


def _neighbour(questionnaire: Questionnaire, walked: Sequence[Item], item_id: str, step: int) -> Item | None:
    order = list(questionnaire.items)
    on_path = {item.id: item for item in walked}
    rest: Iterator[str] = iter(
        order[order.index(item_id) + 1 :] if step > 0 else reversed(order[: order.index(item_id)])
    )
    return next((on_path[i] for i in rest if i in on_path), None)


def progress(questionnaire: Questionnaire, responses: Responses, quick: bool = False) -> Progress:
    """How many items of the present path are answered."""
    done = walk(questionnaire, responses, quick)
    left = sum(done.states[item.id] is ItemState.UNANSWERED for item in done.path)
    return Progress(len(done.path) - left, len(done.path))
