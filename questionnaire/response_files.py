"""Reads responses from a YAML file: for scripts, test cases and example businesses."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

from questionnaire.authoring.mistakes import ContentError, Phrase
from questionnaire.authoring.sources import read_source
from questionnaire.language.translation import N_
from questionnaire.models import Item, Questionnaire
from questionnaire.number_input import NumberRefused, read_number
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE, Answer, Responses


def load_responses(path: Path, questionnaire: Questionnaire) -> Responses:
    """Responses from a YAML file with `responses: {item_id: option_id | [option_ids] | number}`.

    Raises ContentError with every mistake in the file: a form that is none, items that do not exist, answers
    not offered.
    """
    source = read_source(path, Path())
    if source.mistakes:
        raise ContentError(source.mistakes)
    data = source.data.get("responses") if isinstance(source.data, dict) else None
    if not isinstance(data, dict):
        raise ContentError(
            [
                source.mistake(
                    (),
                    "form",
                    Phrase(N_("het bestand heeft geen 'responses:' met antwoorden.")),
                    Phrase(N_("schrijf 'responses:' en daaronder regels als 'item_id: antwoord'.")),
                )
            ]
        )
    data = {item: _number_in(questionnaire, item, answer) for item, answer in data.items()}
    told = [
        source.mistake(("responses", item), *found)
        for item, answer in data.items()
        if (found := _wrong(questionnaire, item, answer))
    ]
    if told:
        raise ContentError(told)
    return Responses(data)


def _number_in(questionnaire: Questionnaire, item_id: str, answer: object) -> object:
    """A number with a comma, which YAML takes for a text; what is no number that was asked for stays as it
    is.
    """
    item = questionnaire.items.get(item_id)
    if item is None or item.number is None or not isinstance(answer, str) or "," not in answer:
        return answer
    try:
        return read_number(answer, item.number)
    except NumberRefused:
        return answer


def _wrong(questionnaire: Questionnaire, item_id: str, answer: object) -> tuple[str, Phrase, Phrase] | None:
    """What is wrong with one line: the kind of mistake, the sentence, and what to do."""
    item = questionnaire.items.get(item_id)
    if item is None:
        close = get_close_matches(item_id, questionnaire.items, 1, 0.6)
        remedy = _guess(close) if close else Phrase(N_("gebruik de id van een item uit de vragenlijst."))
        return "unknown_item", Phrase(N_("het item '{item}' bestaat niet."), {"item": item_id}), remedy
    plain = isinstance(answer, str | int | float) and not isinstance(answer, bool)
    if not (plain or (isinstance(answer, tuple) and all(isinstance(part, str) for part in answer))):
        remedy = Phrase(N_("schrijf een antwoord-id, een lijst van antwoord-ids of een getal."))
        return "type", Phrase(N_("'{item}': dit kan geen antwoord zijn."), {"item": item_id}), remedy
    given = Responses({item_id: answer}).answers[item_id]
    found = _of_the_wrong_form(item, given) or (None if item.accepts(given) else _not_offered(item, given))
    return ("unknown_answer", *found) if found else None


def _guess(close: list[str]) -> Phrase:
    return Phrase(N_("bedoelde u '{guess}'?"), {"guess": close[0]})


def _of_the_wrong_form(item: Item, answer: Answer) -> tuple[Phrase, Phrase] | None:
    """What is wrong with an answer of which the words are right, but not how they are written."""
    values = {
        "item": item.id,
        "answer": answer
        if isinstance(answer, str)
        else ", ".join(answer)
        if isinstance(answer, tuple)
        else answer,
    }
    if isinstance(answer, tuple):
        if not answer:
            return Phrase(N_("bij '{item}' staat een lege lijst."), values), Phrase(
                N_("kies een antwoord, of laat de regel weg.")
            )
        if item.kind != "multiple" or answer[0] in (DONT_KNOW, NOT_APPLICABLE):
            return (
                Phrase(N_("'{item}' kan hier geen lijst hebben."), values),
                Phrase(N_("schrijf één antwoord, zonder vierkante haken: {answer}."), {"answer": answer[0]}),
            )
        twice = next((part for part in answer if answer.count(part) > 1), None)
        if twice:
            return Phrase(N_("'{answer}' staat er twee keer."), {"answer": twice}), Phrase(
                N_("houd er één over.")
            )
        alone = next(
            (part for part in answer if part in item.options_by_id and item.options_by_id[part].exclusive),
            None,
        )
        if alone and len(answer) > 1:
            return Phrase(
                N_("'{answer}' gaat niet samen met een ander antwoord."), {"answer": alone}
            ), Phrase(N_("houd er één over."))
    elif item.kind == "multiple" and answer in item.options_by_id:
        return Phrase(N_("'{item}' heeft een lijst nodig."), values), Phrase(
            N_("schrijf vierkante haken: [{answer}]."), values
        )
    elif item.number and isinstance(answer, str) and re.match(r"[+-]?[0-9]", answer):
        if "," not in answer:
            return (
                Phrase(N_("bij '{item}' staat tekst, geen getal."), values),
                Phrase(N_("schrijf het getal zonder aanhalingstekens en met een punt.")),
            )
        try:
            read_number(answer, item.number)
        except NumberRefused as error:
            return error.phrase, Phrase(N_("schrijf het getal met cijfers alleen, zoals 10 of 10,5."))
    elif item.number and isinstance(answer, float) and answer != round(answer, item.number.decimals):
        return (
            Phrase(N_("bij '{item}' staan te veel cijfers achter de punt: {answer}."), values),
            Phrase(
                N_("rond het getal af; cijfers achter de punt: {decimals}."),
                {"decimals": item.number.decimals},
            ),
        )
    return None


def _not_offered(item: Item, answer: Answer) -> tuple[Phrase, Phrase]:
    """An answer that is not among those of the item, with the likely one or with all that there are."""
    offered = [
        *item.options_by_id,
        *([DONT_KNOW] if item.dont_know else []),
        *([NOT_APPLICABLE] if item.not_applicable else []),
    ]
    parts = answer if isinstance(answer, tuple) else (str(answer),)
    wrong = next((part for part in parts if part not in offered), parts[0])
    close = get_close_matches(wrong.lower(), offered, 1, 0.8)
    if item.kind == "number" and item.number:
        offered = [f"{item.number.least:g} - {item.number.most:g}", *offered]
    remedy = _guess(close) if close else Phrase(N_("kies uit: {allowed}."), {"allowed": ", ".join(offered)})
    return Phrase(N_("'{item}' heeft geen antwoord '{answer}'."), {"item": item.id, "answer": wrong}), remedy
