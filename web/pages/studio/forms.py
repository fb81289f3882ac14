"""The forms of the studio: what can be filled in at a place, and which changes a sent form asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.studio.changes import Change
from data.studio.files import catalogues, model_of
from data.studio.words import choice_name, key_name, shown, title_of
from data.studio.working_copy import WorkingCopy
from questionnaire.authoring.sources import KeyPath, Source, parse_source
from questionnaire.language.translation import N_
from questionnaire.studio.editing import Steps, resolve, value_at
from questionnaire.studio.fields import SIMPLE, Field, fields_of, model_at
from questionnaire.studio.messages import Messages
from questionnaire.studio.rendering import inline

LISTS_OF_IDS = {  # which ids a key takes
    "measures": "measures",
    "dont_know_measures": "measures",
    "covers": "measures",
    "first_help": "measures",
    "local_help": "local_help",
    "help": "local_help",
}


@dataclass(frozen=True)
class Leaf:
    """One value that stands in a form: its steps below the part, its field, and the value; None when it is not there."""

    steps: Steps
    field: Field
    value: Any


class PartView:
    """One part of a file: its values, its lists and its conditions. Raises CannotEdit for a place that is not there."""

    def __init__(self, copy: WorkingCopy, file: str, steps: Steps, language: str = "nl") -> None:
        self.copy, self.file, self.steps, self.language = copy, file, steps, language
        self.source: Source = parse_source(file, (copy.root / file).read_text("utf-8"))
        self.place: KeyPath = resolve(self.source.data, steps)
        self.value = value_at(self.source.data, self.place)
        file_model = model_of(file)
        listed = isinstance(self.value, tuple)
        self.model = model_at(file_model, self.place) if file_model is not None and not listed else None
        self.fields = fields_of(self.model) if self.model is not None else []
        self._catalogues = {
            mark: (name, Messages((copy.root / name).read_text("utf-8")))
            for mark, name in catalogues(copy.root).items()
        }

    def leaves(self) -> Iterator[Leaf]:
        """What one form holds: texts, numbers, choices, and lists of texts."""
        if isinstance(self.value, str):
            yield Leaf((), Field("text", "text", True, ""), self.value)
            return
        values = self.value if isinstance(self.value, dict) else {}
        for field in self.fields:
            value = values.get(field.key)
            if field.kind in SIMPLE and not (field.kind == "number" and isinstance(value, dict)):
                yield Leaf((field.key,), field, value)
            elif isinstance(value, tuple | dict) and field.kind in ("texts", "parts"):
                entries = value.items() if isinstance(value, dict) else enumerate(value)
                for key, entry in entries:
                    if isinstance(entry, str):
                        yield Leaf((field.key, str(key)), Field(field.key, "text", True, field.told), entry)

    def lists(self) -> Iterator[dict[str, Any]]:
        """The lists of things inside, each with its entries."""
        if isinstance(self.value, tuple):
            yield self._list("", "", self.value)
        for field in self.fields:
            value = self.value.get(field.key) if isinstance(self.value, dict) else None
            if field.kind == "part" and isinstance(value, dict):
                yield self._list(field.key, key_name(field.key).say(self.language), (value,), one=True)
            elif field.kind in ("parts", "texts") and isinstance(value, tuple):
                yield self._list(field.key, key_name(field.key).say(self.language), value)

    def _list(self, key: str, name: str, value: tuple[Any, ...], one: bool = False) -> dict[str, Any]:
        base = (*self.steps, key) if key else self.steps
        entries = []
        for i, entry in enumerate(value):
            known = isinstance(entry, dict) and isinstance(entry.get("id"), str)
            step = entry["id"] if known else str(i)
            steps = base if one else (*base, step)
            more = entry.get("points") if isinstance(entry, dict) else None
            entries.append(
                {
                    "plek": "/".join(steps),
                    "title": title_of(entry, step),
                    "points": "" if more is None else shown(more) if not isinstance(more, dict) else "…",
                    "opens": isinstance(entry, dict),
                    "first": i == 0,
                    "last": i == len(value) - 1,
                }
            )
        return {"name": name, "plek": "/".join(base), "entries": entries, "one": one}

    def conditions(self) -> Iterator[tuple[Field, Any]]:
        """The conditions that a part has or may have."""
        for field in self.fields:
            if field.kind == "condition":
                yield field, self.value.get(field.key) if isinstance(self.value, dict) else None

    def others(self) -> Iterator[dict[str, str]]:
        """What has no form of its own: changed as it is written."""
        values = self.value if isinstance(self.value, dict) else {}
        for field in self.fields:
            value = values.get(field.key)
            special = field.kind == "number" and isinstance(value, dict)
            if (
                field.kind in ("other", "condition")
                or special
                or (field.kind in ("part", "parts", "texts") and value is None)
            ):
                yield {
                    "key": field.key,
                    "name": key_name(field.key).say(self.language),
                    "told": field.told,
                    "value": "" if value is None else inline(value),
                }

    def rows(
        self, typed: dict[str, str], problems: dict[str, str], ids: dict[str, dict[str, str]]
    ) -> list[dict[str, Any]]:
        """The form, row by row, with what was typed in it when that could not be kept."""
        return [self._row(leaf, typed, problems, ids) for leaf in self.leaves()]

    def _row(
        self, leaf: Leaf, typed: dict[str, str], problems: dict[str, str], ids: dict[str, dict[str, str]]
    ) -> dict[str, Any]:
        name, field = "/".join(leaf.steps) or "text", leaf.field
        now = as_typed(leaf.value, field)
        label = key_name(field.key).say(self.language)
        number = f" {int(leaf.steps[1]) + 1}" if len(leaf.steps) > 1 and leaf.steps[1].isdigit() else ""
        own = f" – {leaf.steps[1]}" if len(leaf.steps) > 1 and not number else ""
        offered = ids.get(LISTS_OF_IDS.get(field.key, ""), {}) or {choice: choice for choice in field.choices}
        chosen = leaf.value if field.kind == "ids" and isinstance(leaf.value, tuple) else ()
        return {
            "name": name,
            "label": f"{label}{number}{own}",
            "told": "" if self._is_known(field.key) else field.told,
            "kind": "fixed" if field.key == "id" and leaf.value else field.kind,
            "value": typed.get(f"v:{name}", now),
            "was": now,
            "required": field.required,
            "first": bool(now or field.required or field.kind == "tick" or problems.get(name)),
            "words": {one: choice_name(one).say(self.language) for one in field.choices},
            "choices": field.choices,
            "default": "" if field.default is None else str(field.default),
            "chosen": [(one, offered.get(str(one), str(one))) for one in chosen],
            "offered": [(one, title) for one, title in offered.items() if one not in chosen],
            "problem": problems.get(name, ""),
            "languages": [self._language(mark, name, leaf.value, typed) for mark in self._catalogues]
            if field.kind == "text" and isinstance(leaf.value, str)
            else [],
        }

    def _is_known(self, key: str) -> bool:
        return bool(key_name(key).template != "{key}")

    def _language(self, mark: str, name: str, source: str, typed: dict[str, str]) -> dict[str, Any]:
        found = self._catalogues[mark][1].of(source)
        return {
            "mark": mark,
            "value": typed.get(f"t:{name}:{mark}", found.text),
            "was": found.text,
            "old": found.old,
            "previous": found.previous,
            "missing": not found.text,
        }

    def asked(self, form: dict[str, str]) -> tuple[list[Change], dict[str, str]]:
        """The changes that a sent form asks for; and by the name of a row what is wrong with it, as a text to be
        translated: such a row changes nothing.
        """
        changes: list[Change] = []
        problems: dict[str, str] = {}
        for leaf in self.leaves():
            name = "/".join(leaf.steps) or "text"
            if f"was:{name}" not in form or (leaf.field.key == "id" and leaf.value):
                continue
            now = as_typed(leaf.value, leaf.field)
            try:
                value = value_typed(form, name, leaf)
            except ValueError:
                problems[name] = _WRONG.get(leaf.field.kind, _WRONG["line"])
                continue
            if value is None and leaf.field.required and leaf.value is not None:
                problems[name] = N_("Dit kan niet leeg blijven.")
                continue
            differs = value != leaf.value and as_typed(value, leaf.field) != now
            if differs and form[f"was:{name}"] != now:
                problems[name] = N_(
                    "Dit is intussen veranderd. Hieronder staat wat u typte; kijk wat u wilt houden."
                )
            elif differs:
                changes.append(Change("set", self.file, (*self.steps, *leaf.steps), leaf.value, value))
            changes += self._translations(form, name, leaf, value)
        return changes, problems

    def _translations(self, form: dict[str, str], name: str, leaf: Leaf, value: Any) -> Iterator[Change]:
        if leaf.field.kind != "text" or not isinstance(leaf.value, str) or not isinstance(value, str):
            return
        for mark, (file, messages) in self._catalogues.items():
            found = messages.of(leaf.value)
            typed = _tidy(form.get(f"t:{name}:{mark}", found.text), found.text)
            looked = f"ok:{name}:{mark}" in form and found.old
            if typed and (typed != found.text or looked):
                yield Change("translate", file, (value,), found.text, typed)


_WRONG = {
    "number": N_("Schrijf hier een getal, bijvoorbeeld 2 of 2,5."),
    "day": N_("Schrijf hier een dag, bijvoorbeeld 2026-11-30."),
    "line": N_("Dit kan hier niet staan."),
    "choice": N_("Kies een van de mogelijkheden."),
}


def as_typed(value: Any, field: Field) -> str:
    """A value as it stands in a form."""
    if field.kind == "tick":
        return "on" if (field.default if value is None else value) else ""
    if value is None:
        return ""
    if field.kind == "ids":
        return "\n".join(map(str, value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.10g}".replace(".", ",")
    return value.isoformat() if isinstance(value, date) else str(value)


def value_typed(form: dict[str, str], name: str, leaf: Leaf) -> Any:
    """What was typed, as a value. Raises ValueError for what cannot be one."""
    kind, field = leaf.field.kind, leaf.field
    typed = form.get(f"v:{name}", "")
    if kind == "tick":
        ticked = typed == "on"
        return leaf.value if ticked == bool(field.default if leaf.value is None else leaf.value) else ticked
    if kind == "ids":
        kept = [one for one in (leaf.value or ()) if f"i:{name}:{one}" in form]
        added = [one for one in form.get(f"+:{name}", "").split() if one not in kept]
        return (*kept, *added) or (() if leaf.value == () or field.required else None)
    typed = _tidy(typed, leaf.value if isinstance(leaf.value, str) else "")
    if not typed:
        return None
    if kind == "number":
        return number(typed)
    if kind == "day":
        return date.fromisoformat(typed)
    if kind == "choice" and typed not in field.choices:
        raise ValueError(typed)
    return typed


def number(typed: str) -> int | float:
    """A number as somebody types it, with a comma or a point. Raises ValueError."""
    found = float(typed.replace(",", "."))
    if not abs(found) < 1e9:
        raise ValueError(typed)
    return int(found) if found == int(found) else found


def _tidy(typed: str, before: str) -> str:
    """Without the line ends that a browser adds, and on one line where the text stood on one."""
    typed = typed.replace("\r\n", "\n").strip()
    return typed if "\n" in before else " ".join(typed.split())
