"""For whom a question, answer or advice is: rows of answers to earlier questions, without a word of YAML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from questionnaire.conditions import Condition
from questionnaire.models import Item, Questionnaire
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE
from questionnaire.routing import RESERVED_TEXTS, Routing

_CONDITION: TypeAdapter[Any] = TypeAdapter(Condition)


@dataclass(frozen=True)
class Row:
    """One comparison: the item, the answers, and whether it is about who chose none of them."""

    item: str
    answers: tuple[str, ...]
    none_of: bool = False


def rows_of(condition: Any) -> tuple[str, list[Row]] | None:
    """A condition as written, as "all" or "any" of these rows; None for one that is made of more."""
    if condition is None:
        return "all", []
    single = _row(condition)
    if single is not None:
        return "all", [single]
    if isinstance(condition, dict) and len(condition) == 1:
        (key, parts), turned = next(iter(condition.items())), False
        if key == "not" and isinstance(parts, dict) and len(parts) == 1:
            (key, parts), turned = next(iter(parts.items())), True
        if key in ("all", "any") and isinstance(parts, tuple):
            rows = [_row(part) for part in parts]
            if all(row is not None for row in rows):
                found = [Row(row.item, row.answers, row.none_of ^ turned) for row in rows if row is not None]
                return ({"all": "any", "any": "all"}[key] if turned else key), found
    return None


def _row(condition: Any) -> Row | None:
    if not isinstance(condition, dict):
        return None
    if condition.keys() == {"not"} and (inner := _row(condition["not"])) is not None:
        return Row(inner.item, inner.answers, not inner.none_of)
    if condition.keys() == {"item", "answered"} and isinstance(condition["answered"], tuple):
        return Row(str(condition["item"]), condition["answered"])
    return None


def condition_of(mode: str, rows: Iterable[Row]) -> Any:
    """Rows as they are written; None without any."""
    parts: list[Any] = []
    for row in rows:
        if row.answers:
            told = {"item": row.item, "answered": row.answers}
            parts.append({"not": told} if row.none_of else told)
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {"any" if mode == "any" else "all": tuple(parts)}


def rows_in(form: dict[str, str], questionnaire: Questionnaire) -> tuple[str, list[Row]]:
    """The rows of a sent form; what is no question or answer of this scan is left out."""
    rows = []
    for number in range(len(questionnaire.items) + 1):
        item = questionnaire.items.get(form.get(f"r:{number}:item", ""))
        if item is not None:
            answers = tuple(a for a in answers_of(item, "nl") if f"r:{number}:a:{a}" in form)
            rows.append(Row(item.id, answers, form.get(f"r:{number}:not") == "on"))
    return form.get("mode", "all"), rows


def answers_of(item: Item, language: str) -> dict[str, str]:
    """What can be answered, by id."""
    found = {option.id: option.label for option in item.options}
    reserved = {DONT_KNOW: item.dont_know, NOT_APPLICABLE: item.not_applicable}
    return found | {one: RESERVED_TEXTS[one] for one, offered in reserved.items() if offered}


def in_words(condition: Any, questionnaire: Questionnaire, language: str) -> str:
    """A condition as a clause; empty for one that no words are known for."""
    try:
        return Routing(questionnaire, language).clause(_CONDITION.validate_python(condition))
    except (ValidationError, TypeError, KeyError, IndexError):
        return ""
