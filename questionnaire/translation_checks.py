"""Finds texts without a translation, translations of an older text, and placeholders that got lost in translation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from questionnaire.loading import ROOT
from questionnaire.mistakes import Mistake, Phrase, shown
from questionnaire.po_lines import TRANSLATED, DamagedCatalogue, Entry, catalogue_path, read_entries
from questionnaire.sources import Source
from questionnaire.translation import N_, nN_
from questionnaire.wording import nearest_id

_PLACEHOLDER = re.compile(r"\{(\w*)[^{}]*\}")
_MANY = 0.25  # of all texts: then the language is still being made, and one message says so
IN_LANGUAGE = {"en": N_("het Engels"), "de": N_("het Duits")}

# Place and text of what is translated, per file.
Texts = Iterable[tuple[Source, tuple[str | int, ...], str]]


def check_translations(root: Path = ROOT, texts: Texts = ()) -> list[Mistake]:
    """Mistakes in the catalogues below `root`, and warnings for `texts` and texts in code that lack a translation.

    Texts of one item, measure or file are told together. A lost placeholder is an error: the app would stumble on it.
    """
    mistakes: list[Mistake] = []
    stands: dict[str, tuple[Source, tuple[str | int, ...]]] = {}
    for source, place, text in texts:
        stands.setdefault(text, (source, place))
    for language in TRANSLATED:
        path = catalogue_path(language, root)
        if not path.exists():
            continue
        try:
            catalogue = read_entries(path)
        except DamagedCatalogue as error:
            mistakes.append(_damaged(path, root, error.line))
            continue
        mistakes += _wrong_placeholders(catalogue, path, root)
        mistakes += _untranslated(catalogue, path, root, language, stands)
    return mistakes


def lost_placeholders(texts: Sequence[str], forms: Sequence[str]) -> list[str]:
    """Placeholders such as {number} that stand in only one of a text (with its plural) and its translation."""
    wanted = set().union(*(_PLACEHOLDER.findall(text) for text in texts))
    needed = set(_PLACEHOLDER.findall(texts[-1]))
    found = [set(_PLACEHOLDER.findall(form)) for form in forms if form]
    # The singular may say "one day" without {number}.
    lost = [(set() if len(found) > 1 and form is found[0] else needed - form) | (form - wanted) for form in found]
    return sorted(set().union(*lost))


def _damaged(path: Path, root: Path, line: int) -> Mistake:
    remedy = Phrase(N_("kijk naar aanhalingstekens aan begin en eind, of zet een oudere versie van deze regel terug."))
    return Mistake(shown(path, root), line, Phrase(N_("dit vertaalbestand klopt hier niet.")), remedy, "catalogue")


def _wrong_placeholders(catalogue: list[Entry], path: Path, root: Path) -> list[Mistake]:
    sentence = N_("de vertaling van '{text}' heeft andere invulplekken: {places}.")
    remedy = Phrase(N_("laat wat tussen accolades staat precies zoals het in het Nederlands staat."))
    return [
        Mistake(
            shown(path, root), entry.line, Phrase(sentence, {"text": entry.texts[0][:40], "places": ", ".join(lost)}), remedy, "placeholder"
        )
        for entry in catalogue
        if not entry.fuzzy and (lost := lost_placeholders(entry.texts, entry.forms))  # a fuzzy one is not shown, and told by itself
    ]


def _untranslated(
    catalogue: list[Entry], path: Path, root: Path, language: str, stands: dict[str, tuple[Source, tuple[str | int, ...]]]
) -> list[Mistake]:
    """Per item, measure or file how many texts lack a translation, at the first of them."""
    known = {entry.texts[0]: entry for entry in catalogue}
    groups: dict[tuple[str, str, bool], list[tuple[str, int, str]]] = {}
    for text, (source, place) in stands.items():
        message = known.get(text)
        if message is None or not message.translated or message.fuzzy:
            name = (nearest_id(source, place) or "").split(" > ")[0]
            changed = message is not None and message.fuzzy
            groups.setdefault((source.file, name, changed), []).append((source.file, source.line(place), text))
    for text, message in known.items():
        if text not in stands and (not message.translated or message.fuzzy):
            groups.setdefault((shown(path, root), "", bool(message.fuzzy)), []).append((shown(path, root), message.line, text))
    missing = sum(len(found) for (_, _, changed), found in groups.items() if not changed)
    if missing > _MANY * max(1, len(known)):
        values = {"count": missing, "language": Phrase(IN_LANGUAGE[language])}
        sentence = Phrase(
            nN_("nog niet vertaald in {language}: {count} tekst.", "nog niet vertaald in {language}: {count} teksten."), values
        )
        remedy = Phrase(N_("draai `make translations` en vul de vertalingen in."))
        return [Mistake(shown(path, root), 0, sentence, remedy, "translation_missing", "warning")]
    return [_told(found, changed, name, language, shown(path, root)) for (_, name, changed), found in groups.items()]


def _told(found: list[tuple[str, int, str]], changed: bool, name: str, language: str, catalogue: str) -> Mistake:
    file, line, text = min(found)
    values = {"count": len(found), "language": Phrase(IN_LANGUAGE[language]), "text": text[:40]}
    if changed:
        told = nN_(
            "gewijzigd sinds de vertaling in {language}: '{text}'.",
            "gewijzigd sinds de vertaling in {language}: {count} keer, zoals '{text}'.",
        )
        remedy = Phrase(N_("kijk de vertaling na in {file} en haal 'fuzzy' weg."), {"file": catalogue})
    else:
        told = nN_("nog niet vertaald in {language}: '{text}'.", "nog niet vertaald in {language}: {count} keer, zoals '{text}'.")
        remedy = Phrase(N_("draai `make translations` en vul de vertaling in, in {file}."), {"file": catalogue})
    sentence = Phrase(told, values)
    message = Phrase(N_("'{name}': {sentence}"), {"name": name, "sentence": sentence}) if name else sentence
    return Mistake(file, line, message, remedy, "translation_changed" if changed else "translation_missing", "warning")
