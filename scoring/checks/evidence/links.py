"""Links of the evidence file: every item, answer, measure, finding, outcome and provider that it names is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from evidence.findings import KINDS, Grade
from evidence.known import PROVIDERS
from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.checks.references import KINDS as WORDS
from questionnaire.checks.references import remedy_for
from questionnaire.language.translation import N_
from questionnaire.models import Item
from scoring.evidence_rules import Doubt, ItemEvidence, Proof
from scoring.reading import Read

_FINDING, _OUTCOME, _PROVIDER = N_("de vondst"), N_("de uitkomst"), N_("de maildienst")


def check_evidence(read: Read) -> list[Mistake]:
    """What the evidence file names and is not there, and what it says that cannot be so."""
    rules, source, questionnaire = read.evidence, read.evidence_source, read.questions.questionnaire
    if rules is None or source is None or questionnaire is None:
        return []
    found: list[Mistake] = []
    named: set[str] = set()
    for i, known in enumerate(rules.items):
        at: KeyPath = ("items", i)
        item = questionnaire.items.get(known.item)
        if item is None:
            if read.questions.whole:
                found += _absent(
                    source, (*at, "item"), WORDS["item"], [known.item], list(questionnaire.items)
                )
        elif known.item in named:
            found.append(_twice(source, (*at, "item"), known.item))
        else:
            found += _answers(source, at, known, item)
        named.add(known.item)
        found += _findings(source, at, known)
    if read.measures_whole:
        for measure, findings in rules.measures.items():
            at = ("measures", measure)
            found += _absent(source, at, WORDS["measure"], [measure], sorted(read.raw_measure_ids))
            found += _absent(source, at, _FINDING, findings, list(KINDS))
    return found


def _answers(source: Source, at: KeyPath, known: ItemEvidence, item: Item) -> Iterator[Mistake]:
    """Answers that the item does not have, or that nobody can see from outside."""
    options = item.options_by_id
    for j, proof in enumerate(known.answers):
        place: KeyPath = (*at, "answers", j, "option")
        yield from _absent(source, place, WORDS["option"], [proof.option], list(options))
        if proof.option in options and options[proof.option].unseen:
            yield source.mistake(
                place,
                "evidence_unseen",
                Phrase(N_("'{name}' zegt dat niemand keek, en hier werd gekeken."), {"name": proof.option}),
                Phrase(N_("noem het antwoord dat volgt uit wat te zien is.")),
            )
    for j, doubt in enumerate(known.doubts):
        yield from _absent(
            source, (*at, "doubts", j, "options"), WORDS["option"], doubt.options, list(options)
        )


def _findings(source: Source, at: KeyPath, known: ItemEvidence) -> Iterator[Mistake]:
    lists: tuple[tuple[str, tuple[Proof | Doubt, ...]], ...] = (
        ("answers", known.answers),
        ("doubts", known.doubts),
    )
    for name, rules in lists:
        for j, rule in enumerate(rules):
            yield from _outcomes(source, (*at, name, j, "seen"), rule.seen)
    for j, proof in enumerate(known.answers):
        place: KeyPath = (*at, "answers", j, "mail_provider")
        yield from _absent(source, place, _PROVIDER, proof.mail_provider, [p.id for p in PROVIDERS])


def _outcomes(source: Source, place: KeyPath, seen: Mapping[str, tuple[str, ...]]) -> Iterator[Mistake]:
    for finding, outcomes in seen.items():
        yield from _absent(source, (*place, finding), _FINDING, [finding], list(KINDS))
        if finding not in KINDS:
            continue
        known = KINDS[finding].outcomes
        yield from _absent(source, (*place, finding), _OUTCOME, outcomes, list(known))
        for outcome in outcomes:
            if outcome in known and known[outcome].grade is Grade.UNSEEN:
                yield source.mistake(
                    (*place, finding),
                    "evidence_unseen",
                    Phrase(
                        N_("'{finding}: {outcome}' betekent 'niet te zien', en dat zegt niets."),
                        {"finding": finding, "outcome": outcome},
                    ),
                    Phrase(N_("haal die uitkomst hier weg.")),
                )


def _absent(
    source: Source, place: KeyPath, kind: str, names: Iterable[str], allowed: list[str]
) -> Iterator[Mistake]:
    for name in names:
        if name not in allowed:
            yield source.mistake(
                place,
                "reference",
                Phrase(N_("{kind} '{name}' bestaat niet."), {"kind": Phrase(kind), "name": name}),
                remedy_for(name, allowed),
            )


def _twice(source: Source, place: KeyPath, name: str) -> Mistake:
    return source.mistake(
        place,
        "evidence_twice",
        Phrase(N_("'{name}' staat hier al."), {"name": name}),
        Phrase(N_("zet alles over een vraag bij elkaar.")),
    )
