"""Whether every answer and measure has a code of its own in the link and QR code that take a scan along."""

from __future__ import annotations

from collections.abc import Mapping

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.language.translation import N_
from questionnaire.loading import Loaded
from questionnaire.models import Questionnaire
from questionnaire.saved_scans.scan_link import dictionary


def check_codes(
    loaded: Loaded, questionnaire: Questionnaire, measures: Mapping[str, tuple[Source, KeyPath]]
) -> list[Mistake]:
    """A mistake for each id that shares its code with another one: a scan that is taken along would lose its
    answer.

    A code is three bytes of a hash, so among a few hundred ids it happens about once in a hundred times.
    """
    found, known = [], set(dictionary(questionnaire, measures).values())
    for item_id, (source, place) in loaded.places.items():
        item = questionnaire.items.get(item_id)
        wanted: list[tuple[str, ...]] = (
            [("option", item_id, option) for option in item.options_by_id] if item is not None else []
        )
        if item is not None and item.kind == "number":
            wanted.append(("number", item_id))
        found += [_told(source, (*place, "id"), code) for code in wanted if code not in known]
    for measure_id, (source, place) in measures.items():
        if not known.issuperset({("plan", measure_id), ("done", measure_id)}):
            found.append(_told(source, (*place, "id"), (measure_id,)))
    return found


def _told(source: Source, place: KeyPath, code: tuple[str, ...]) -> Mistake:
    sentence = N_("'{id}' krijgt in de QR-code dezelfde code als iets anders.")
    return source.mistake(
        place,
        "double_id",
        Phrase(sentence, {"id": code[-1]}),
        Phrase(N_("geef het een andere id. Het is toeval, en een letter verschil is genoeg.")),
    )
