"""Finds texts without a translation, translations of an older text, and translations that the app cannot
show.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from questionnaire.authoring.mistakes import Mistake, Phrase, shown
from questionnaire.authoring.sources import Source
from questionnaire.authoring.wording import nearest_id
from questionnaire.catalogues.catalogue_checks import check_catalogue
from questionnaire.content_folder import PRODUCT, ROOT
from questionnaire.language.changed import letters
from questionnaire.language.po_lines import Entry, read_lines
from questionnaire.language.translation import LANGUAGE_AS_WORD, N_, TRANSLATED, catalogue_path, nN_

_MANY = 0.25  # of all texts: then the language is still being made, and one message says so

# Place and text of what is translated, per file.
Texts = Iterable[tuple[Source, tuple[str | int, ...], str]]


def check_translations(root: Path = ROOT, texts: Texts = ()) -> list[Mistake]:
    """Mistakes in the catalogues below `root`, and warnings for `texts` and texts in code that lack a
    translation.

    Texts of one item, measure or file are told together. A lost placeholder is an error: the app would
    stumble on it.
    """
    mistakes: list[Mistake] = []
    texts = list(texts)
    stands: dict[str, tuple[Source, tuple[str | int, ...]]] = {}
    for source, place, text in texts:
        stands.setdefault(text, (source, place))
    # Content that nobody translated yet is not asked for translations; in one language it is not in the other
    # either.
    begun = root == PRODUCT or any(catalogue_path(language, root).exists() for language in TRANSLATED)
    for language in TRANSLATED if begun else ():
        path = catalogue_path(language, root)
        try:
            catalogue = read_lines(path)
        except OSError:
            mistakes.append(_gone(path, root, language))
            continue
        if catalogue.damaged:
            mistakes.append(_damaged(path, root, catalogue.damaged[0]))
            continue
        mistakes += check_catalogue(catalogue, path, root, language, texts)
        mistakes += _untranslated(catalogue.entries, path, root, language, stands)
    return mistakes


def _gone(path: Path, root: Path, language: str) -> Mistake:
    sentence = Phrase(
        N_("het vertaalbestand voor {language} is er niet."), {"language": Phrase(LANGUAGE_AS_WORD[language])}
    )
    return Mistake(
        shown(path, root),
        0,
        sentence,
        Phrase(N_("zet het bestand terug, of maak het met `make translations`.")),
        "file",
    )


def _damaged(path: Path, root: Path, line: int) -> Mistake:
    remedy = Phrase(
        N_("kijk naar aanhalingstekens aan begin en eind, of zet een oudere versie van deze regel terug.")
    )
    return Mistake(
        shown(path, root), line, Phrase(N_("dit vertaalbestand klopt hier niet.")), remedy, "catalogue"
    )


def _untranslated(
    catalogue: list[Entry],
    path: Path,
    root: Path,
    language: str,
    stands: dict[str, tuple[Source, tuple[str | int, ...]]],
) -> list[Mistake]:
    """Per item, measure or file how many texts lack a translation, at the first of them."""
    known = {entry.texts[0]: entry for entry in catalogue}
    by_letters = {letters(text): entry for text, entry in known.items() if entry.in_use}
    groups: dict[tuple[str, str, bool], list[tuple[str, int, str]]] = {}
    for text, (source, place) in stands.items():
        message = known.get(text)
        if message is None or not message.translated or message.fuzzy:
            name = (nearest_id(source, place) or "").split(" > ")[0]
            # Not yet in the catalogue, and the same but for a comma: the translation of before stays in use.
            message = message or by_letters.get(letters(text))
            changed = message is not None and (message.fuzzy or message.texts[0] != text)
            groups.setdefault((source.file, name, changed), []).append(
                (source.file, source.line(place), text)
            )
    for text, message in known.items():
        if text not in stands and (not message.translated or message.fuzzy):
            groups.setdefault((shown(path, root), "", bool(message.fuzzy)), []).append(
                (shown(path, root), message.line, text)
            )
    missing = sum(len(found) for (_, _, changed), found in groups.items() if not changed)
    if missing > _MANY * max(1, len(known)):
        values = {"count": missing, "language": Phrase(LANGUAGE_AS_WORD[language])}
        sentence = Phrase(
            nN_(
                "nog niet vertaald in {language}: {count} tekst.",
                "nog niet vertaald in {language}: {count} teksten.",
            ),
            values,
        )
        remedy = Phrase(N_("draai `make translations` en vul de vertalingen in."))
        return [Mistake(shown(path, root), 0, sentence, remedy, "translation_missing", "warning")]
    return [
        _told(found, changed, name, language, shown(path, root))
        for (_, name, changed), found in groups.items()
    ]


def _told(
    found: list[tuple[str, int, str]], changed: bool, name: str, language: str, catalogue: str
) -> Mistake:
    file, line, text = min(found)
    values = {"count": len(found), "language": Phrase(LANGUAGE_AS_WORD[language]), "text": text[:40]}
    if changed:
        told = nN_(
            "gewijzigd sinds de vertaling in {language}: '{text}'.",
            "gewijzigd sinds de vertaling in {language}: {count} keer, zoals '{text}'.",
        )
        remedy = Phrase(
            N_(
                "draai `make translations`, kijk de vertaling na in {file} en haal 'fuzzy' weg. Alleen een komma of "
                "een typefout? `python -m questionnaire.catalogues.update --pass-on` doet het."
            ),
            {"file": catalogue},
        )
    else:
        told = nN_(
            "nog niet vertaald in {language}: '{text}'.",
            "nog niet vertaald in {language}: {count} keer, zoals '{text}'.",
        )
        remedy = Phrase(
            N_("draai `make translations` en vul de vertaling in, in {file}."), {"file": catalogue}
        )
    sentence = Phrase(told, values)
    message = Phrase(N_("'{name}': {sentence}"), {"name": name, "sentence": sentence}) if name else sentence
    return Mistake(
        file, line, message, remedy, "translation_changed" if changed else "translation_missing", "warning"
    )
