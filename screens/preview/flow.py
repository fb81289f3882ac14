"""The questionnaire as a flow diagram: the path from top to bottom, and from each deciding item a line to
what it skips.

HTML and not a picture: it grows with the letter size, reads aloud in order, and every item is a link.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from markupsafe import Markup

from questionnaire.conditions import items_in
from questionnaire.models import Item, Questionnaire, Section
from questionnaire.routing import Routing
from screens.preview.macros import macro
from screens.session.language import text

COLOURS = 8  # preview.css gives as many lines a colour of their own; after that they start again
Line = dict[str, Any]  # `lane`, its `colour`, and which `part` of the line this row has


def flow_html(
    questionnaire: Questionnaire,
    language: str,
    text: Callable[[str], str],
    link: Callable[[str], str],
    quick: bool = False,
) -> Markup:
    """The diagram. `link` gives the address of an item; with `quick` what the quick scan leaves out is grey."""
    flow = _Flow(questionnaire, Routing(questionnaire, language), text, link, quick)
    return macro("flow", language, len(flow.lanes), [flow.section(s) for s in questionnaire.sections])


def lanes_of(questionnaire: Questionnaire) -> dict[str, tuple[int, list[str]]]:
    """Per deciding item its lane and the items that it may skip, in the order asked."""
    targets: dict[str, list[str]] = {}
    for item in questionnaire.items.values():
        for decider in dict.fromkeys(items_in(item.skip_if)):
            targets.setdefault(decider, []).append(item.id)
    order = [item_id for item_id in questionnaire.items if item_id in targets]
    return {item_id: (lane, targets[item_id]) for lane, item_id in enumerate(order)}


class _Flow:
    def __init__(
        self,
        questionnaire: Questionnaire,
        routing: Routing,
        text: Callable[[str], str],
        link: Callable[[str], str],
        quick: bool,
    ):
        self.routing, self._, self.link, self.quick = routing, text, link, quick
        self.lanes = lanes_of(questionnaire)
        self.numbers = routing.numbers

    def section(self, section: Section) -> dict[str, Any]:
        # The lines run on beside the heading, so that the eye can follow them from theme to theme.
        first = self.numbers[section.items[0].id] if section.items else 0
        running = [_line(lane, "through") for lane, start, end in self._spans() if start < first <= end]
        return {
            "title": section.title,
            "running": running,
            "rows": [self._row(item) for item in section.items],
        }

    def _spans(self) -> list[tuple[int, int, int]]:
        return [
            (lane, self.numbers[decider], self.numbers[targets[-1]])
            for decider, (lane, targets) in self.lanes.items()
        ]

    def _row(self, item: Item) -> dict[str, Any]:
        _, number = self._, self.numbers[item.id]
        skipped = item.skip_if is not None
        classes = " ".join(
            filter(
                None,
                (
                    "pv-item",
                    "pv-maybe" if skipped else "",
                    "pv-grey" if self.quick and not item.quick else "",
                ),
            )
        )
        decides = self.lanes.get(item.id)
        told = ", ".join(str(self.numbers[target]) for target in decides[1]) if decides else ""
        return {
            "classes": classes,
            "id": item.id,
            "number": number,
            "lines": self._lines(item),
            "address": self.link(item.id),
            "question": item.question,
            "tags": self._tags(item),
            "steers": _("bepaalt: {items}").format(items=told) if decides else "",
            "colour": decides[0] % COLOURS if decides else 0,
            "rule": self.routing.sentence(item),
        }

    def _tags(self, item: Item) -> list[str]:
        _ = self._
        kinds = {"multiple": _("meer antwoorden"), "number": _("getal")}
        found = [kinds[item.kind]] if item.kind in kinds else []
        return found + ([_("snelle scan")] if item.quick else []) + ([_("sleutelvraag")] if item.key else [])

    def _lines(self, item: Item) -> list[Line]:
        number, parts = self.numbers[item.id], []
        deciders = set(items_in(item.skip_if))
        for decider, (lane, targets) in self.lanes.items():
            start, end = self.numbers[decider], self.numbers[targets[-1]]
            if start < number < end:
                parts.append(_line(lane, "through"))
            if number == start:
                parts += [_line(lane, "down"), _line(lane, "out")]
            if number == end and number != start:
                parts.append(_line(lane, "up"))
            if decider in deciders:
                parts.append(_line(lane, "in"))
        return parts


def _line(lane: int, part: str) -> Line:
    return {"lane": lane, "part": part, "colour": lane % COLOURS}


def show() -> None:
    """Draws the sheet."""
    from screens.preview.frame import address_of, localised

    _ = text()
    content = localised()
    st.title(_("De weg door de vragen"), anchor=False)
    st.write(
        _(
            "Van boven naar beneden: de vragen in volgorde. Een stippellijn om het nummer: niet iedereen krijgt die vraag. "
            "De lijnen links gaan van de vraag die bepaalt naar de vraag die dan wegvalt."
        )
    )
    quick = st.toggle(_("Laat zien wat in de snelle scan zit"))
    st.html(
        flow_html(
            content.questionnaire, content.language, _, lambda item_id: address_of("items", item_id), quick
        )
    )
