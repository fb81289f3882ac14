"""What one respondent answered in one walk."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

DONT_KNOW = "dont_know"
NOT_APPLICABLE = "not_applicable"
RESERVED_ANSWERS = (DONT_KNOW, NOT_APPLICABLE)

Answer = str | tuple[str, ...] | float


class Responses:
    """The answers of one walk by item id; immutable, so that a walk can be replayed from any moment.

    An answer is an option id (single choice), a tuple of option ids (multiple choice), a number, or one of
    `dont_know` and `not_applicable`. An item that is not there is unanswered.
    """

    __slots__ = ("answers",)
    answers: Mapping[str, Answer]

    def __init__(self, answers: Mapping[str, Any] | None = None):
        plain = {item: tuple(a) if isinstance(a, list | set) else a for item, a in (answers or {}).items()}
        object.__setattr__(self, "answers", MappingProxyType(plain))

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError("responses do not change; use with_answer or without")

    def get(self, item_id: str) -> Answer | None:
        """The answer, or None when the item is unanswered."""
        return self.answers.get(item_id)

    def with_answer(self, item_id: str, answer: Answer | list[str]) -> Responses:
        """A copy with this answer put in or replaced."""
        return Responses({**self.answers, item_id: answer})

    def without(self, item_id: str) -> Responses:
        """A copy in which the item is unanswered."""
        return Responses({k: v for k, v in self.answers.items() if k != item_id})

    def only(self, item_ids: Any) -> Responses:
        """A copy with the answers to these items alone."""
        return Responses({k: v for k, v in self.answers.items() if k in item_ids})

    def as_plain(self) -> dict[str, Any]:
        """The answers as YAML and JSON know them: tuples as lists."""
        return {k: list(v) if isinstance(v, tuple) else v for k, v in self.answers.items()}

    def __contains__(self, item_id: object) -> bool:
        return item_id in self.answers

    def __len__(self) -> int:
        return len(self.answers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Responses) and dict(self.answers) == dict(other.answers)

    def __hash__(self) -> int:
        return hash(frozenset(self.answers.items()))

    def __reduce__(self) -> Any:
        return Responses, (dict(self.answers),)

    def __repr__(self) -> str:
        # Answers never end up in a log by accident.
        return f"<Responses to {len(self.answers)} items>"
