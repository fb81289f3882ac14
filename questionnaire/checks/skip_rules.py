"""Skip rules and other conditions: what they name exists and comes earlier, they can hold, and every item can
be reached.
"""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.checks.findings import Findings
from questionnaire.checks.references import References, remedy_for
from questionnaire.checks.satisfiable import most_asked, truths
from questionnaire.conditions import AllOf, Answered, AnyOf, Condition, Measured, Not, items_in, leaves
from questionnaire.language.translation import N_
from questionnaire.models import Amount, Cases, Item, Questionnaire
from questionnaire.responses import RESERVED_ANSWERS

Named = Iterator[tuple[KeyPath, Condition]]


def check_skip_rules(findings: Findings, questionnaire: Questionnaire, items: References) -> None:
    """Mistakes in the conditions of all items; ids that do not exist are left to `items`."""
    order = list(questionnaire.items)
    for item in questionnaire.items.values():
        source, place = findings.where(item)
        for at, condition in conditions_of(item):
            before = len(findings.mistakes)
            sound = True
            for steps, leaf in parts_of(condition, at):
                if isinstance(leaf, Answered | Measured):
                    items.use_one(leaf.item, source, (*place, *steps, "item"))
                    sound = sound and leaf.item in questionnaire.items
                    if (
                        at == ("skip_if",) or at[-1] == "shown_if" or at[0] == "variants"
                    ):  # amounts wait until every answer is there
                        _check_order(findings, item, steps, leaf.item, order)
                    findings.mistakes += check_leaf(leaf, questionnaire, source, (*place, *steps))
                elif not isinstance(leaf, AllOf | AnyOf | Not):
                    findings.item(
                        item,
                        steps,
                        "score_condition",
                        N_("een vraag kan niet van een score afhangen."),
                        N_("vergelijk met een antwoord, of zet deze voorwaarde in de scoreregel."),
                    )
            if sound and len(findings.mistakes) == before:
                findings.mistakes += check_possible(
                    condition, questionnaire, source, (*place, *at), at == ("skip_if",), item
                )


def conditions_of(item: Item) -> Named:
    """Every condition in an item with the steps that lead to it."""
    if item.skip_if is not None:
        yield ("skip_if",), item.skip_if
    for i, option in enumerate(item.options):
        if option.shown_if is not None:
            yield ("options", i, "shown_if"), option.shown_if
    for i, variant in enumerate(item.variants):
        yield ("variants", i, "when"), variant.when
    amounts: list[tuple[KeyPath, Amount | None]] = [
        (("weight",), item.weight),
        (("maximum",), item.maximum),
        (("minimum",), item.minimum),
    ]
    amounts += [(("dont_know_danger",), item.dont_know_danger)]
    for i, option in enumerate(item.options):
        amounts += [(("options", i, "points"), option.points), (("options", i, "danger"), option.danger)]
    for i, band in enumerate(item.bands):
        amounts += [(("bands", i, "points"), band.points), (("bands", i, "danger"), band.danger)]
    for steps, amount in amounts:
        if isinstance(amount, Cases):
            yield from (((*steps, "cases", i, "when"), case.when) for i, case in enumerate(amount.cases))


def parts_of(condition: Condition, at: KeyPath = ()) -> Named:
    """A condition and everything in it, each with its place."""
    yield at, condition
    match condition:
        case AllOf(all=parts) | AnyOf(any=parts):
            key = "all" if isinstance(condition, AllOf) else "any"
            for i, part in enumerate(parts):
                yield from parts_of(part, (*at, key, i))
        case Not(not_=part):
            yield from parts_of(part, (*at, "not"))


def _check_order(findings: Findings, item: Item, steps: KeyPath, named: str, order: list[str]) -> None:
    if named == item.id:
        findings.item(
            item,
            (*steps, "item"),
            "looks_at_itself",
            N_("deze voorwaarde kijkt naar de vraag zelf."),
            N_("noem een eerdere vraag."),
        )
    elif named in order and order.index(named) > order.index(item.id):
        findings.item(
            item,
            (*steps, "item"),
            "looks_forward",
            N_("deze voorwaarde kijkt vooruit, naar '{other}'."),
            N_("noem een eerdere vraag, of zet '{other}' boven deze vraag."),
            other=named,
        )


