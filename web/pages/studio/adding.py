"""What an entry begins with that somebody adds: the fields that its model asks for, or an example of a kind of question."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from pydantic import BaseModel

from data.studio.changes import Change
from data.studio.files import model_of
from data.studio.words import choice_name, key_name
from questionnaire.language.translation import N_
from questionnaire.models import Item, Section
from questionnaire.studio.editing import Steps, resolve, value_at
from questionnaire.studio.fields import Field, fields_of, model_at
from web.pages.studio.forms import LISTS_OF_IDS, Leaf, PartView, value_typed

LONGEST_ID = 40
# Asked besides what a model cannot do without: what every question, answer or advice has here.
USUAL = ("points", "measures", "why", "explanation", "how_to_find", "url", "phone", "source", "reviewed")
KINDS: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "mate": (
        N_("Eén antwoord, van zwak naar sterk"),
        N_("Bij: doet u dit, en hoe goed? De meeste vragen zijn zo."),
        N_("Hoe bewaart u wachtwoorden? – In mijn hoofd / Deels in een kluis / Alles in een kluis"),
        {
            "options": (
                {"id": "none", "label": "Nee", "points": 0},
                {"id": "partly", "label": "Deels", "points": 1},
                {"id": "all", "label": "Ja", "points": 3},
            )
        },
    ),
    "wanneer": (
        N_("Eén antwoord: wanneer voor het laatst"),
        N_("Bij iets dat terugkomt. Vraag naar de laatste keer, niet of het 'regelmatig' gebeurt."),
        N_("Wanneer zette u een back-up terug? – Nooit / Langer geleden / Dit jaar"),
        {
            "dated": True,
            "options": (
                {"id": "never", "label": "Nooit", "points": 0},
                {"id": "longer", "label": "Langer dan een jaar geleden", "points": 1},
                {"id": "this_year", "label": "Dit jaar", "points": 3},
            ),
        },
    ),
    "aankruisen": (
        N_("Meer antwoorden aankruisen"),
        N_("Bij een rijtje dingen die los van elkaar kunnen kloppen."),
        N_("Waar logt u in met twee stappen? – Boekhouding, bestanden, sociale media, nergens"),
        {
            "kind": "multiple",
            "options": (
                {"id": "first", "label": "Het eerste", "points": 1},
                {"id": "second", "label": "Het tweede", "points": 1},
                {"id": "none", "label": "Geen van deze", "points": 0, "exclusive": True},
            ),
        },
    ),
    "getal": (
        N_("Een getal"),
        N_("Alleen als mensen het getal echt weten, zoals een aantal dagen."),
        N_("Na hoeveel dagen staat een update op alle computers?"),
        {
            "kind": "number",
            "number": {"unit": "dagen", "unit_one": "dag", "least": 0, "most": 365},
            "bands": ({"up_to": 14, "points": 3}, {"up_to": 30, "points": 1}, {"points": 0}),
        },
    ),
}


def slug(text: str, taken: set[str]) -> str:
    """An id from a text: small letters, digits and _; with a number behind it when it is taken."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    base = words[:LONGEST_ID].strip("_") if words[:1].isalpha() else f"x_{words[:LONGEST_ID]}".strip("_")
    found, number = base, 2
    while found in taken:
        found, number = f"{base}_{number}", number + 1
    return found


class Adding:
    """One more entry in a list: the form for it, and the change that it asks for. Raises CannotEdit for no list."""

    def __init__(self, view: PartView, steps: Steps) -> None:
        self.view, self.steps = view, steps
        data = view.source.data
        self.entries: tuple[Any, ...] = value_at(data, resolve(data, steps))
        file_model = model_of(view.file)
        place = resolve(data, steps)
        self.model: type[BaseModel] | None = (
            model_at(file_model, (*place, 0)) if file_model is not None else None
        )
        self.plain = self.model is None or (
            hasattr(self.model, "plain") and all(isinstance(one, str) for one in self.entries)
        )
        self.asks_kind = self.model is Item and file_model is Section

    def fields(self) -> list[Field]:
        """What is asked of a new entry; its id is made of its name when nobody gives one."""
        if self.plain or self.model is None:
            return [Field("text", "text", True, "")]
        every = fields_of(self.model)
        if self.asks_kind:
            wanted = ("id", "question", "why", "how_to_find", "supplier_question")
            return [field for field in every if field.key in wanted]
        used = {key for entry in self.entries if isinstance(entry, dict) for key in entry}
        return [
            field
            for field in every
            if (field.required or (field.key in USUAL and field.key in used))
            and field.kind in ("text", "line", "number", "tick", "choice", "day", "ids")
        ]

    def rows(
        self, typed: dict[str, str], language: str, ids: dict[str, dict[str, str]]
    ) -> list[dict[str, Any]]:
        """The form; ids and choices to be chosen from."""
        return [
            {
                "name": field.key,
                "label": key_name(field.key).say(language),
                "told": "",
                "kind": field.kind,
                "value": typed.get(f"v:{field.key}", ""),
                "was": "",
                "required": field.required and field.key != "id",
                "words": {one: choice_name(one).say(language) for one in field.choices},
                "choices": field.choices,
                "default": "",
                "chosen": [],
                "offered": list(
                    (ids.get(LISTS_OF_IDS.get(field.key, "")) or {one: one for one in field.choices}).items()
                ),
                "problem": "",
                "languages": [],
            }
            for field in self.fields()
        ]

    def asked(self, form: dict[str, str], taken: set[str]) -> Change | None:
        """The change that a sent form asks for; None when something lacks. Raises ValueError for what cannot be."""
        values = {
            field.key: value_typed(form, field.key, Leaf((field.key,), field, None))
            for field in self.fields()
        }
        values = {key: value for key, value in values.items() if value not in (None, ())}
        last = self.entries[-1] if self.entries else None
        after = str(last["id"]) if isinstance(last, dict) and "id" in last else str(len(self.entries) - 1)
        after = after if self.entries else ""
        if self.plain:
            text = values.get("text")
            return Change("insert", self.view.file, self.steps, after, text) if text else None
        if self.model is None:
            return None
        named = next(
            (values[key] for key in ("question", "title", "label", "text", "name") if key in values), ""
        )
        if "id" in self.model.model_fields and not values.get("id"):
            values["id"] = slug(str(named), taken) if named else None
        lacking = [
            field.key for field in self.fields() if field.required and values.get(field.key) in (None, "")
        ]
        if lacking:
            return None
        if self.asks_kind:
            values |= KINDS[form["soort"]][3] if form.get("soort") in KINDS else {}
        order = [field.key for field in fields_of(self.model)]
        made = {key: values[key] for key in order if key in values}
        return Change("insert", self.view.file, self.steps, after, made)
