"""What is wrong with the translations in one catalogue: they cannot be shown, or say the same where the Dutch
texts differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from questionnaire.authoring.mistakes import Mistake, Phrase, shown
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.catalogues.plural_rules import check_plural_rule
from questionnaire.checks.readable import Texts, same_to_a_reader, side_by_side
from questionnaire.language.placeholders import is_template, lost_placeholders
from questionnaire.language.po_lines import Catalogue, Entry
from questionnaire.language.translation import LANGUAGE_AS_WORD, N_
from questionnaire.language.visible import LEFTOVER, MARKUP, UNSEEN, bare, endless_word, without_letters
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE
from questionnaire.routing import RESERVED_TEXTS


def check_catalogue(
    catalogue: Catalogue, path: Path, root: Path, language: str, texts: Texts = ()
) -> Iterator[Mistake]:
    """Mistakes in a catalogue whose every line could be read. `texts`: the Dutch ones of the content, with
    their places.
    """
    yield from check_plural_rule(catalogue, path, root, language)
    for entry in catalogue.entries:
        if entry.in_use or not entry.fuzzy:  # another fuzzy one is not shown, and told by itself
            yield from _unusable(entry, path, root)
            yield from _signs(entry, path, root)
    yield from _twice(catalogue, path, root)
    yield from _alike(catalogue, path, root, language, texts)


def _unusable(entry: Entry, path: Path, root: Path) -> Iterator[Mistake]:
    """What makes that a translation cannot be shown."""
    text = {"text": entry.texts[0][:40]}
    unseen = next((found for form in entry.forms if (found := UNSEEN.search(form))), None)
    if unseen:
        message = N_("in de vertaling van '{text}' staat een onzichtbaar teken (U+{code}).")
        values = {**text, "code": f"{ord(unseen[0]):04X}"}
        yield _at(
            entry,
            path,
            root,
            Phrase(message, values),
            N_("haal het teken weg, of typ de tekst opnieuw."),
            "unseen",
        )
    if not is_template(entry.texts):
        return  # a text about braces, that nothing is filled in
    remedy = N_("laat wat tussen accolades staat precies zoals het in het Nederlands staat.")
    if not is_template(entry.forms):
        message = N_("in de vertaling van '{text}' kloppen de accolades niet.")
        yield _at(entry, path, root, Phrase(message, text), remedy, "placeholder")
    elif lost := lost_placeholders(entry.texts, entry.forms):
        message = N_("de vertaling van '{text}' heeft andere invulplekken: {places}.")
        yield _at(
            entry, path, root, Phrase(message, {**text, "places": ", ".join(lost)}), remedy, "placeholder"
        )


def _twice(catalogue: Catalogue, path: Path, root: Path) -> Iterator[Mistake]:
    """The same text with another translation further on: chance would say which is shown."""
    first: dict[str, Entry] = {}
    for entry in catalogue.entries:
        before = first.setdefault(entry.texts[0], entry)
        if before.forms != entry.forms:
            values = {"text": entry.texts[0][:40], "first": before.line}
            message = Phrase(
                N_("'{text}' heeft twee verschillende vertalingen (de eerste op regel {first})."), values
            )
            yield _at(entry, path, root, message, N_("houd er één over."), "translated_twice")


def _at(entry: Entry, path: Path, root: Path, message: Phrase, remedy: str, code: str) -> Mistake:
    return Mistake(shown(path, root), entry.line, message, Phrase(remedy), code)


def _signs(entry: Entry, path: Path, root: Path) -> Iterator[Mistake]:
    """Signs that paper cannot show and words that were left behind, where the Dutch text has none."""
    for form in entry.forms:
        odd = [sign for sign in without_letters(form) if not any(sign in text for text in entry.texts)]
        left, most = LEFTOVER.search(form), 100 + 3 * max(len(text) for text in entry.texts)
        if len(form) > most or endless_word(form):
            message = N_(
                "de vertaling van '{text}' is veel langer dan het Nederlands, of heeft een woord dat op geen regel past."
            )
            yield _at(
                entry,
                path,
                root,
                Phrase(message, {"text": entry.texts[0][:40]}),
                N_("maak de tekst korter."),
                "too_long",
            )
        marked = MARKUP.search(form)
        if marked and not any(MARKUP.search(text) for text in entry.texts):
            message = N_(
                "'{found}' is opmaak, en een lezer ziet haar als tekst of haalt er een adres mee op."
            )
            values = {"found": marked[0][:40]}
            remedy = N_("schrijf de tekst zonder opmaak; een adres heeft een sleutel van zichzelf.")
            yield _at(entry, path, root, Phrase(message, values), remedy, "markup")
        if odd:
            message = N_(
                "het teken '{sign}' (U+{code}) kan niet op papier: de PDF laat er een leeg vakje zien."
            )
            values = {"sign": odd[0], "code": f"{ord(odd[0]):04X}"}
            yield _at(
                entry,
                path,
                root,
                Phrase(message, values),
                N_("schrijf het met gewone letters, of haal het weg."),
                "letters",
            )
        elif left and not any(LEFTOVER.search(text) for text in entry.texts):
            message = N_("in deze tekst staat '{found}': dat hoort er niet.")
            values = {"found": left[0][:20]}
            yield _at(
                entry,
                path,
                root,
                Phrase(message, values),
                N_("maak de tekst af, of typ het woord opnieuw."),
                "leftover",
            )


def _alike(catalogue: Catalogue, path: Path, root: Path, language: str, texts: Texts) -> Iterator[Mistake]:
    """Texts that a reader tells apart in Dutch, and not in this language."""
    known = {entry.texts[0]: entry for entry in catalogue.entries if entry.in_use}
    told: set[tuple[str, str]] = set()
    for group in side_by_side(texts).values():
        dutch = [text for _, _, text in group]
        dutch = [*_reserved(*group[0][:2]), *dutch]
        said = [known[text].forms[0] if text in known else text for text in dutch]
        for later, first, accents in same_to_a_reader(said):
            pair = dutch[first], dutch[later]
            entry = known.get(dutch[later]) or known.get(dutch[first])
            if accents or entry is None or bare(pair[0]) == bare(pair[1]) or pair in told:
                continue
            told.add(pair)
            values = {
                "one": pair[0][:40],
                "other": pair[1][:40],
                "language": Phrase(LANGUAGE_AS_WORD[language]),
                "text": said[later][:40],
            }
            message = Phrase(N_("'{one}' en '{other}' zijn in {language} hetzelfde: '{text}'."), values)
            yield _at(entry, path, root, message, N_("geef elk een eigen vertaling."), "same_translation")


def _reserved(source: Source, place: KeyPath) -> list[str]:
    """The answers that the scan itself offers at the question whose answers stand here."""
    if "options" not in place:
        return []
    raw: Any = source.data
    for step in place[: place.index("options")]:
        raw = raw[step]
    offered = {DONT_KNOW: raw.get("dont_know", True), NOT_APPLICABLE: raw.get("not_applicable", False)}
    return [RESERVED_TEXTS[answer] for answer, there in offered.items() if there is True]