def check_leaf(
    leaf: Answered | Measured, questionnaire: Questionnaire, source: Source, place: KeyPath
) -> list[Mistake]:
    """Answers that the item does not offer, and numbers asked of an item that has none."""
    item = questionnaire.items.get(leaf.item)
    if item is None:
        return []
    if isinstance(leaf, Measured):
        if item.kind == "number":
            return []
        return [
            source.mistake(
                place,
                "condition",
                Phrase(N_("'{item}' is geen getal, dus er valt niets te vergelijken."), {"item": item.id}),
                Phrase(N_("schrijf 'answered: [...]' met antwoorden van '{item}'."), {"item": item.id}),
            )
        ]
    offered = [*item.options_by_id, *(a for a in RESERVED_ANSWERS if getattr(item, a))]
    return [
        source.mistake(
            (*place, "answered", i),
            "reference",
            Phrase(N_("'{item}' heeft geen antwoord '{answer}'."), {"item": item.id, "answer": answer}),
            remedy_for(answer, offered),
        )
        for i, answer in enumerate(leaf.answered)
        if answer not in offered
    ]


def check_possible(
    condition: Condition,
    questionnaire: Questionnaire,
    source: Source,
    place: KeyPath,
    skips: bool = False,
    item: Item | None = None,
) -> list[Mistake]:
    """A condition that always or never holds, as a whole or in a part of it; one mistake for the outermost
    such part.
    """
    if not any(True for _ in items_in(condition)) or not _all_there(condition, questionnaire):
        return []
    for steps, part in parts_of(condition, place):
        found = truths(questionnaire, part)
        if len(found) != 1 or not any(True for _ in items_in(part)):
            continue
        always = found == {True}
        whole = steps == place
        if skips and whole and always:
            sentence = N_("deze vraag kan nooit worden gesteld: de voorwaarde klopt altijd.")
        else:
            sentence = (
                N_("deze voorwaarde klopt altijd.")
                if always
                else N_("deze voorwaarde kan nooit kloppen: de delen spreken elkaar tegen.")
            )
        named = (
            Phrase(N_("'{name}': {sentence}"), {"name": item.id, "sentence": Phrase(sentence)})
            if item
            else Phrase(sentence)
        )
        remedy = Phrase(N_("pas de voorwaarde aan, of haal haar weg."))
        return [source.mistake(steps, "unreachable" if skips and always else "contradiction", named, remedy)]
    return []


def _all_there(condition: Condition, questionnaire: Questionnaire) -> bool:
    """Whether every item that this condition hangs on exists, also by the skip rules of the items it names:
    else that is told, and nothing more.
    """
    left, seen = set(items_in(condition)), set()
    while left:
        seen.add(named := left.pop())
        if named not in questionnaire.items:
            return False
        left |= set(items_in(questionnaire.items[named].skip_if)) - seen
    return True


def check_most_asked(findings: Findings, questionnaire: Questionnaire) -> None:
    """More items for somebody than `most_items_asked` promises, or a promise that cannot be looked after."""
    allowed = questionnaire.most_items_asked
    if allowed is None:
        return
    found = most_asked(questionnaire)
    if found is None:
        findings.mistakes.append(
            findings.loaded.sources["questionnaire"].mistake(
                ("most_items_asked",),
                "too_many_paths",
                Phrase(
                    N_("hoeveel vragen iemand hooguit krijgt, is niet na te gaan: er zijn te veel wegen.")
                ),
                Phrase(N_("maak de voorwaarden bij 'skip_if' eenvoudiger.")),
                "warning",
            )
        )
        return
    if found[0] <= allowed:
        return
    steering = {
        leaf.item
        for i in questionnaire.items.values()
        for leaf in leaves(i.skip_if)
        if isinstance(leaf, Answered | Measured)
    }
    example = ", ".join(f"{item} = {answer}" for item, answer in found[1].items() if item in steering)
    findings.mistakes.append(
        findings.loaded.sources["questionnaire"].mistake(
            ("most_items_asked",),
            "too_many_items",
            Phrase(
                N_("iemand kan {asked} vragen krijgen, meer dan {allowed}: {example}."),
                {"asked": found[0], "allowed": allowed, "example": example},
            ),
            Phrase(
                N_("sla meer vragen over met 'skip_if', haal een vraag weg of verhoog 'most_items_asked'.")
            ),
        )
    )
