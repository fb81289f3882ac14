"""Collects mistakes in a questionnaire, each at the line of the item, option or key it is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.language.translation import N_
from questionnaire.loading import Loaded
from questionnaire.models import Item, Section


@dataclass
class Findings:
    """The mistakes found so far, and the items that do not fit their kind: those are not looked at any
    further.

    `house_rules`: this is the scan itself, which asks more than a method needs to work.
    """

    loaded: Loaded
    house_rules: bool = True
    mistakes: list[Mistake] = field(default_factory=list)
    unsound: set[str] = field(default_factory=set)

    def item(
        self,
        item: Item,
        steps: KeyPath,
        code: str,
        template: str,
        remedy: str,
        severity: str = "error",
        **values: Any,
    ) -> None:
        """A mistake in an item; `steps` leads from the item to the key, for example ("options", 2)."""
        source, place = self.where(item, steps)
        sentence = Phrase(template, values)
        named = Phrase(N_("'{name}': {sentence}"), {"name": item.id, "sentence": sentence})
        self.mistakes.append(source.mistake(place, code, named, Phrase(remedy, values), severity))

    def where(self, item: Item, steps: KeyPath = ()) -> tuple[Source, KeyPath]:
        """File and place of something in an item. Options that came from a list elsewhere stand at
        `options_from`.
        """
        source, place = self.loaded.places[item.id]
        if len(steps) >= 2 and steps[0] == "options":
            index = int(steps[1]) - self._listed(item)
            steps = ("options", index, *steps[2:]) if index >= 0 else ("options_from",)
        return source, (*place, *steps)

    def _listed(self, item: Item) -> int:
        source, place = self.loaded.places[item.id]
        raw: Any = source.data
        for step in place:
            raw = raw[step]
        return len(item.options) - len(raw.get("options", ()))

    def section(
        self, section: Section, steps: KeyPath, code: str, template: str, remedy: str, **values: Any
    ) -> None:
        """A mistake in a section as a whole."""
        source, place = self.where_section(section)
        named = Phrase(N_("'{name}': {sentence}"), {"name": section.id, "sentence": Phrase(template, values)})
        self.mistakes.append(source.mistake((*place, *steps), code, named, Phrase(remedy, values)))

    def where_section(self, section: Section) -> tuple[Source, KeyPath]:
        """File and place of a section: a file of its own, or an entry of the questionnaire's list."""
        head = self.loaded.sources["questionnaire"]
        listed = head.data.get("sections", ()) if isinstance(head.data, dict) else ()
        for i, entry in enumerate(listed):
            if isinstance(entry, dict) and entry.get("id") == section.id:
                return head, ("sections", i)
        return self.loaded.sources.get(section.id, head), ()
