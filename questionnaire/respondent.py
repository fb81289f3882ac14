"""An item as one respondent gets it: the options that are offered to them, and the texts meant for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from questionnaire.conditions import holds
from questionnaire.models import AnswerOption, Band, Item
from questionnaire.responses import Answer, Responses

Given = Responses | Mapping[str, Answer]

_TEXTS = ("question", "explanation", "why", "how_to_find", "supplier_question", "inside_question")


def for_respondent(item: Item, responses: Given) -> Item:
    """`item` with the options and texts for somebody who gave these answers to earlier items; often `item`
    itself.

    Hand it the answers that count (`Walk.counting`): what left the path must not choose a text.
    """
    changes: dict[str, Any] = {}
    if item.hides_options:
        changes["options"] = offered(item, responses)
    variant = next((v for v in item.variants if holds(v.when, responses)), None)
    if variant is not None:
        changes |= {key: text for key in _TEXTS if (text := getattr(variant, key)) is not None}
    return item.model_copy(update=changes).fresh() if changes else item


def offered(item: Item, responses: Given) -> tuple[AnswerOption, ...]:
    """The options that somebody with these answers can choose, in the order of the file."""
    if not item.hides_options:
        return item.options
    return tuple(option for option in item.options if is_offered(option, responses))


def is_offered(option: AnswerOption, responses: Given) -> bool:
    """Whether somebody with these answers can choose this option."""
    return option.shown_if is None or holds(option.shown_if, responses)


def accepts(item: Item, answer: object, responses: Given) -> bool:
    """Whether the item offers this answer to somebody with these answers."""
    if not item.accepts(answer):
        return False
    if not item.hides_options:
        return True
    parts = answer if isinstance(answer, tuple) else (answer,)
    options = item.options_by_id
    return all(is_offered(options[part], responses) for part in parts if part in options)


def is_acute(part: AnswerOption | Band, responses: Given) -> bool:
    """Whether this answer, once it counts, needs mending today for somebody with these answers."""
    return part.acute if isinstance(part.acute, bool) else holds(part.acute, responses)
