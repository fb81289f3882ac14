"""Whether the levels of a rule fit together and with what the rule can come to."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, inf, nextafter

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.checks.skip_rules import parts_of
from questionnaire.conditions import Bounds, PercentWithin, ScoreWithin
from questionnaire.language.translation import N_
from scoring.calculation.levels import level_reached
from scoring.checks.model_walk import conditions_of_model
from scoring.checks.score_range import Reach, Span
from scoring.rule import MaturityLevel, Rule

End = tuple[float, bool]

_DECIMALS = 4  # as many as a message shows

_REMEDY = N_("pas de grens aan, of haal haar weg.")


def check_levels(rule: Rule, source: Source, reach: Reach) -> list[Mistake]:
    """Totals that are not what the rule says, levels out of reach, overlaps, gaps, and bounds that no figure
    meets.
    """
    said = (rule.total.minimum, rule.total.maximum)
    total = reach.total((said[0], said[1]) if said[0] is not None and said[1] is not None else None)
    if total is None:
        return []
    mistakes = _extremes(rule, source, total)
    mistakes += _bounds_out_of_reach(rule, source, reach)
    if mistakes:
        return mistakes
    return _levels_out_of_reach(rule, source, reach, total) or [
        *_overlaps(rule, source),
        *_gaps(rule, source, reach, total),
        *_without_effect(rule, source, total),
    ]


def _extremes(rule: Rule, source: Source, total: Span) -> list[Mistake]:
    """What the rule says its highest and lowest total are, against what businesses get."""
    mistakes = []
    for key, said, found in (
        ("maximum", rule.total.maximum, total[1]),
        ("minimum", rule.total.minimum, total[0]),
    ):
        if said is not None and abs(said - found) > _nearness(said):
            word = N_("hoogste") if key == "maximum" else N_("laagste")
            mistakes.append(
                source.mistake(
                    ("total", key),
                    "extreme",
                    Phrase(
                        N_(
                            "'{key}: {said:g}' klopt niet: het {word} totaal dat een bedrijf kan halen is {found:g}."
                        ),
                        {"key": key, "said": said, "word": Phrase(word), "found": round(found, 4)},
                    ),
                    Phrase(
                        N_("schrijf '{key}: {found:g}', of pas punten, gewichten of schaal aan."),
                        {"key": key, "found": round(found, 4)},
                    ),
                )
            )
    return mistakes


def _nearness(said: float) -> float:
    """How far what was worked out may lie from what is written: half of its last decimal, 3.3333 stands for 10/3."""
    decimals = len(f"{said:.10f}".rstrip("0").partition(".")[2])
    return 0.5000001 * 10.0**-decimals if decimals >= _DECIMALS else 1e-6


def _bounds_out_of_reach(rule: Rule, source: Source, reach: Reach) -> list[Mistake]:
    """Bounds on a figure that it can never meet, in levels, knock-outs and factors."""
    mistakes = []
    for place, condition in conditions_of_model(rule):
        for at, leaf in parts_of(condition, place):
            if not isinstance(leaf, ScoreWithin | PercentWithin):
                continue
            name = leaf.score_of if isinstance(leaf, ScoreWithin) else leaf.percent_of
            span = reach.spans.get(name) if isinstance(leaf, ScoreWithin) else (0.0, 100.0)
            if span is not None and not _meets(leaf, span):
                mistakes.append(
                    source.mistake(
                        at,
                        "bound_out_of_reach",
                        Phrase(
                            N_(
                                "'{name}' ligt altijd tussen {low:g} en {high:g}, dus deze voorwaarde klopt nooit."
                            ),
                            {"name": name, "low": round(span[0], 4), "high": round(span[1], 4)},
                        ),
                        Phrase(_REMEDY),
                    )
                )
    for i, level in enumerate(rule.levels):
        wanted = {("themes", name): bound for name, bound in level.needs.themes.items()}
        wanted |= {("groups", name): bound for name, bound in level.needs.groups.items()}
        for (key, name), bound in wanted.items():
            span = reach.spans.get(name)
            if span is not None and bound > span[1]:
                mistakes.append(
                    source.mistake(
                        ("levels", i, "needs", key, name),
                        "level_out_of_reach",
                        Phrase(
                            N_(
                                "niveau '{level}' vraagt {bound:g} voor '{name}', en dat is nooit te halen: het hoogste is {high:g}."
                            ),
                            {"level": level.id, "bound": bound, "name": name, "high": round(span[1], 4)},
                        ),
                        Phrase(_REMEDY),
                    )
                )
    return mistakes


def _levels_out_of_reach(rule: Rule, source: Source, reach: Reach, total: Span) -> list[Mistake]:
    mistakes = []
    for i, level in enumerate(rule.levels):
        bounds = level.needs.total
        if bounds is not None and not _meets(bounds, total):
            mistakes.append(
                source.mistake(
                    ("levels", i, "needs", "total"),
                    "level_out_of_reach",
                    Phrase(
                        N_("niveau '{level}' is nooit te halen: het totaal loopt van {low:g} tot {high:g}."),
                        {"level": level.id, "low": round(total[0], 4), "high": round(total[1], 4)},
                    ),
                    Phrase(_REMEDY),
                )
            )
            continue
        above = next(
            (
                other
                for other in rule.levels[i + 1 :]
                if _asks_total_alone(other) and _covers(other, level, total)
            ),
            None,
        )
        if above is not None:
            mistakes.append(
                source.mistake(
                    ("levels", i),
                    "level_out_of_reach",
                    Phrase(
                        N_("niveau '{level}' komt nooit voor: wie het haalt, haalt ook '{other}'."),
                        {"level": level.id, "other": above.id},
                    ),
                    Phrase(N_("zet de niveaus van laag naar hoog en kijk de grenzen na.")),
                )
            )
    return mistakes


def _overlaps(rule: Rule, source: Source) -> list[Mistake]:
    """Two levels that both name a total which falls in both."""
    mistakes = []
    for i, (lower, higher) in enumerate(zip(rule.levels, rule.levels[1:]), 1):
        a, b = lower.needs.total, higher.needs.total
        if a is None or b is None or not _asks_total_alone(lower) or not _asks_total_alone(higher):
            continue
        (_, high), (low, _) = _span(a), _span(b)
        if high < inf and low > -inf and low <= high:
            mistakes.append(
                source.mistake(
                    ("levels", i, "needs", "total"),
                    "levels_overlap",
                    Phrase(
                        N_(
                            "de niveaus '{lower}' en '{higher}' overlappen: een totaal van {low:g} valt in allebei."
                        ),
                        {"lower": lower.id, "higher": higher.id, "low": low},
                    ),
                    Phrase(
                        N_("laat '{higher}' beginnen waar '{lower}' ophoudt."),
                        {"lower": lower.id, "higher": higher.id},
                    ),
                )
            )
    return mistakes


def _gaps(rule: Rule, source: Source, reach: Reach, total: Span) -> list[Mistake]:
    """Totals that no level takes. A level that asks more than a total may be missed, so it closes no gap."""
    if not rule.levels:
        return []
    # Each end is a figure and whether the level still takes it; a gap takes what its neighbours leave.
    plain = [level for level in rule.levels if _asks_total_alone(level)]
    if not plain:
        return _missed(rule, source, reach)
    ends = sorted((_ends(level.needs.total) for level in plain), key=lambda e: (e[0][0], not e[0][1]))
    # The lowest level often asks nothing: it is there for what lies under the others, not for a hole between
    # them.
    ground = plain[0].id if plain and plain[0].needs.total is None and ends[-1] != ends[0] else None
    if ground is not None and all(end[0][0] == -inf for end in ends) and max(e[1] for e in ends[1:])[0] < inf:
        # Lower is better: every level says what it may be at most, and the first takes all above it.
        return []
    if ground is not None:
        first, takes = min(end[0] for end in ends[1:])
        ends[0] = (ends[0][0], (first, not takes))
    reached, grid = (total[0], False), _grid(rule, reach)
    for low, high in [*ends, ((inf, True), (inf, True))]:
        if low[0] > total[1]:
            low = (total[1], False)
        missed = _first_between(reached, low, grid)
        if missed is not None:
            at = next((i for i, x in enumerate(rule.levels) if _ends(x.needs.total)[0] == low), None)
            said = (
                Phrase(N_("een totaal van {total:g} valt in geen enkel niveau."), {"total": missed})
                if ground is None
                else Phrase(
                    N_("een totaal van {total:g} valt terug naar '{level}', onder een lager totaal."),
                    {"total": missed, "level": ground},
                )
            )
            remedy = N_("laat de niveaus op elkaar aansluiten: 'below: 35' en dan 'at_least: 35'.")
            place: KeyPath = ("levels",) if at is None else ("levels", at, "needs", "total")
            return [source.mistake(place, "levels_gap", said, Phrase(remedy))]
        reached = max(reached, high)
        if reached >= (total[1], True):
            return []
    return []


def _missed(rule: Rule, source: Source, reach: Reach) -> list[Mistake]:
    """Where every level asks other things, such as a box of a matrix: a business that none of them takes."""
    missed = next(
        (score for responses, score in reach.met if level_reached(rule, score, responses) is None), None
    )
    if missed is None:
        return []
    return [
        source.mistake(
            ("levels",),
            "levels_gap",
            Phrase(
                N_("er zijn bedrijven die geen enkel niveau halen, zoals een met een totaal van {total:g}."),
                {"total": missed.value},
            ),
            Phrase(N_("zet vooraan een niveau zonder 'needs', of vul de voorwaarden aan.")),
        )
    ]


def _without_effect(rule: Rule, source: Source, total: Span) -> list[Mistake]:
    """Knock-outs that cap at what is the highest already."""
    mistakes = []
    for i, knock_out in enumerate(rule.knock_outs):
        if rule.levels and knock_out.level_at_most == rule.levels[-1].id:
            key, sentence = "level_at_most", N_("'{id}' begrenst niets: '{bound}' is al het hoogste niveau.")
        elif knock_out.total_at_most is not None and knock_out.total_at_most >= total[1]:
            key, sentence = (
                "total_at_most",
                N_("'{id}' begrenst niets: het totaal is nooit hoger dan {bound}."),
            )
        elif knock_out.total_at_most is not None and knock_out.total_at_most < total[0]:
            key, sentence = (
                "total_at_most",
                N_("'{id}' zet het totaal lager dan er bestaat: het laagste is {bound}."),
            )
        else:
            continue
        bound = (
            rule.levels[-1].id
            if key == "level_at_most"
            else f"{total[1 if (knock_out.total_at_most or 0.0) >= total[1] else 0]:g}"
        )
        mistakes.append(
            source.mistake(
                ("knock_outs", i, key),
                "idle",
                Phrase(sentence, {"id": knock_out.id, "bound": bound}),
                Phrase(_REMEDY),
            )
        )
    return mistakes


def _first_between(after: End, before: End, grid: float | None) -> float | None:
    """The first total behind `after` and ahead of `before`; the ends themselves only when no level takes
    them.
    """
    if before[0] < after[0]:
        return None
    if grid is None:
        return (
            after[0]
            if after[0] < before[0] or (after[0] == before[0] and not after[1] and not before[1])
            else None
        )
    step, low, high = (Fraction(str(x)) for x in (grid, after[0], before[0]))
    first, last = ceil(low / step), floor(high / step)
    first += first * step == low and after[1]
    last -= last * step == high and before[1]
    return float(first * step) if first <= last else None


def _grid(rule: Rule, reach: Reach) -> float | None:
    """The step between totals when the rule rounds them, or when all its totals are whole numbers; None when
    any can occur.
    """
    rounding = rule.total.rounding
    if rounding.mode != "none":
        return rounding.step or 10.0**-rounding.decimals
    whole = rule.total.combine == "sum" and rule.total.scale == "none" and not rule.factors
    return 1.0 if whole and reach.whole else None


def _asks_total_alone(level: MaturityLevel) -> bool:
    return level.needs.model_fields_set <= {"total"}


def _covers(higher: MaturityLevel, lower: MaturityLevel, total: Span) -> bool:
    (low, high), (least, most) = _span(higher.needs.total), _span(lower.needs.total)
    return low <= max(least, total[0]) and high >= min(most, total[1])


def _meets(bounds: Bounds, span: Span) -> bool:
    low, high = _span(bounds)
    return low <= round(span[1], 9) and high >= round(span[0], 9)


def _span(bounds: Bounds | None) -> Span:
    """Smallest and largest figure within the bounds."""
    (low, takes_low), (high, takes_high) = _ends(bounds)
    return low if takes_low else nextafter(low, inf), high if takes_high else nextafter(high, -inf)


def _ends(bounds: Bounds | None) -> tuple[End, End]:
    """Both ends of the bounds, each with whether it lies within them."""
    low: End = (-inf, True)
    high: End = (inf, True)
    if bounds is not None and (bounds.at_least is not None or bounds.above is not None):
        low = (bounds.at_least, True) if bounds.at_least is not None else (bounds.above or 0.0, False)
    if bounds is not None and (bounds.at_most is not None or bounds.below is not None):
        high = (bounds.at_most, True) if bounds.at_most is not None else (bounds.below or 0.0, False)
    return low, high
