"""What a rule says about something that cannot be there: a profile item that earns, a level where there are
none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.checks.skip_rules import parts_of
from questionnaire.conditions import HowMany, PercentWithin, ScoreWithin
from questionnaire.language.translation import N_
from questionnaire.models import Item, Questionnaire
from scoring.calculation.parts import Layout
from scoring.calculation.points import ItemScorer
from scoring.checks.model_walk import conditions_of_model, parts_of_model
from scoring.rule import Clamp, Combining, Rule, ThemeException

_AWAY = N_("haal het weg, of verbeter het.")
_SMALLER = N_("maak het kleiner, of haal het weg.")
_HIGHEST_FIRST = ("value", "gain", "barriers", "impact")
_ITEM_KEYS = ("points", "weights", "maxima", "minima", "exceptions")


class NoEffect:
    """Everything in one rule that changes no figure, level or order of any business."""

    def __init__(self, rule: Rule, source: Source, questionnaire: Questionnaire):
        self.rule, self.source, self.questionnaire = rule, source, questionnaire
        self.items = {item.id: item for section in questionnaire.themes for item in section.items}

    def mistakes(self) -> list[Mistake]:
        """All of them."""
        return [
            *self._profile(),
            *self._absent(),
            *self._empty(),
            *self._exceptions(),
            *self._ends(),
            *self._more_than_there_are(),
            *self._scales(),
            *self._orders(),
            *self._shares(),
        ]

    def _told(self, place: KeyPath, sentence: str, remedy: str = _AWAY, **values: Any) -> Mistake:
        return self.source.mistake(place, "idle", Phrase(sentence, values), Phrase(remedy, values))

    def _profile(self) -> Iterator[Mistake]:
        """The profile steers and earns nothing, so a rule can ask its answers, and no points of it."""
        named: list[tuple[KeyPath, str]] = [
            (("items", key, name), name) for key in _ITEM_KEYS for name in getattr(self.rule.items, key)
        ]
        for i, factor in enumerate(self.rule.factors):
            named += [(("factors", i, "only", j), name) for j, name in enumerate(factor.only)]
        for i, level in enumerate(self.rule.levels):
            named += [(("levels", i, "needs", "items", name), name) for name in level.needs.items]
        for at, leaf in self._leaves():
            if isinstance(leaf, ScoreWithin | PercentWithin):
                key, name = (
                    ("score_of", leaf.score_of)
                    if isinstance(leaf, ScoreWithin)
                    else ("percent_of", leaf.percent_of)
                )
                named.append(((*at, key), name))
            elif isinstance(leaf, HowMany) and isinstance(leaf.of, tuple):
                named += [((*at, "of", j), name) for j, name in enumerate(leaf.of)]
        for place, name in named:
            if name in self.questionnaire.profile_ids:
                sentence = N_("'{name}' hoort bij het profiel en heeft geen punten, dus dit doet niets.")
                yield self._told(place, sentence, N_("noem hier een vraag uit een thema."), name=name)

    def _absent(self) -> Iterator[Mistake]:
        rule = self.rule
        for i, factor in enumerate(rule.factors):
            if factor.on == "groups" and not rule.groups:
                sentence = N_("er zijn geen groepen, dus dit doet niets.")
                yield self._told(
                    ("factors", i, "on"),
                    sentence,
                    N_("voeg 'groups' toe, of kies 'items', 'themes' of 'total'."),
                )
        asked: list[KeyPath] = [
            ("knock_outs", i, "levels_down") for i, k in enumerate(rule.knock_outs) if k.levels_down
        ]
        asked += [("levels_build_up",)] if rule.levels_build_up else []
        asked += [("level_when_incomplete",)] if not rule.level_when_incomplete else []
        for place in asked if not rule.levels else ():
            sentence = N_("er zijn geen niveaus, dus '{key}' doet niets.")
            yield self._told(place, sentence, N_("voeg 'levels' toe, of haal dit weg."), key=place[-1])

    def _empty(self) -> Iterator[Mistake]:
        places: list[KeyPath] = [
            at for at, clamp in parts_of_model(self.rule, (Clamp,)) if not clamp.model_fields_set
        ]
        places += [
            ("items", "exceptions", name)
            for name, e in self.rule.items.exceptions.items()
            if not e.model_fields_set
        ]
        places += [
            ("themes", "exceptions", name)
            for name, t in self.rule.themes.exceptions.items()
            if not t.model_fields_set
        ]
        places += [("items", "points", name) for name, points in self.rule.items.points.items() if not points]
        for place in places:
            yield self._told(
                place,
                N_("'{key}' is leeg, dus dit doet niets."),
                N_("vul het in, of haal het weg."),
                key=place[-1],
            )

    def _exceptions(self) -> Iterator[Mistake]:
        for name, exception in self.rule.items.exceptions.items():
            item = self.items.get(name)
            for key in exception.model_fields_set if item is not None else ():
                why = _never(item, key)
                if why is not None:
                    sentence = N_("bij '{name}' doet '{key}' niets: {why}.")
                    yield self._told(
                        ("items", "exceptions", name, key), sentence, name=name, key=key, why=Phrase(why)
                    )

    def _ends(self) -> Iterator[Mistake]:
        rules = self.rule.items
        wrong = [name for name in (*rules.maxima, *rules.minima) if name in self.items]
        scorer = ItemScorer(self.rule, self.questionnaire) if wrong else None
        for name in dict.fromkeys(wrong):
            bounds = scorer.bounds(name) if scorer else None
            if bounds is not None and bounds[1] >= bounds[0]:
                sentence = N_(
                    "bij '{name}' is het minste dat er te halen is ({least:g}) niet lager dan het meeste ({most:g})."
                )
                place: KeyPath = ("items", "minima" if name in rules.minima else "maxima", name)
                yield self._told(
                    place,
                    sentence,
                    N_("kijk 'minima' en 'maxima' na."),
                    name=name,
                    least=bounds[1],
                    most=bounds[0],
                )

    def _more_than_there_are(self) -> Iterator[Mistake]:
        rule, layout = self.rule, Layout(self.rule, self.questionnaire)
        counted: list[tuple[KeyPath, int, int]] = []
        limit = rule.items.not_applicable.at_most
        if limit is not None:
            offering = sum(item.not_applicable for item in self.items.values())
            counted.append((("items", "not_applicable", "at_most"), limit, offering))
        if rule.levels:
            most = len(rule.levels) - 1
            counted += [
                (("knock_outs", i, "levels_down"), k.levels_down, most + 1)
                for i, k in enumerate(rule.knock_outs)
                if k.levels_down > most
            ]
        themes = layout.parts_of
        whole = {"themes": len(themes), "items": len(self.items), "groups": len(layout.on_top)}
        some: list[tuple[KeyPath, Combining | ThemeException, int]] = [
            (("total",), rule.total, whole[rule.total.from_])
        ]
        some += [(("groups", i), group, len(group.members)) for i, group in enumerate(rule.groups)]
        some += [
            (("themes", "exceptions", name), e, len(themes.get(name, ())))
            for name, e in rule.themes.exceptions.items()
            if name in themes
        ]
        some.append(
            (
                ("themes",),
                rule.themes,
                max((len(p) for name, p in themes.items() if name not in rule.themes.exceptions), default=0),
            )
        )
        for place, rules, parts in some:
            for key, same in (("best", "maximum"), ("worst", "minimum")):
                few = getattr(rules, key)
                if few is not None and rules.combine == same:
                    sentence = N_("'{key}' verandert niets bij 'combine: {combine}'.")
                    remedy = N_("haal 'best' of 'worst' weg, of kies een andere 'combine'.")
                    yield self._told((*place, key), sentence, remedy, key=key, combine=same)
                elif few is not None and parts:
                    counted.append(((*place, key), few, parts))
        for place, said, there in counted:
            if said >= there:
                sentence = N_("'{key}: {said}' verandert niets: het zijn er nooit meer dan {most}.")
                yield self._told(
                    place,
                    sentence,
                    _SMALLER,
                    key=place[-1],
                    said=said,
                    most=there - (place[-1] == "levels_down"),
                )

    def _scales(self) -> Iterator[Mistake]:
        """A theme that counts in another way is held to what all themes are held to."""
        for name, exception in self.rule.themes.exceptions.items():
            rules = self.rule.themes.for_theme(name)
            for key in ("lowest", "highest"):
                if key in exception.model_fields_set and rules.scale == "none":
                    sentence = N_("'lowest' en 'highest' horen bij een schaal.")
                    yield self._told(
                        ("themes", "exceptions", name, key),
                        sentence,
                        N_("voeg 'scale: percent' toe, of laat ze weg."),
                    )
            if rules.scale != "none" and rules.lowest >= rules.highest:
                yield self._told(
                    ("themes", "exceptions", name),
                    N_("'lowest' is niet lager dan 'highest'."),
                    N_("draai ze om."),
                )

    def _orders(self) -> Iterator[Mistake]:
        priorities = self.rule.priorities
        seen: set[str] = set()
        for i, key in enumerate(priorities.order):
            if key.by in seen:
                yield self._told(
                    ("priorities", "order", i),
                    N_("op '{by}' wordt hier al gesorteerd, dus dit doet niets."),
                    by=key.by,
                )
            seen.add(key.by)
            if key.by in _HIGHEST_FIRST and "descending" not in key.model_fields_set:
                sentence = N_("'by: {by}' zet zo het laagste vooraan.")
                remedy = N_(
                    "schrijf 'descending: true' voor het hoogste eerst, of 'descending: false' als u dit bedoelt."
                )
                yield replace(
                    self._told(("priorities", "order", i), sentence, remedy, by=key.by), severity="warning"
                )
        worth = priorities.worth
        if "value" in seen and not (worth.score or worth.barrier or worth.impact):
            yield self._told(
                ("priorities", "worth"),
                N_("elke maatregel is nul waard, dus 'by: value' zet niets op volgorde."),
            )

    def _shares(self) -> Iterator[Mistake]:
        """Of an item a condition counts its share; who writes 50 there means a percentage, or a theme."""
        for at, leaf in self._leaves():
            if not isinstance(leaf, HowMany) or leaf.of in ("themes", "groups"):
                continue
            if isinstance(leaf.of, tuple) and not all(name in self.items for name in leaf.of):
                continue
            key, bound = (
                ("count_below", leaf.count_below)
                if leaf.count_below is not None
                else ("count_at_least", leaf.count_at_least)
            )
            if bound is not None and not 0 < bound <= 1:
                sentence = N_(
                    "van een vraag telt het deel van de punten, van 0 tot 1, dus '{key}: {bound:g}' scheidt niets."
                )
                yield self._told(
                    (*at, key),
                    sentence,
                    N_("schrijf een deel, zoals 0.5, of tel thema's met 'of: themes'."),
                    key=key,
                    bound=bound,
                )

    def _leaves(self) -> Iterable[tuple[KeyPath, Any]]:
        return [
            found
            for place, condition in conditions_of_model(self.rule)
            for found in parts_of(condition, place)
        ]


def _never(item: Item | None, key: str) -> str | None:
    """Why an exception under `key` never applies to this item; None when it may."""
    if item is None:
        return None
    if key == "not_applicable" and item.key:
        return N_("bij een sleutelvraag telt dit altijd als nul")
    if (key == "not_applicable" and not item.not_applicable) or (key == "dont_know" and not item.dont_know):
        return N_("de vraag biedt dit antwoord niet aan")
    if key == "combine" and item.kind != "multiple":
        return N_("er valt maar één antwoord te kiezen")
    return N_("de vraag wordt nooit overgeslagen") if key == "skipped" and item.skip_if is None else None
