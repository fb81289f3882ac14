"""The ledger of ids: what each version of the questions asked, so that no saved answer or plan loses its
meaning unseen.

It stands in questionnaire/content/ids.json. `python check.py --keep-ids` writes it; nobody edits it by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from questionnaire.authoring.mistakes import ContentError, Mistake, Phrase, shown
from questionnaire.content_folder import ROOT
from questionnaire.content_parts import Part
from questionnaire.language.translation import N_
from questionnaire.loading import CONTENT
from questionnaire.models import Item, Questionnaire
from questionnaire.responses import RESERVED_ANSWERS

FILE = CONTENT / "ids.json"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ItemIds(_Frozen):
    """What one item accepted: option ids with what is reserved, and for a number its bounds."""

    kind: Literal["single", "multiple", "number"]
    answers: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None


class Ids(_Frozen):
    """All ids of one version: items with their answers, and measures."""

    items: dict[str, ItemIds]
    measures: tuple[str, ...] = ()


Ledger = dict[str, Ids]
_LEDGER = TypeAdapter(Ledger)


def ids_of(questionnaire: Questionnaire, measure_ids: Iterable[str]) -> Ids:
    """The ids of these questions and measures."""
    return Ids(
        items={item.id: _accepted(item) for item in questionnaire.items.values()},
        measures=tuple(sorted(measure_ids)),
    )


def _accepted(item: Item) -> ItemIds:
    answers = (*item.options_by_id, *(answer for answer in RESERVED_ANSWERS if item.accepts(answer)))
    bounds = (item.number.least, item.number.most) if item.number else (None, None)
    return ItemIds(kind=item.kind, answers=answers, least=bounds[0], most=bounds[1])


def read_ledger(root: Path = ROOT) -> tuple[Ledger, list[Mistake]]:
    """The ids by version, oldest first, and a mistake when the file cannot be read; ({}, []) when there is
    none.
    """
    path = root / FILE
    if not path.exists():
        return {}, []
    try:
        return _LEDGER.validate_json(path.read_bytes()), []
    except (OSError, ValidationError):
        told, remedy = (
            N_("dit bestand is beschadigd."),
            N_(
                "zet het terug uit een reservekopie, of haal het weg en gebruik 'python check.py --keep-ids'."
            ),
        )
        return {}, [Mistake(shown(path, root), 0, Phrase(told), Phrase(remedy), "ids")]


def load_ledger(root: Path = ROOT) -> Ledger:
    """The ids by version, oldest first, the live ones where editions are kept. Raises ContentError for a
    damaged file.
    """
    return _IDS.load(root)


def _without_mistakes(root: Path) -> Ledger:
    ledger, mistakes = read_ledger(root)
    if mistakes:
        raise ContentError(mistakes)
    return ledger


_IDS: Part[Ledger] = Part("ids", FILE, _without_mistakes)


def keep_ids(root: Path, questionnaire: Questionnaire, measure_ids: Iterable[str]) -> bool:
    """Writes the ids of now into the ledger, under the version of now. Whether that changed anything.

    Call it only for content in which `check_ids` found nothing: what is written over is forgotten.
    """
    ledger, _ = read_ledger(root)
    now = ids_of(questionnaire, measure_ids)
    if ledger.get(questionnaire.version) == now:
        return False
    ledger[questionnaire.version] = now
    (root / FILE).write_text(_as_text(ledger), encoding="utf-8")
    return True


def _as_text(ledger: Ledger) -> str:
    """One line per item, so that a comparison of two versions of the file reads well."""
    versions = []
    for version, ids in ledger.items():
        plain: dict[str, Any] = ids.model_dump(mode="json", exclude_defaults=True)
        rows = ",\n".join(f"   {json.dumps(i)}: {json.dumps(item)}" for i, item in plain["items"].items())
        versions.append(
            f' {json.dumps(version)}: {{\n  "items": {{\n{rows}\n  }},\n  "measures": {json.dumps(plain.get("measures", []))}\n }}'
        )
    return "{\n" + ",\n".join(versions) + "\n}\n"
