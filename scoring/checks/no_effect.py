"""What is written in a rule and does nothing: refused, because its author expects another score."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.conditions import HowMany, HowManyAnswers, leaves
from questionnaire.language.translation import N_
from questionnaire.models import Amount, Questionnaire
from scoring.calculation.parts import Layout
from scoring.calculation.points import rules_for
from scoring.checks.absent_targets import NoEffect
from scoring.checks.model_walk import conditions_of_model, parts_of_model
from scoring.rule import Clamp, Combining, Rounding, Rule, ThemeException

_WEIGHTED = N_("kies daar 'combine: weighted_mean' of 'weighted_sum', of haal het gewicht weg.")
_FEW = 4


def check_no_effect(rule: Rule, source: Source, questionnaire: Questionnaire) -> list[Mistake]:
    """Weights that nothing weighs, key items where there are none, roundings, bounds and factors without
    effect.
    """
    return [
        *_weights(rule, source, questionnaire),
        *_key_items(rule, source, questionnaire),
        *_plain(rule, source),
        *NoEffect(rule, source, questionnaire).mistakes(),
    ]


def _weights(rule: Rule, source: Source, questionnaire: Questionnaire) -> Iterator[Mistake]:
    def without_effect(place: KeyPath, amount: Amount, name: str, above: str | None) -> Iterator[Mistake]:
        if above is not None and amount != 1:
            sentence = N_("het gewicht van '{name}' telt niet mee: '{above}' weegt zijn delen niet.")
            yield source.mistake(
                place, "idle", Phrase(sentence, {"name": name, "above": above}), Phrase(_WEIGHTED)
            )

    for theme, amount in rule.themes.weights.items():
        yield from without_effect(
            ("themes", "weights", theme), amount, theme, _unweighing_total(rule, "themes")
        )
    above = _above(rule, questionnaire)
    for item, amount in rule.items.weights.items():
        yield from without_effect(("items", "weights", item), amount, item, above.get(item))
    for i, group in enumerate(rule.groups):
        yield from without_effect(("groups", i, "weight"), group.weight, group.id, above.get(group.id))
    yield from _beside_questions(rule, source, questionnaire, above)


def _beside_questions(
    rule: Rule, source: Source, questionnaire: Questionnaire, above: dict[str, str]
) -> Iterator[Mistake]:
    """A warning for weights that stand beside the questions: another rule on the same questions may well
    weigh them.
    """
    themes = questionnaire.themes if _unweighing_total(rule, "themes") else ()
    names = [section.id for section in themes if section.weight != 1]
    for item in (item for section in questionnaire.themes for item in section.items):
        if item.weight != 1 and item.id in above and item.id not in rule.items.weights:
            names.append(item.id)
        if any(o.weight != 1 for o in item.options) and not rules_for(rule.items, item.id).combine.startswith(
            "weighted"
        ):
            names += [f"{item.id}.{option.id}" for option in item.options if option.weight != 1]
    if names:
        few = ", ".join(names[:_FEW]) + (", ..." if len(names) > _FEW else "")
        yield source.mistake(
            ("questionnaire",),
            "idle",
            Phrase(N_("bij de vragen staan gewichten die deze regel niet weegt: {names}."), {"names": few}),
            Phrase(_WEIGHTED),
            "warning",
        )


def _unweighing_total(rule: Rule, parts: str) -> str | None:
    return None if rule.total.from_ == parts and _weighs(rule.total) else "total"


def _weighs(rules: Combining) -> bool:
    return rules.combine.startswith("weighted")


def _above(rule: Rule, questionnaire: Questionnaire) -> dict[str, str]:
    """By item or group: what takes it up without looking at its weight. What some level does weigh is not in
    it.
    """
    layout = Layout(rule, questionnaire)
    found: dict[str, str] = {}
    weighed = {member for group in rule.groups if _weighs(group) for member in group.members}
    if _weighs(rule.total) and rule.total.from_ != "themes":
        weighed |= set(layout.on_top) if rule.total.from_ == "groups" else set(questionnaire.items)
    for theme, parts in layout.parts_of.items():
        if _weighs(rule.themes.for_theme(theme)):
            weighed |= set(parts)
        found |= dict.fromkeys(parts, theme)
    for group in rule.groups:
        found |= {member: group.id for member in group.members if member not in found}
    found |= {group.id: "total" for group in rule.groups if group.id not in found}
    return {name: above for name, above in found.items() if name not in weighed}


def _key_items(rule: Rule, source: Source, questionnaire: Questionnaire) -> Iterator[Mistake]:
    if any(item.key for section in questionnaire.themes for item in section.items):
        return
    places: list[KeyPath] = [
        ("levels", i, "needs", key)
        for i, level in enumerate(rule.levels)
        for key in ("key_items", "key_points")
        if getattr(level.needs, key) is not None
    ]
    for place, condition in conditions_of_model(rule):
        places += [
            place
            for leaf in leaves(condition)
            if isinstance(leaf, HowMany | HowManyAnswers) and leaf.of == "key_items"
        ]
    for place in places:
        yield source.mistake(
            place,
            "idle",
            Phrase(N_("geen enkele vraag is een sleutelvraag, dus dit vraagt niets.")),
            Phrase(N_("zet 'key: true' bij de sleutelvragen, of haal dit weg.")),
        )


def _plain(rule: Rule, source: Source) -> Iterator[Mistake]:
    for place, rounding in parts_of_model(rule, (Rounding,)):
        if {"step", "decimals"} <= rounding.model_fields_set:
            yield source.mistake(
                (*place, "step"),
                "idle",
                Phrase(N_("'step' en 'decimals' gaan niet samen.")),
                Phrase(N_("houd er één over.")),
            )
        elif rounding.mode == "none" and rounding.model_fields_set & {"step", "decimals"}:
            yield source.mistake(
                place,
                "idle",
                Phrase(N_("zonder 'mode' wordt er niet afgerond.")),
                Phrase(N_("voeg bijvoorbeeld 'mode: half_up' toe.")),
            )
    for place, clamp in parts_of_model(rule, (Clamp,)):
        if (
            isinstance(clamp.least, int | float)
            and isinstance(clamp.most, int | float)
            and clamp.least > clamp.most
        ):
            yield source.mistake(
                place,
                "idle",
                Phrase(N_("'least' is hier hoger dan 'most', dus elk cijfer wordt hetzelfde.")),
                Phrase(N_("draai ze om.")),
            )
    some: list[tuple[KeyPath, Combining | ThemeException]] = [
        (("total",), rule.total),
        (("themes",), rule.themes),
    ]
    some += [(("groups", i), group) for i, group in enumerate(rule.groups)]
    some += [(("themes", "exceptions", name), found) for name, found in rule.themes.exceptions.items()]
    for at, rules in some:
        yield from _few(at, rules, source)
    for i, factor in enumerate(rule.factors):
        if factor.multiply == 1 and factor.add == 0:
            yield source.mistake(
                ("factors", i),
                "idle",
                Phrase(N_("deze factor verandert niets.")),
                Phrase(N_("voeg 'multiply' of 'add' toe.")),
            )
    if "beyond" in rule.items.not_applicable.model_fields_set and rule.items.not_applicable.at_most is None:
        yield source.mistake(
            ("items", "not_applicable", "beyond"),
            "idle",
            Phrase(N_("'beyond' doet niets zonder 'at_most'.")),
            Phrase(N_("voeg 'at_most' toe, of haal 'beyond' weg.")),
        )


def _few(place: KeyPath, rules: Combining | ThemeException, source: Source) -> Iterator[Mistake]:
    if rules.best is not None and rules.worst is not None:
        yield source.mistake(
            (*place, "worst"),
            "idle",
            Phrase(N_("'best' en 'worst' gaan niet samen.")),
            Phrase(N_("houd er één over.")),
        )
    elif (rules.best or rules.worst) and rules.combine == "ladder":
        yield source.mistake(
            (*place, "best" if rules.best else "worst"),
            "idle",
            Phrase(N_("een ladder telt van onder naar boven, dus hier valt niets te kiezen.")),
            Phrase(N_("haal 'best' of 'worst' weg, of kies een andere 'combine'.")),
        )
