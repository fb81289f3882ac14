"""The documents that repeat a parameter, and the sentences in which they do: so that none goes on saying an
old number.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.content.promises import invitation_days, promise, takes_minutes, widest_margin
from data.privacy import Privacy
from questionnaire.content_folder import PRODUCT
from questionnaire.language.numbers import written
from questionnaire.models import Questionnaire

_SMALL = (
    "nul",
    "één",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
)
_ROUND = {20: "twintig", 30: "dertig", 40: "veertig", 50: "vijftig", 100: "honderd"}

# Per document its sentences, without regard for where a line ends. {as_word} is a number written out, as in
# running text.
SENTENCES: dict[str, tuple[str, ...]] = {
    "docs/privacy.md": (
        "| {kept} kwartalen na het laatste gebruik, of tot u op *Wis alles* drukt |",
        "niet terug te leiden naar u of uw scan | {refold} kwartalen |",
        "pas vanaf {drop_off} gestopte scans",
        "uitnodigingen {invitation} dagen",
        "over de regio publiceren hooguit {points_certain} procent zeker",
        "dat hooguit {most_certain} procent. Zeker weten kan nooit.",
        "in {usual} van de 100 gevallen hooguit {event_certain} procent, en over elk ander verschil {event_any} procent",
        "minstens {block} bedrijven. Bij een bijeenkomst opent het totaal bij {event} mensen, en de rest bij {questions}.",
        "Eén hele volledige scan samen: epsilon {whole_region} in de regio",
        "in één optelling van minstens {drop_off}.",
        "als de marge smal genoeg is: hooguit {margin} punten.",
        "U telt hooguit eens per {refold} kwartalen mee.",
        "De {points_certain} en {most_certain} procent hierboven",
        "verdwijnt vanzelf na {kept} kwartalen.",
    ),
    "docs/dpia.md": (
        "(epsilon {points_epsilon} en {most_epsilon} per antwoord)",
        "van 50 naar hooguit {points_certain} procent zekerheid per maatregel",
        "onder {event} deelnemers wordt alles ongelezen vernietigd",
    ),
    "docs/verwerkingsregister.md": (
        "Bewaarde scan: {kept} kwartalen na het laatste gebruik",
        "van een bijeenkomst met minder dan {event}: vernietigd bij het sluiten",
        "Bewijs van meetellen: {refold} kwartalen.",
        "uitnodigingen {invitation} dagen",
    ),
    "docs/handleiding/cijfers.md": (
        "Een blok wordt openbaar bij {block} bedrijven, en bij een bijeenkomst bij {event}.",
        "Minder dan {event} antwoorden worden ongelezen vernietigd.",
    ),
    "docs/handleiding/evenement.md": (
        "een link die één keer werkt, {invitation} dagen lang",
        "Kies de snelle scan ({quick_minutes} minuten) voor een pauze, of de volledige ({full_minutes} minuten)",
        "Bij {event} mensen telt de zaal",
        "Bij {questions} komen de thema's erbij",
        "samen geen groep van {event} vormen",
        "Deden er minder dan {event} mensen mee?",
    ),
    "data/privacy.yaml": (
        "Gemeente en branche samen {points_epsilon}. Wie al het andere weet, komt van 50 naar hooguit {points_certain} procent",
        "dus hooguit {most_certain} procent zekerheid over elk verschil",
        "Een cijfer dat {margin_figure} punten kan afwijken",
    ),
}


@dataclass(frozen=True, slots=True)
class Stale:
    """A sentence that a document should hold and does not, with the numbers that are in force."""

    document: str
    sentence: str


def stale_sentences(privacy: Privacy, questionnaire: Questionnaire, root: Path = PRODUCT) -> list[Stale]:
    """Every sentence of the documents that does not say these parameters. Raises OSError for a document that
    is gone.
    """
    values = _values(privacy, questionnaire)
    found = []
    for document, sentences in SENTENCES.items():
        text = " ".join((root / document).read_text(encoding="utf-8").split())
        wanted = (sentence.format(**values) for sentence in sentences)
        found += [Stale(document, sentence) for sentence in wanted if sentence not in text]
    return found


def in_dutch(number: float) -> str:
    """A number as running text writes it: small and round ones in letters."""
    if number != int(number):
        return written(number, "nl", 1)
    whole = int(number)
    return _SMALL[whole] if 0 <= whole < len(_SMALL) else _ROUND.get(whole, str(whole))


def _values(privacy: Privacy, questionnaire: Questionnaire) -> dict[str, str]:
    block, promised = privacy.smallest_block.value, promise(questionnaire, privacy)
    told = promised.told
    return {
        "kept": in_dutch(privacy.draft_kept.value),
        "refold": in_dutch(privacy.refold_after.value),
        "drop_off": in_dutch(privacy.drop_off_smallest_block.value),
        "invitation": in_dutch(invitation_days()),
        "block": in_dutch(block.municipality),
        "event": in_dutch(block.event),
        "margin": in_dutch(privacy.widest_margin.value),
        "margin_figure": widest_margin("nl", privacy),
        "questions": in_dutch(block.event_questions),
        "points_epsilon": written(told.in_place.epsilon, "nl", 1),
        "most_epsilon": written(told.any_answer.epsilon, "nl", 1),
        "points_certain": str(promised.region),
        "most_certain": str(promised.region_any),
        "usual": str(promised.usual),
        "event_certain": str(promised.event),
        "event_any": str(promised.event_any),
        "whole_region": str(promised.whole_region),
        "quick_minutes": str(takes_minutes(questionnaire, True)),
        "full_minutes": str(takes_minutes(questionnaire, False)),
    }
