"""The answers that stand side by side for people to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from questionnaire.authoring.sources import KeyPath
from questionnaire.checks.same_labels import Choice, Choices
from scoring.reading import Read


def answers_of(read: Read, translations_read: bool = False) -> Iterator[Choices]:
    """The answers to each item of a questionnaire, as far as it could be read. `translations_read` as in
    Choices.
    """
    questionnaire = read.questions.questionnaire
    for item_id, (source, place) in read.questions.places.items():
        item = questionnaire.items.get(item_id) if questionnaire is not None else None
        if item is not None:
            raw: Any = source.data
            for step in place:
                raw = raw[step]
            listed = len(item.options) - len(raw.get("options", ()))
            spots: list[KeyPath] = [
                (*place, "options", i - listed, "label") if i >= listed else (*place, "options_from")
                for i in range(len(item.options))
            ]
            yield Choices(
                item_id,
                tuple(Choice(o.id, o.label, source, spot) for o, spot in zip(item.options, spots)),
                translations_read,
            )
