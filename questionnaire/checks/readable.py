"""What a reader makes of the texts: two that look the same, letters that paper cannot show, and what a writer
left behind.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.language.translation import N_
from questionnaire.language.visible import (
    LEFTOVER,
    MARKUP,
    bare,
    endless_word,
    is_stand_in,
    stray_space,
    without_accents,
    without_letters,
)

# More than twice what any text of the scan takes: beyond it a page of the PDF, or the screen of a phone, has
# no room left.
_MOST_SIGNS = {"label": 200, "title": 200, "question": 250, "unit": 200, "unit_one": 200, "name": 200}
_MOST_SIGNS_ELSEWHERE = 1000

Texts = Iterable[tuple[Source, KeyPath, str]]


def check_readable(texts: Texts) -> list[Mistake]:
    """Mistakes in the Dutch texts, each at its line."""
    texts = list(texts)
    return [*_alike(texts), *(m for source, place, text in texts for m in _signs(source, place, text))]


def side_by_side(texts: Texts) -> dict[Hashable, list[tuple[Source, KeyPath, str]]]:
    """Texts that a reader chooses between or tells apart, per group: the answers to one question, levels,
    titles of measures.
    """
    groups: dict[Hashable, list[tuple[Source, KeyPath, str]]] = {}
    for source, place, text in texts:
        key = place[-1] if place else ""
        if key == "question":
            group: Hashable = (source.path.parent, key)
        elif key not in ("label", "title"):
            continue
        elif len(place) > 2:  # in a list: answers, levels, types of crime, municipalities
            group = (source.file, place[:-2], key)
        elif len(place) == 2 or "items" in source.data:  # in files beside each other: measures, themes
            group = (source.path.parent, len(place), key)
        else:
            continue
        groups.setdefault(group, []).append((source, place, text))
    return groups


def same_to_a_reader(texts: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Numbers of two texts that look the same, the later one first, and whether only accents differ. Each
    text once.
    """
    seen: dict[str, int] = {}
    alike: dict[str, int] = {}
    for i, text in enumerate(texts):
        first, near = seen.setdefault(bare(text), i), alike.setdefault(without_accents(text), i)
        if first != i:
            yield i, first, False
        elif near != i:
            yield i, near, True


def _alike(texts: Sequence[tuple[Source, KeyPath, str]]) -> Iterator[Mistake]:
    for group in side_by_side(texts).values():
        for later, first, accents in same_to_a_reader([text for _, _, text in group]):
            if stray_space(group[first][2]) and not stray_space(group[later][2]):
                later, first = first, later  # the one with a space too many is the slip
            source, place, text = group[later]
            if not accents and "options" in place:
                continue  # told of the item, with the ids of both answers
            other, at, _ = group[first]
            values = {
                "text": text[:60],
                "place": Phrase(N_("{file}, regel {line}"), {"file": other.file, "line": other.line(at)}),
            }
            if accents:
                message = N_("'{text}' verschilt alleen in een accent van de tekst in {place}.")
            else:
                message = N_("'{text}' staat er ook al in {place}: voor een lezer is dat hetzelfde.")
            remedy = Phrase(N_("geef een van de twee een andere tekst."))
            yield source.mistake(
                place, "same_text", Phrase(message, values), remedy, "warning" if accents else "error"
            )


def _signs(source: Source, place: KeyPath, text: str) -> Iterator[Mistake]:
    odd = without_letters(text)
    if odd:
        values = {"sign": odd[0], "code": f"{ord(odd[0]):04X}"}
        message = Phrase(
            N_("het teken '{sign}' (U+{code}) kan niet op papier: de PDF laat er een leeg vakje zien."),
            values,
        )
        yield source.mistake(
            place, "letters", message, Phrase(N_("schrijf het met gewone letters, of haal het weg."))
        )
    most = _MOST_SIGNS.get(
        next((step for step in reversed(place) if isinstance(step, str)), ""), _MOST_SIGNS_ELSEWHERE
    )
    if len(text) > most:
        message = Phrase(
            N_("deze tekst is {count} tekens lang, en er passen er {most}."),
            {"count": len(text), "most": most},
        )
        yield source.mistake(place, "too_long", message, Phrase(N_("maak de tekst korter, of verdeel hem.")))
    endless = endless_word(text)
    if endless:
        message = Phrase(N_("het woord '{word}...' is te lang voor een regel."), {"word": endless[:30]})
        yield source.mistake(
            place, "too_long", message, Phrase(N_("zet er een spatie of een koppelteken in."))
        )
    stray = stray_space(text)
    if stray:
        said = {
            "end": N_("deze tekst begint of eindigt met een spatie."),
            "double": N_("in deze tekst staan twee spaties achter elkaar."),
        }
        message, remedy = (
            Phrase(said[stray]),
            Phrase(N_("haal de spatie weg: niemand ziet haar, en een vertaling past er niet meer bij.")),
        )
        yield source.mistake(place, "stray_space", message, remedy, "warning")
    mark = MARKUP.search(text)
    if mark:
        message = Phrase(
            N_("'{found}' is opmaak, en een lezer ziet haar als tekst of haalt er een adres mee op."),
            {"found": mark[0][:40]},
        )
        yield source.mistake(
            place,
            "markup",
            message,
            Phrase(N_("schrijf de tekst zonder opmaak; een adres heeft een sleutel van zichzelf.")),
        )
    if is_stand_in(text):
        message = Phrase(N_("'{text}' is nog geen tekst voor een lezer."), {"text": text[:40]})
        yield source.mistake(place, "leftover", message, Phrase(N_("schrijf wat hier hoort te staan.")))
    left = LEFTOVER.search(text)
    if left:
        message = Phrase(N_("in deze tekst staat '{found}': dat hoort er niet."), {"found": left[0][:20]})
        yield source.mistake(
            place, "leftover", message, Phrase(N_("maak de tekst af, of typ het woord opnieuw."))
        )
