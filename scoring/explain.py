"""Scores that explain themselves: for every figure the items, points, weights and rules that made it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import fsum

from questionnaire.language.numbers import written
from questionnaire.language.translation import N_, nN_, translator
from questionnaire.respondent import for_respondent
from questionnaire.responses import DONT_KNOW
from questionnaire.walk import ItemState
from scoring.calculation.arithmetic import share_of
from scoring.calculation.parts import Part
from scoring.content import Content
from scoring.results import ItemScore, Score, ThemeScore
from scoring.rule import Combining, CountsAs, KnockOut, Rounding

Say = Callable[[str], str]  # a Dutch text in the language of who reads

STATE_TEXTS = {
    ItemState.ANSWERED: N_("beantwoord"),
    ItemState.DONT_KNOW: N_("weet ik niet"),
    ItemState.NOT_APPLICABLE: N_("niet van toepassing"),
    ItemState.SKIPPED: N_("niet gevraagd: past niet bij dit bedrijf"),
    ItemState.IMPLIED: N_("niet gevraagd: volgt uit een eerder antwoord"),
    ItemState.UNANSWERED: N_("nog geen antwoord"),
    ItemState.NOT_ASKED: N_("niet gevraagd"),
}

_COMBINES = {
    "sum": N_("de som van de delen"),
    "weighted_sum": N_("de gewogen som van de delen"),
    "maximum": N_("het hoogste van de delen"),
    "minimum": N_("het laagste van de delen"),
    "mean": N_("het gemiddelde van de delen"),
    "weighted_mean": N_("het gewogen gemiddelde van de delen"),
    "median": N_("de middelste van de delen"),
    "product": N_("de delen met elkaar vermenigvuldigd"),
    "geometric_mean": N_("het meetkundig gemiddelde van de delen"),
    "ladder": N_("de som van de delen die helemaal op orde zijn, tot het eerste dat dat niet is"),
}
_ROUNDINGS = {
    "half_up": N_("Afgerond; een half gaat naar boven."),
    "half_even": N_("Afgerond; een half gaat naar het even getal."),
    "floor": N_("Naar beneden afgerond."),
    "ceiling": N_("Naar boven afgerond."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a figure. `reached` of `attainable` in the unit of that part, None when it is left out.

    `contributes` is the share (0 to 1) of the figure's own attainable maximum that this part brings in.
    """

    id: str
    label: str
    answer: str
    state: str
    reached: float | None
    attainable: float
    weight: float
    contributes: float | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a figure is what it is: its parts in order, and the rules that applied as sentences."""

    of: str
    title: str
    value: float | None
    maximum: float
    lines: tuple[Line, ...]
    rules: tuple[str, ...]


def explain(content: Content, score: Score, of: str = "total") -> Explanation:
    """The explanation of `total`, of a theme, a group or an item, in the content's language.

    Raises KeyError for an id that is none of these.
    """
    say = translator(content.language).gettext
    if of == "total":
        return _total(content, score, say)
    if of in score.items:
        return _item(content, score.items[of], score, say)
    group = next((g for g in score.groups if g.id == of), None)
    if group is not None:
        return _group(content, group, score, say)
    return _theme(content, score.theme(of), score, say)


def _total(content: Content, score: Score, say: Say) -> Explanation:
    rules = content.rule.total
    if rules.from_ == "items":
        lines = _part_lines(content, list(score.items.values()), rules, rules.of, score, say)
    else:
        on_top = content.scorer.layout.on_top
        chosen = score.themes if rules.from_ == "themes" else [g for g in score.groups if g.id in on_top]
        parts = [(t.weight if rules.combine.startswith("weighted") else 1.0, t) for t in chosen]
        divisor = fsum(w * t.maximum for w, t in parts if t.value is not None) or 1.0
        lines = tuple(
            Line(
                t.id,
                t.title,
                "",
                "" if t.value is not None else say(STATE_TEXTS[why_no_figure(t, score)]),
                t.value,
                t.maximum,
                w,
                None if t.value is None else w * t.value / divisor,
            )
            for w, t in parts
        )
    sentences = [
        say(N_("Het totaal is {way}.")).format(way=say(_COMBINES[rules.combine])),
        *_sentences(rules, content.language, say),
    ]
    sentences += [f.reason for f in content.rule.factors if f.id in score.factors]
    sentences += [k.reason for k in knock_outs_told(content, score)]
    if score.quick and content.rule.levels:
        sentences.append(say(N_("De snelle scan geeft geen niveau: daarvoor zijn alle vragen nodig.")))
    elif score.level is not None:
        sentences.append(say(N_("Het niveau is '{level}'.")).format(level=score.level.title))
    elif not score.complete and not content.rule.level_when_incomplete:
        sentences.append(say(N_("Nog geen niveau: niet alle vragen zijn beantwoord.")))
    return Explanation("total", content.rule.title, score.value, score.maximum, lines, tuple(sentences))


def knock_outs_told(content: Content, score: Score) -> tuple[KnockOut, ...]:
    """The knock-outs that say something: one that only holds back the level is left out while there is no
    level yet.
    """
    waiting = score.level is None and bool(content.rule.levels) and (score.quick or not score.complete)
    return tuple(k for k in score.knock_outs if not waiting or k.fails or k.total_at_most is not None)


def why_no_figure(theme: ThemeScore, score: Score) -> ItemState:
    """The state that most of a theme without a figure has in common."""
    states = [score.items[i].state for i in theme.item_ids]
    return (
        ItemState.UNANSWERED
        if ItemState.UNANSWERED in states
        else max(states, key=states.count, default=ItemState.NOT_ASKED)
    )


def _theme(content: Content, theme: ThemeScore, score: Score, say: Say) -> Explanation:
    rules = content.rule.themes.for_theme(theme.id)
    lines = _part_lines(
        content, _parts(score, content.scorer.layout.parts_of[theme.id]), rules, rules.of, score, say
    )
    sentences = [
        say(N_("Het thema is {way}.")).format(way=say(_COMBINES[rules.combine])),
        *_sentences(rules, content.language, say),
        *_treatments(content, score, theme, say),
    ]
    return Explanation(theme.id, theme.title, theme.value, theme.maximum, lines, tuple(sentences))


def _group(content: Content, group: ThemeScore, score: Score, say: Say) -> Explanation:
    rules = content.scorer.layout.groups[group.id]
    lines = _part_lines(content, _parts(score, rules.members), rules, rules.of, score, say)
    sentences = [
        say(N_("Deze groep is {way}.")).format(way=say(_COMBINES[rules.combine])),
        *_sentences(rules, content.language, say),
    ]
    return Explanation(group.id, group.title, group.value, group.maximum, lines, tuple(sentences))


def _parts(score: Score, ids: tuple[str, ...]) -> list[Part]:
    groups = {g.id: g for g in score.groups}
    return [groups.get(i) or score.items[i] for i in ids]


def _item(content: Content, found: ItemScore, score: Score, say: Say) -> Explanation:
    item = for_respondent(content.questionnaire.items[found.id], score.counting)
    line = _part_lines(content, [found], content.rule.themes, "points", score, say)
    sentences = [
        option.label + ": " + _number(content.option_points(item.id, option.id), content.language)
        for option in item.options
    ]
    if found.points is None:
        sentences.append(say(N_("Deze vraag telt niet mee in de score.")))
    return Explanation(found.id, item.question, found.points, found.maximum, line, tuple(sentences))


def _part_lines(
    content: Content, parts: list[Part], rules: Combining, of: str, score: Score, say: Say
) -> tuple[Line, ...]:
    """Items and groups as lines, each with what it brings into the figure above them."""
    weights = {p.id: p.weight if rules.combine.startswith("weighted") else 1.0 for p in parts}
    unit = {p.id: (p.maximum or 1.0) if of == "points" else 1.0 for p in parts}
    divisor = fsum(weights[p.id] * unit[p.id] for p in parts if _reached(p) is not None) or 1.0
    lines = []
    for part in parts:
        share = _share(part)
        brings = None if share is None else weights[part.id] * unit[part.id] * share / divisor
        if isinstance(part, ItemScore):
            label, answer, state = (
                for_respondent(content.questionnaire.items[part.id], score.counting).question,
                answer_text(content, part.id, score, say),
                say(STATE_TEXTS[part.state]),
            )
        else:
            label, answer, state = (
                part.title,
                "",
                "" if part.value is not None else say(STATE_TEXTS[why_no_figure(part, score)]),
            )
        lines.append(
            Line(part.id, label, answer, state, _reached(part), part.maximum, weights[part.id], brings)
        )
    return tuple(lines)


def _reached(part: Part) -> float | None:
    return part.points if isinstance(part, ItemScore) else part.value


def _share(part: Part) -> float | None:
    if isinstance(part, ItemScore):
        return part.share
    return share_of(part.value, part.maximum, part.minimum)


def answer_text(content: Content, item_id: str, score: Score, say: Say) -> str:
    """The answer as the respondent read it, or the words for its state. Items of the profile have an answer
    as well.
    """
    answer, found = score.counting.get(item_id), score.items.get(item_id)
    state = found.state if found else ItemState.UNANSWERED if answer is None else ItemState.ANSWERED
    if answer is None or state is ItemState.NOT_APPLICABLE:
        return say(STATE_TEXTS[state])
    if answer == DONT_KNOW:
        return say(STATE_TEXTS[ItemState.DONT_KNOW])
    item = content.questionnaire.items[item_id]
    if item.kind == "number" and item.number:
        unit = item.number.unit_one if answer == 1 and item.number.unit_one else item.number.unit
        return f"{_number(float(answer), content.language)} {unit}"  # type: ignore[arg-type]
    return item.label_of(answer)


def _treatments(content: Content, score: Score, theme: ThemeScore, say: Say) -> list[str]:
    """What "I don't know", "not applicable" and skipped items counted as, only where it happened."""
    states = {score.items[i].state for i in theme.item_ids}
    rules = content.rule.items
    sentences = []
    if ItemState.DONT_KNOW in states:
        sentences.append(
            say(N_("'Weet ik niet' telt als nog niet geregeld. Zodra u het weet, telt het echte antwoord."))
            if rules.dont_know.counts_as in ("zero", "lowest")
            else say(N_("'Weet ik niet' telt anders dan een gewoon antwoord: {way}.")).format(
                way=_way(rules.dont_know, content.language, say)
            )
        )
    if any(score.items[i].points is None for i in theme.item_ids):
        sentences.append(say(N_("Vragen die niet bij uw bedrijf passen, tellen niet mee.")))
    if ItemState.IMPLIED in states and rules.skipped.by_answer == "zero":
        sentences.append(
            say(N_("Een vraag die wegviel door een eerder antwoord, telt als nog niet geregeld."))
        )
    return sentences


def _way(treatment: CountsAs, language: str, say: Say) -> str:
    """How "I don't know" counts, in words."""
    match treatment.counts_as:
        case "full":
            return say(N_("alle punten"))
        case "partial":
            return say(N_("{share} procent van de punten")).format(
                share=_number(100 * treatment.share, language)
            )
        case "fixed":
            return say(N_("{points} punten")).format(points=_number(treatment.points, language))
    return say(N_("het telt niet mee"))


def _sentences(rules: Combining, language: str, say: Say) -> list[str]:
    found = []
    if rules.best or rules.worst:
        told = nN_("Alleen de beste telt.", "Alleen de beste {count} tellen.")
        if not rules.best:
            told = nN_("Alleen de laagste telt.", "Alleen de laagste {count} tellen.")
        count = rules.best or rules.worst or 0
        found.append(translator(language).ngettext(*told, count).format(count=count))
    if rules.scale != "none":
        found.append(_scale(rules, language, say))
    if rules.over == "all":
        found.append(say(N_("Vragen die niet zijn gesteld, tellen mee in wat te halen was.")))
    return found + _rounding(rules.rounding, say)


def _scale(rules: Combining, language: str, say: Say) -> str:
    if (rules.lowest, rules.highest) == (0, 100):
        return say(N_("Daarna is het omgerekend naar procenten van wat te halen was."))
    sentence = say(N_("Daarna is het omgerekend naar een schaal van {lowest} tot {highest}."))
    return sentence.format(lowest=_number(rules.lowest, language), highest=_number(rules.highest, language))


def _rounding(rounding: Rounding, say: Say) -> list[str]:
    return [] if rounding.mode == "none" else [say(_ROUNDINGS[rounding.mode])]


def _number(value: float, language: str) -> str:
    return written(value, language, 4, trimmed=True)
