"""Warns where a text is hard to read at level B1: long sentences, a low reading ease, words that only experts
know.

Reading ease is Flesch-Douma, 206.84 - 0.93 x words per sentence - 77 x syllables per word; 60 and up reads
easily. It says little about a handful of words, so it counts from 20 words. Source: W.H. Douma, De
leesbaarheid van landbouwbladen (1960).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source, read_source
from questionnaire.conditions import ContentModel
from questionnaire.content_folder import PRODUCT
from questionnaire.language.translation import N_

LONGEST_SENTENCE = 20
LOWEST_EASE = 60
WORDS_FOR_EASE = 20
JARGON = Path(__file__).parent / "jargon.yaml"

_SENTENCE_END = re.compile(r"[.!?]+(?:['\")\]]*)(?:\s+|$)|\n+")
_WORD = re.compile(r"[^\W_](?:[\w'’.@/-]*[\w])?")
_PART = re.compile(r"\S+")
_ADDRESS = re.compile(r"\S(?:@|://|\.(?:nl|com|org|eu)\b)")
_VOWELS = re.compile(
    r"éé|[aeo][iu]|aai|ooi|oei|eeuw?|ieuw?|aa|ee|ie|oo|uu|oe|eu|ui|ij|ei|ou|au|[aeiouyáàâéèêíóôúû]|[äëïöü]"
)

Text = tuple[Source, KeyPath, str]


class JargonWord(ContentModel):
    """A word that a reader need not know."""

    word: str
    also: tuple[str, ...] = Field((), description="Other forms.")
    write: str = Field(description="What to write instead.")
    explained: tuple[str, ...] = Field((), description="Parts of sentences that explain it.")


class Jargon(ContentModel):
    """The list of jargon."""

    words: tuple[JargonWord, ...]


@dataclass(frozen=True)
class Readability:
    """Figures of one text. `ease` is None for texts too short to say."""

    words: int
    longest_sentence: int
    ease: float | None


@lru_cache(maxsize=4096)
def readability(text: str) -> Readability:
    """Words, words in the longest sentence, and Flesch-Douma reading ease."""
    plain = _PART.sub(lambda part: "adres" if _ADDRESS.search(part[0]) else part[0], text)
    sentences = [
        count for count in (len(_WORD.findall(part)) for part in _SENTENCE_END.split(plain)) if count
    ]
    words = _WORD.findall(plain)
    if not words:
        return Readability(0, 0, None)
    ease = 206.84 - 0.93 * len(words) / len(sentences) - 77 * sum(map(syllables, words)) / len(words)
    return Readability(len(words), max(sentences), ease if len(words) >= WORDS_FOR_EASE else None)


def syllables(word: str) -> int:
    """Syllables of a Dutch word, counted by its vowel groups; abbreviations and numbers as they are short:
    one per sign, at most three.
    """
    if word.isdigit() or (word.isupper() and len(word) <= 5):
        return min(3, len(word))
    return max(1, len(_VOWELS.findall(word.lower())))


def jargon() -> tuple[JargonWord, ...]:
    """The words of jargon.yaml."""
    return Jargon.model_validate(read_source(JARGON, PRODUCT).data).words


def _forms(by_form: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(by_form, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


def check_plain_language(texts: Iterable[Text]) -> list[Mistake]:
    """A warning with the figure for each text that is hard to read; texts of one item or measure explain each
    other's words.
    """
    entries: dict[tuple[str, KeyPath], list[Text]] = {}
    for source, place, text in texts:
        entries.setdefault((source.file, _entry(source, place)), []).append((source, place, text))
    mistakes: list[Mistake] = []
    by_form = {form: word for word in jargon() for form in (word.word, *word.also)}
    forms = _forms(by_form)
    for entry in entries.values():
        for source, place, text in entry:
            mistakes += _too_hard(source, place, text)
        mistakes += _unexplained(entry, by_form, forms)
    return mistakes


def _too_hard(source: Source, place: KeyPath, text: str) -> Iterator[Mistake]:
    found = readability(text)
    values = {"text": text[:40], "words": found.longest_sentence, "ease": round(found.ease or 0)}
    if found.longest_sentence > LONGEST_SENTENCE:
        yield source.mistake(
            place,
            "long_sentence",
            Phrase(N_("een zin van {words} woorden, meer dan 20: '{text}...'."), values),
            Phrase(N_("maak er twee zinnen van.")),
            "warning",
        )
    elif found.ease is not None and found.ease < LOWEST_EASE:
        yield source.mistake(
            place,
            "hard_text",
            Phrase(N_("leesgemak {ease}, onder de 60: '{text}...'."), values),
            Phrase(N_("gebruik kortere woorden en kortere zinnen.")),
            "warning",
        )


def _unexplained(
    entry: list[Text], by_form: dict[str, JargonWord], forms: re.Pattern[str]
) -> Iterator[Mistake]:
    together = "\n".join(text for _, _, text in entry).casefold()
    told: set[str] = set()
    for form in dict.fromkeys(forms.findall(together)):
        word = by_form[form]
        if word.word in told or _explained(form, word, together):
            continue
        told.add(word.word)
        source, place, _ = next((s, p, t) for s, p, t in entry if form in forms.findall(t.casefold()))
        yield source.mistake(
            place,
            "jargon",
            Phrase(N_("het vakwoord '{word}' staat hier zonder uitleg."), {"word": form}),
            Phrase(N_("schrijf '{write}', of leg het woord uit."), {"write": word.write}),
            "warning",
        )


def _explained(form: str, word: JargonWord, text: str) -> bool:
    form = re.escape(form)
    ways = rf"\b{form}\b[^.\n]{{0,20}}\b(is|zijn|betekent|heet|noemen)\b|\b{form}\b\s*\(|\([^)]*\b{form}\b|\b(heet|heten|noemen( we)?)\b[^.\n]{{0,20}}\b{form}\b"
    return bool(re.search(ways, text)) or any(part in text for part in word.explained)


def _entry(source: Source, place: KeyPath) -> KeyPath:
    """The outermost list entry with an id around a place: an item, a measure, a type of crime."""
    value, found = source.data, place[:1]
    for i, step in enumerate(place):
        value = value[step]
        if isinstance(step, int) and isinstance(value, dict) and "id" in value:
            return place[: i + 1]
    return found
