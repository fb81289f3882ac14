"""The five questions of the programme team, each answered in a sentence that is as certain as the figures are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from data.aggregates.participation import taken_part
from data.figures.cell_reading import CellReading
from data.figures.certainty import Sampled, of_item, of_theme, of_total
from data.figures.ranking import NextBarrier, next_barriers
from data.figures.room import barrier_title
from questionnaire.language.dates import quarter_in_words
from questionnaire.language.numbers import whole, written
from questionnaire.language.translation import N_
from screens.dashboard.areas import kinds_of
from screens.dashboard.places import Beside, beside_region, in_words, waits
from screens.dashboard.reach import ends, everybody, numbers_of, reach
from screens.dashboard.table import ChartRequest

Certainty = Literal["sure", "partly", "unsure", "unknown", "counted"]
CERTAINTY: dict[Certainty, str] = {
    "sure": N_("Zeker"),
    "partly": N_("Deels zeker"),
    "unsure": N_("Niet zeker"),
    "unknown": N_("Nog niet te zeggen"),
    "counted": N_("Geteld"),
}
FEW_NAMES = 3  # things or places that a sentence names
UNSURE_NAMES = 2  # where others could stand in their place


@dataclass(frozen=True)
class Finding:
    """One answer. `certainty` of the sentence; `not_so` says what does not follow from it."""

    id: str
    question: str
    certainty: Certainty
    sentence: str
    not_so: str


def findings(asked: ChartRequest) -> list[Finding]:
    """All five, in the order in which the team asks them."""
    return [_weak(asked), _improved(asked), _course(asked), _reached(asked), _now(asked)]


def _lowest_items(reading: CellReading) -> tuple[list[tuple[str, Sampled]], int]:
    """The items that may be the least in place, as far as all comparisons tell, the lowest first; and how many are told."""
    shown = [(i, s) for i in reading.content.questionnaire.items if (s := of_item(reading, i)) is not None]
    shown.sort(key=lambda pair: pair[1].pct)
    pairs = len(shown) * (len(shown) - 1) // 2
    return [(i, s) for i, s in shown if not s.differs_from(shown[0][1], pairs)], len(shown)


def _weak(asked: ChartRequest) -> Finding:
    say = asked.say
    reading = CellReading(asked.content, asked.released.total)
    made = Finding(
        "weak",
        say("Waar is het zwak?"),
        "unknown",
        _too_few(asked),
        say("Dat een bepaald bedrijf dit mist, of dat bedrijven die niet meededen er net zo voor staan."),
    )
    low, count = _lowest_items(reading)
    if not low:
        return made
    sure = len(low) <= FEW_NAMES
    names = [_named(asked, item, figure) for item, figure in low[: FEW_NAMES if sure else UNSURE_NAMES]]
    if sure:
        sentence = say("In {region} is dit het minst geregeld: {things}.")
        made = replace(made, certainty="sure")
    else:
        sentence = say(
            "Het laagst gemeten: {things}. In werkelijkheid kan elk van de {count} laagste het minst geregeld zijn."
        )
        made = replace(made, certainty="partly" if len(low) <= count // 2 else "unsure")
    told = sentence.format(region=asked.region.title, things=", ".join(names), count=len(low))
    return replace(made, sentence=" ".join([told, *_themes_apart(asked, reading)]))


def _named(asked: ChartRequest, item: str, figure: Sampled) -> str:
    return asked.say("‘{label}’ ({pct} % ±{margin})").format(
        label=barrier_title(asked.content, item),
        pct=whole(min(max(figure.pct, 0), 100)),
        margin=whole(figure.margin),
    )


def _themes_apart(asked: ChartRequest, reading: CellReading) -> Iterator[str]:
    """A sentence when one theme is lower than another for certain."""
    shown = [
        (s.title, t) for s in asked.content.questionnaire.themes if (t := of_theme(reading, s)) is not None
    ]
    pairs = list(combinations(sorted(shown, key=lambda pair: pair[1].pct), 2))
    apart = [(low, high) for low, high in pairs if low[1].differs_from(high[1], len(pairs))]
    if apart:
        low, high = max(apart, key=lambda pair: pair[1][1].pct - pair[0][1].pct)
        yield asked.say("Het thema ‘{low}’ ({low_pct} %) is lager dan ‘{high}’ ({high_pct} %).").format(
            low=low[0], low_pct=whole(low[1].pct), high=high[0], high_pct=whole(high[1].pct)
        )
    elif len(shown) > 1:
        yield asked.say("Tussen de thema’s is geen verschil zeker.")


def _improved(asked: ChartRequest) -> Finding:
    say, language = asked.say, asked.content.language
    made = Finding(
        "improved",
        say("Werd het beter?"),
        "unknown",
        say("Dat is pas te zien als er van meer dan één kwartaal een cijfer is."),
        say(
            "Dat dezelfde bedrijven veranderden: elk kwartaal deden andere mee. Ook een zeker verschil kan daaraan liggen."
        ),
    )
    shown = []
    for quarter in sorted(asked.released.by_quarter):
        total = of_total(CellReading(asked.content, asked.released.quarter(quarter)))
        if total is not None:
            shown.append((quarter, total))
    if len(shown) < 2:
        return made
    (first, then), (last, now) = shown[0], shown[-1]
    if now.differs_from(then):
        better = say(
            "Ja: wie meedeed in het {last} had meer geregeld ({now} %) dan wie meedeed in het {first} ({then} %)."
        )
        worse = say(
            "Nee: wie meedeed in het {last} had minder geregeld ({now} %) dan wie meedeed in het {first} ({then} %)."
        )
        sentence, certainty = better if now.pct > then.pct else worse, "sure"
    else:
        sentence = say(
            "Dat is niet vast te stellen. {first}: {then} % ±{then_margin}. {last}: {now} % ±{now_margin}. Het verschil valt binnen de marges."
        )
        certainty = "unsure"
    told = sentence.format(
        first=quarter_in_words(first, language),
        last=quarter_in_words(last, language),
        then=whole(then.pct),
        now=whole(now.pct),
        then_margin=whole(then.margin),
        now_margin=whole(now.margin),
    )
    return replace(made, certainty=certainty, sentence=told)  # type: ignore[arg-type]


def _course(asked: ChartRequest) -> Finding:
    say = asked.say
    made = Finding("course", say("Welke cursus waar?"), "unknown", _too_few(asked), "")
    if "municipality" not in kinds_of(asked.content):
        there: list[Beside] = []
    else:
        ours = {m.id for m in asked.region.municipalities}
        beside = beside_region(replace(asked, over="municipality"))
        there = [b for b in beside if b.subject.kind != "total" and b.area.id in ours]
    themes = [b for b in there if b.subject.kind == "theme"]
    with_figure = {b.area.key for b in themes if b.sampled}
    made = replace(
        made,
        not_so=say(
            "Dat gemeenten gelijk zijn als er geen verschil zeker is. {count} van de {all} hebben nu een cijfer bij een thema."
        ).format(count=len(with_figure), all=len({b.area.key for b in themes})),
    )
    lower = sorted((b for b in there if b.sign < 0), key=lambda b: b.figure.pct or 0.0)
    if lower:
        sentence = say("Hier is een eigen cursus nodig, want dit is lager dan in de regio: {places}.")
        return replace(
            made, certainty="sure", sentence=sentence.format(places=in_words(lower[:FEW_NAMES], asked))
        )
    if not with_figure:
        return made
    return replace(
        made,
        certainty="unsure",
        sentence=say(
            "Geen gemeente is bij een thema of maatregel zeker lager dan de regio. Geef overal dezelfde cursus; waarover, staat bij ‘Wat nu?’."
        ),
    )


def _reached(asked: ChartRequest) -> Finding:
    say, language = asked.say, asked.content.language
    taken = taken_part("municipality")
    total, table = everybody(taken), reach(asked)
    made = Finding(
        "reached",
        say("Wie bereikten we?"),
        "counted",
        say("{count} scans telden mee.").format(count=written(total, language)),
        say(
            "Dat wie meedeed een doorsnede is: bedrijven kozen zelf. En wie op twee apparaten meedeed, telt twee keer."
        ),
    )
    if total < 10:
        return replace(
            made,
            certainty="unknown",
            sentence=say("Er deden nog minder dan {few} bedrijven mee.").format(few=10),
        )
    if numbers_of(asked) is None:
        return replace(made, sentence=f"{made.sentence} {table.sentence}")
    parts = [table.sentence]
    found = ends(table, say(N_("Gemeente")))
    if found:
        parts.insert(
            1,
            say("Het minst bereikt: {low} ({low_pct} %), het meest: {high} ({high_pct} %).").format(
                low=found[0]["label"],
                low_pct=written(found[0]["reach"], language, 1),
                high=found[1]["label"],
                high_pct=written(found[1]["reach"], language, 1),
            ),
        )
    return replace(made, sentence=" ".join(parts))


def _now(asked: ChartRequest) -> Finding:
    say = asked.say
    made = Finding(
        "now",
        say("Wat nu?"),
        "unknown",
        _too_few(asked),
        say(
            "Dat deze volgorde bij elk bedrijf past: het eigen advies gaat voor. Winst telt soorten misdaad en geen schade in euro’s."
        ),
    )
    reading = CellReading(asked.content, asked.released.total)
    ranked = next_barriers(reading)
    parts = []
    if ranked:
        equal = _as_much_worth(reading, ranked)
        made = replace(
            made,
            certainty="sure" if not equal else "partly" if len(equal) < FEW_NAMES else "unsure",
        )
        parts.append(
            say("Help eerst met ‘{measure}’: dat ontbreekt vaak en houdt veel misdaad tegen.").format(
                measure=ranked[0].measure.title
            )
        )
        if equal:
            parts.append(
                say("Ook ‘{other}’ kan vooraan staan: de marges scheiden ze niet.").format(
                    other=equal[0].measure.title
                )
            )
    near = sorted((w for w in waits(asked) if not w.few), key=lambda w: w.still)[:FEW_NAMES]
    if near:
        told = say("{place} (nog {count})")
        parts.append(
            say("Werf bedrijven waar een nieuw cijfer dichtbij is: {places}.").format(
                places=", ".join(told.format(place=w.area.label, count=w.still) for w in near)
            )
        )
    return replace(made, sentence=" ".join(parts)) if parts else made


def _as_much_worth(reading: CellReading, ranked: list[NextBarrier]) -> list[NextBarrier]:
    """The measures after the first that may be worth as much, with both margins and all comparisons together."""
    figures = {b.item_id: of_item(reading, b.item_id) for b in ranked}
    pairs = len(ranked) * (len(ranked) - 1) // 2

    def worth(barrier: NextBarrier) -> Sampled | None:
        figure = figures[barrier.item_id]
        if figure is None:
            return None
        times = barrier.threats
        return Sampled(times * (100 - figure.pct), times * figure.noise, times * figure.margin, figure.n)

    first = worth(ranked[0])
    return [
        b for b in ranked[1:] if first is None or (w := worth(b)) is None or not w.differs_from(first, pairs)
    ]


def _too_few(asked: ChartRequest) -> str:
    return asked.say("Er zijn nog te weinig antwoorden voor een betrouwbaar cijfer.")
