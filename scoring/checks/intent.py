"""What is well formed and hardly ever meant: levels the wrong way round, weights of nothing, an order that puts
the least first, questions that no total reaches.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import inf

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.language.translation import N_, nN_
from questionnaire.loading import Loaded
from questionnaire.models import Item, Questionnaire
from scoring.calculation.parts import Layout
from scoring.models import Measure
from scoring.priorities import OrderKey
from scoring.rule import MaturityLevel, Rule

_MOST_FIRST = ("value", "gain", "barriers", "crimes", "impact", "danger")
_YES_FIRST = ("acute", "key", "missing_key", "rank_below")
_FEW = 4


def check_intent(
    rule: Rule, source: Source, loaded: Loaded, questionnaire: Questionnaire, measures: dict[str, Measure]
) -> list[Mistake]:
    """Mistakes where nobody can mean it, warnings where somebody may."""
    return [
        *_levels_turned(rule, source, questionnaire),
        *_weighs_nothing(rule, source, loaded, questionnaire),
        *_in_no_group(rule, source, questionnaire),
        *_order(rule, source, measures),
    ]


def better_is(rule: Rule, questionnaire: Questionnaire) -> int:
    """1 where a better answer earns more, -1 where it earns less, 0 where nothing tells: what leads to a measure
    is the worse answer.
    """
    said = 0
    for section in questionnaire.themes:
        for item in section.items:
            with_measure, without = _worth(item, rule)
            if with_measure and without:
                middle = sum(without) / len(without) - sum(with_measure) / len(with_measure)
                said += (middle > 0) - (middle < 0)
    return (said > 0) - (said < 0)


def _worth(item: Item, rule: Rule) -> tuple[list[float], list[float]]:
    """Points of the answers that lead to a measure, and of the others. Of what one ticks for points a measure
    belongs to who does not tick it.
    """
    found: tuple[list[float], list[float]] = ([], [])
    instead = rule.items.points.get(item.id, {})
    parts = [(instead.get(o.id, o.points), o.measures) for o in item.options]
    parts += [(band.points, band.measures) for band in item.bands]
    for points, measures in parts if item.kind != "multiple" else ():
        if isinstance(points, int | float):
            found[0 if measures else 1].append(float(points))
    return found


def _levels_turned(rule: Rule, source: Source, questionnaire: Questionnaire) -> Iterator[Mistake]:
    """Levels stand from the worst to the best; where a better answer earns more their totals go up, else down."""
    direction = better_is(rule, questionnaire)
    named = [
        (i, level, _ends(level))
        for i, level in enumerate(rule.levels)
        if level.needs.model_fields_set == {"total"}
    ]
    for (_, lower, (low, high)), (i, higher, (least, most)) in pairwise(named):
        way = _way(low, least) or _way(high, most) or (most == inf > high) - (least == -inf < low)
        if direction == 0 or way in (0, direction):
            continue
        values = {"higher": higher.id, "lower": lower.id}
        said = (
            N_("niveau '{higher}' staat boven '{lower}', maar vraagt een lager totaal.")
            if direction > 0
            else N_("niveau '{higher}' staat boven '{lower}', maar vraagt een hoger totaal.")
        )
        remedy = N_(
            "zet de niveaus van slecht naar goed, of draai de grenzen van '{lower}' en '{higher}' om."
        )
        yield source.mistake(
            ("levels", i, "needs", "total"), "levels_turned", Phrase(said, values), Phrase(remedy, values)
        )


def _way(before: float, after: float) -> int:
    """1 up, -1 down; 0 for what is equal and for an end that is not said."""
    return 0 if inf in (abs(before), abs(after)) else (after > before) - (after < before)


def _ends(level: MaturityLevel) -> tuple[float, float]:
    total = level.needs.total
    if total is None:
        return -inf, inf
    low = total.at_least if total.at_least is not None else total.above
    high = total.at_most if total.at_most is not None else total.below
    return -inf if low is None else low, inf if high is None else high


def _weighs_nothing(
    rule: Rule, source: Source, loaded: Loaded, questionnaire: Questionnaire
) -> Iterator[Mistake]:
    for section in questionnaire.themes:
        if section.id in rule.themes.weights or section.weight != 0 or rule.total.from_ != "themes":
            continue
        said = Phrase(
            N_("thema '{id}' heeft gewicht 0, dus het telt niet mee in het totaal."), {"id": section.id}
        )
        remedy = Phrase(N_("geef het een gewicht boven 0, of haal 'weight' weg."))
        where, place = _section_at(loaded, section.id)
        yield where.mistake((*place, "weight"), "weighs_nothing", said, remedy, "warning")
    for theme, amount in rule.themes.weights.items():
        if amount == 0:
            said = Phrase(
                N_("thema '{id}' heeft gewicht 0, dus het telt niet mee in het totaal."), {"id": theme}
            )
            remedy = Phrase(N_("geef het een gewicht boven 0, of haal 'weight' weg."))
            yield source.mistake(("themes", "weights", theme), "weighs_nothing", said, remedy, "warning")
    for section in questionnaire.themes:
        for item in section.items:
            own = item.id in rule.items.weights
            if (rule.items.weights[item.id] if own else item.weight) != 0:
                continue
            where, place = (source, ("items", "weights")) if own else loaded.places[item.id]
            at: KeyPath = (*place, item.id) if own else (*place, "weight")
            said = Phrase(
                N_("sleutelvraag '{id}' heeft gewicht 0: zij begrenst het niveau en telt nergens mee.")
                if item.key
                else N_("vraag '{id}' heeft gewicht 0: zij wordt gesteld en telt nergens mee."),
                {"id": item.id},
            )
            remedy = Phrase(N_("geef haar een gewicht boven 0, of haal 'weight' weg."))
            yield where.mistake(at, "weighs_nothing", said, remedy, "error" if item.key else "warning")


def _section_at(loaded: Loaded, name: str) -> tuple[Source, KeyPath]:
    head = loaded.sources["questionnaire"]
    listed = head.data.get("sections", ()) if isinstance(head.data, dict) else ()
    for i, entry in enumerate(listed):
        if isinstance(entry, dict) and entry.get("id") == name:
            return head, ("sections", i)
    return loaded.sources.get(name, head), ()


def _in_no_group(rule: Rule, source: Source, questionnaire: Questionnaire) -> Iterator[Mistake]:
    if rule.total.from_ != "groups" or not rule.groups:
        return
    layout = Layout(rule, questionnaire)
    reached = {item for group in layout.on_top for item in layout.items_of[group]}
    lost = [i.id for section in questionnaire.themes for i in section.items if i.id not in reached]
    if lost:
        few = ", ".join(lost[:_FEW]) + (", ..." if len(lost) > _FEW else "")
        said = nN_(
            "{count} vraag zit in geen enkele groep, en telt dus niet mee in het totaal: {names}.",
            "{count} vragen zitten in geen enkele groep, en tellen dus niet mee in het totaal: {names}.",
        )
        remedy = N_("zet elke vraag bij 'members' van een groep, of kies 'from: themes'.")
        values = {"count": len(lost), "names": few}
        yield source.mistake(("total", "from"), "in_no_group", Phrase(said, values), Phrase(remedy))


def _order(rule: Rule, source: Source, measures: dict[str, Measure]) -> Iterator[Mistake]:
    """The order of the advice; only where there are measures to order."""
    if not measures:
        return
    seen: set[str] = set()
    for i, key in enumerate(rule.priorities.order):
        at: KeyPath = ("priorities", "order", i)
        if key.by in seen:
            said = Phrase(
                N_("'{by}' staat al eerder in deze volgorde, dus hier doet het niets meer."), {"by": key.by}
            )
            yield source.mistake(at, "order", said, Phrase(N_("houd er één over.")))
        elif key.by in ("rank", "rank_below") and not any(m.rank is not None for m in measures.values()):
            said = Phrase(
                N_("geen enkele maatregel heeft 'rank', dus '{by}' zet niets op volgorde."), {"by": key.by}
            )
            yield source.mistake(
                at, "order", said, Phrase(N_("geef de maatregelen 'rank', of haal deze sleutel weg."))
            )
        elif _turned(key):
            said = Phrase(
                N_("zo komt wat het minste '{by}' heeft het eerst.")
                if key.by in _MOST_FIRST
                else N_("zo komt wat '{by}' is het laatst."),
                {"by": key.by},
            )
            remedy = Phrase(
                N_("schrijf {{by: {by}, descending: true}}.")
                if key.by in _MOST_FIRST
                else N_("haal 'descending: true' weg."),
                {"by": key.by},
            )
            yield source.mistake(at, "order", said, remedy, "warning")
        seen.add(key.by)
    worth = rule.priorities.worth
    if any(key.by == "value" for key in rule.priorities.order) and not (
        worth.score or worth.barrier or worth.crime or worth.impact
    ):
        said = Phrase(N_("alles is hier 0, dus elke maatregel is even veel waard."))
        remedy = Phrase(N_("geef iets een waarde boven 0, of haal 'by: value' uit de volgorde."))
        yield source.mistake(("priorities", "worth"), "order", said, remedy)
    if "week" in rule.priorities.model_fields_set and rule.priorities.week == 0:
        said = Phrase(N_("met 0 staat er nooit iets voor deze week in het plan."))
        remedy = Phrase(N_("kies 1, 2 of 3."))
        yield source.mistake(("priorities", "week"), "order", said, remedy, "warning")


def _turned(key: OrderKey) -> bool:
    return (key.by in _MOST_FIRST and not key.descending) or (key.by in _YES_FIRST and key.descending)
