"""Whether a barrier can be proven: it stands by answers that say it is there, and never against one that says
it is not.
"""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.checks.skip_rules import check_leaf, check_possible, parts_of
from questionnaire.conditions import AllOf, Answered, AnyOf, Condition, Measured, Not, leaves
from questionnaire.language.translation import N_
from questionnaire.models import Questionnaire
from questionnaire.responses import DONT_KNOW, Answer
from scoring.calculation.score import Scorer
from scoring.checks.proofs import acute_answers, lowest_answers, proof
from scoring.models import Barrier
from scoring.reading import Read


def conditions_of_threats(read: Read) -> Iterator[tuple[str, KeyPath, Condition]]:
    """Every condition in the types of crime: whose it is, where it stands."""
    for i, threat in enumerate(read.threats.threats if read.threats else ()):
        if threat.relevant_if is not None:
            yield threat.id, ("threats", i, "relevant_if"), threat.relevant_if
        for j, barrier in enumerate(threat.barriers):
            at: KeyPath = ("threats", i, "barriers", j)
            yield barrier.id, (*at, "stands_when"), barrier.stands_when
            if barrier.relevant_if is not None:
                yield barrier.id, (*at, "relevant_if"), barrier.relevant_if


def check_conditions(
    name: str, condition: Condition, questionnaire: Questionnaire, source: Source, place: KeyPath
) -> list[Mistake]:
    """A condition on answers outside the questionnaire: what it names exists, and it can both hold and not
    hold.
    """
    found: list[Mistake] = []
    for steps, leaf in parts_of(condition, place):
        if isinstance(leaf, Answered | Measured):
            found += check_leaf(leaf, questionnaire, source, steps)
        elif not isinstance(leaf, AllOf | AnyOf | Not):
            found.append(
                source.mistake(
                    steps,
                    "score_condition",
                    Phrase(N_("'{name}': dit kan niet van een score afhangen."), {"name": name}),
                    Phrase(N_("vergelijk met een antwoord: {{item: ..., answered: [...]}}.")),
                )
            )
    known = all(
        leaf.item in questionnaire.items
        for leaf in leaves(condition)
        if isinstance(leaf, Answered | Measured)
    )
    return found or (check_possible(condition, questionnaire, source, place) if known else [])


def check_barriers(read: Read, questionnaire: Questionnaire, proofs: bool = True) -> list[Mistake]:
    """Mistakes in the conditions of all barriers and types of crime; with `proofs` also in what answers
    prove.
    """
    source, threats = read.threats_source, read.threats
    if source is None or threats is None or read.rule is None:
        return []
    found: list[Mistake] = []
    unsound: set[str] = set()
    for name, place, condition in conditions_of_threats(read):
        proves = place[-1] == "stands_when"
        told = list(_unproven(name, condition, source, place)) if proves else []
        told = told or [
            m
            for m in check_conditions(name, condition, questionnaire, source, place)
            if not (proves and m.code == "contradiction")
        ]
        found += told
        unsound |= {name} if told else set()
    if not proofs:
        return found
    scorer = Scorer(read.rule, questionnaire)
    for i, threat in enumerate(threats.threats):
        for j, barrier in enumerate(threat.barriers):
            if barrier.id not in unsound and all(item in questionnaire.items for item in _named(barrier)):
                found += _check_proof(
                    barrier, read, questionnaire, scorer, source, ("threats", i, "barriers", j, "stands_when")
                )
    return found


def _named(barrier: Barrier) -> Iterator[str]:
    return (leaf.item for leaf in leaves(barrier.stands_when) if isinstance(leaf, Answered | Measured))


def _unproven(name: str, condition: Condition, source: Source, place: KeyPath) -> Iterator[Mistake]:
    """What can be seen in the condition itself."""
    positive = [
        (steps, leaf)
        for steps, leaf in parts_of(condition, place)
        if "not" not in steps and isinstance(leaf, Answered | Measured)
    ]
    if not positive:
        yield source.mistake(
            place,
            "barrier_only_not",
            Phrase(N_("'{name}': 'stands_when' zegt alleen wat er niet mag zijn."), {"name": name}),
            Phrase(N_("noem het antwoord waarmee deze barrière staat.")),
        )
    for steps, leaf in positive:
        if isinstance(leaf, Answered) and DONT_KNOW in leaf.answered:
            yield source.mistake(
                (*steps, "answered"),
                "barrier_dont_know",
                Phrase(
                    N_("'{name}': met 'weet ik niet' op '{item}' is niets bewezen."),
                    {"name": name, "item": leaf.item},
                ),
                Phrase(N_("haal 'dont_know' weg uit 'stands_when'.")),
            )


def _check_proof(
    barrier: Barrier, read: Read, questionnaire: Questionnaire, scorer: Scorer, source: Source, place: KeyPath
) -> Iterator[Mistake]:
    found = proof(barrier, questionnaire)
    if found.never or found.always:
        never = N_(
            "'{name}': deze barrière kan nooit staan: de delen van 'stands_when' spreken elkaar tegen."
        )
        always = N_("'{name}': deze barrière staat altijd, wat iemand ook antwoordt.")
        code, sentence = ("barrier_never", never) if found.never else ("barrier_always", always)
        yield source.mistake(
            place,
            code,
            Phrase(sentence, {"name": barrier.id}),
            Phrase(N_("noem het antwoord waarmee deze barrière staat.")),
        )
        return
    for item_id, item in found.items.items():
        if DONT_KNOW in found.proving[item_id]:
            yield source.mistake(
                place,
                "barrier_dont_know",
                Phrase(
                    N_("'{name}': met 'weet ik niet' op '{item}' is niets bewezen."),
                    {"name": barrier.id, "item": item_id},
                ),
                Phrase(N_("haal 'dont_know' weg uit 'stands_when'.")),
            )
        acute = acute_answers(item, found.standing_with(item_id))
        if acute:
            yield _refused(
                barrier,
                item_id,
                acute[0],
                source,
                place,
                "barrier_acute",
                N_(
                    "'{name}': deze barrière staat ook als iemand bij '{item}' het acute antwoord '{answer}' geeft."
                ),
                N_("laat haar alleen staan bij antwoorden die zeggen dat het er is.")
                if item.kind == "number"
                else N_("sluit dat antwoord uit: {{not: {{item: {item}, answered: [{answer}]}}}}."),
            )
        elif item_id not in questionnaire.profile_ids:
            lowest = lowest_answers(scorer, item, found.proving[item_id])
            if lowest:
                yield _refused(
                    barrier,
                    item_id,
                    lowest[0],
                    source,
                    place,
                    "barrier_lowest",
                    N_("'{name}': deze barrière staat ook bij het laagste antwoord op '{item}': '{answer}'."),
                    N_("laat haar alleen staan bij antwoorden die zeggen dat het er is."),
                )


def _refused(
    barrier: Barrier,
    item_id: str,
    answer: Answer,
    source: Source,
    place: KeyPath,
    code: str,
    sentence: str,
    remedy: str,
) -> Mistake:
    shown = (
        ", ".join(answer)
        if isinstance(answer, tuple)
        else f"{answer:g}"
        if isinstance(answer, float)
        else answer
    )
    values = {"name": barrier.id, "item": item_id, "answer": shown}
    return source.mistake(place, code, Phrase(sentence, values), Phrase(remedy, values))
