"""Links between answers, measures and types of crime, both ways."""

from __future__ import annotations

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.checks.references import References
from questionnaire.checks.skip_rules import parts_of
from questionnaire.conditions import Answered, Measured
from questionnaire.language.translation import N_
from questionnaire.models import Item
from scoring.checks.barriers import conditions_of_threats
from scoring.models import Threats
from scoring.reading import Read


def _names_threats(read: Read) -> bool:
    """Whether the rule has types of crime at all, also when their file is not there or cannot be read."""
    return read.threats_source is not None or (read.rule is not None and read.rule.threats is not None)


class Links:
    """What the answers, measures and types of crime of one rule say about each other."""

    def __init__(self, read: Read, items: References):
        self.read, self.items = read, items
        self.measures = References("measure", known=set(read.raw_measure_ids), whole=read.measures_whole)
        for measure_id, (source, place) in read.measure_places.items():
            self.measures.define(measure_id, source, place)
        self.threats = References("threat", whole=read.threats is not None or not _names_threats(read))

    def mistakes(self) -> list[Mistake]:
        """Links to nothing, measures that no answer leads to, and barriers that do not agree with the
        measures.
        """
        reached = self._answers() if self.read.questions.questionnaire else set()
        found: list[Mistake] = []
        threats = self.read.threats
        if threats is not None and self.read.threats_source is not None:
            self._barriers(threats, self.read.threats_source)
        for measure_id, measure in self.read.measures.items():
            source, place = self.read.measure_places[measure_id]
            for i, stop in enumerate(measure.stops):
                self.threats.use_one(stop.threat, source, (*place, "stops", i, "threat"))
        found += self.measures.mistakes() + self.threats.mistakes()
        if found:
            return found
        if (
            threats is not None
            and self.read.threats_source is not None
            and self.measures.whole
            and not self._measures_in_doubt()
        ):
            found += self._compare_stops(threats) + self._measured(threats, self.read.threats_source, reached)
        if not self.read.questions.mistakes and self.read.questions.whole:
            found += self._never_reached(reached)
        return found

    def _measures_in_doubt(self) -> bool:
        return self.read.raw_measure_ids != set(self.read.measures)

    def _answers(self) -> set[str]:
        reached: set[str] = set()
        for item_id, (source, place) in self.read.questions.places.items():
            questionnaire = self.read.questions.questionnaire
            item = questionnaire.items.get(item_id) if questionnaire else None
            if item is None:
                continue
            for steps, measures in measures_of(item, source, place):
                reached.update(measures)
                if self.read.measures or self.read.raw_measure_ids:
                    self.measures.use(measures, source, steps)
            for i, option in enumerate(item.options):
                if option.first_help:
                    self.measures.use(option.first_help, source, (*place, "options", i, "first_help"))
        return reached

    def _barriers(self, threats: Threats, source: Source) -> None:
        for _, place, condition in conditions_of_threats(self.read):
            for steps, leaf in parts_of(condition, place):
                if isinstance(leaf, Answered | Measured):
                    self.items.use_one(leaf.item, source, (*steps, "item"))
        for i, threat in enumerate(threats.threats):
            self.threats.define(threat.id, source, ("threats", i))
            for j, barrier in enumerate(threat.barriers):
                at: KeyPath = ("threats", i, "barriers", j)
                self.measures.use(barrier.measures, source, (*at, "measures"))

    def _never_reached(self, reached: set[str]) -> list[Mistake]:
        return [
            source.mistake(
                (*place, "id"),
                "measure_unreached",
                Phrase(N_("'{name}': geen enkel antwoord leidt naar deze maatregel."), {"name": measure_id}),
                Phrase(N_("noem de maatregel bij een laag antwoord onder 'measures', of haal hem weg.")),
            )
            for measure_id, (source, place) in self.read.measure_places.items()
            if measure_id not in reached
            and measure_id not in self.measures.misspelt
            and not self._settles(measure_id)
        ]

    def _settles(self, measure_id: str) -> bool:
        """Whether it is advised because something is not known, whatever answer is given."""
        measure = self.read.measures.get(measure_id)
        return measure is not None and (
            measure.kind in ("find_out", "proof") or measure.advised_if is not None
        )

    def _compare_stops(self, threats: Threats) -> list[Mistake]:
        """Each (type of crime, step) of a barrier stands in its measures' `stops`, and the other way round."""
        barriers = {(m, t.id, b.step) for t in threats.threats for b in t.barriers for m in b.measures}
        stops = {
            (m.id, s.threat, step) for m in self.read.measures.values() for s in m.stops for step in s.steps
        }
        sides = (
            (
                barriers - stops,
                N_(
                    "'{name}': 'stops' noemt niet {steps}, terwijl een barrière in threats.yaml de maatregel daar noemt."
                ),
            ),
            (
                stops - barriers,
                N_(
                    "'{name}': 'stops' noemt {steps}, maar geen barrière in threats.yaml noemt de maatregel daar."
                ),
            ),
        )
        mistakes = []
        for triples, sentence in sides:
            for measure_id in dict.fromkeys(m for m, _, _ in sorted(triples)):
                source, place = self.read.measure_places[measure_id]
                steps = ", ".join(
                    f"{threat} > {step}" for m, threat, step in sorted(triples) if m == measure_id
                )
                mistakes.append(
                    source.mistake(
                        (*place, "stops"),
                        "stops",
                        Phrase(sentence, {"name": measure_id, "steps": steps}),
                        Phrase(N_("maak 'stops' hier en de barrières in threats.yaml gelijk.")),
                    )
                )
        return mistakes

    def _measured(self, threats: Threats, source: Source, reached: set[str]) -> list[Mistake]:
        """A barrier stands by an item that earns points and that leads to at least one of its measures."""
        questionnaire = self.read.questions.questionnaire
        mistakes = []
        for i, threat in enumerate(threats.threats):
            for j, barrier in enumerate(threat.barriers):
                items = (
                    [questionnaire.items[i] for i in barrier.items if i in questionnaire.items]
                    if questionnaire
                    else []
                )
                if not items or questionnaire is None or not reached.issuperset(barrier.measures):
                    continue  # told elsewhere
                earning = [item for item in items if item.id not in questionnaire.profile_ids]
                item = (earning or items)[0]
                if not earning:
                    sentence = N_(
                        "'{name}': een vraag van het profiel levert geen punten op, dus '{item}' bewijst deze barrière niet."
                    )
                elif not {m for each in earning for _, measures in measures_of(each) for m in measures} & set(
                    barrier.measures
                ):
                    sentence = N_(
                        "'{name}': geen antwoord op '{item}' leidt naar een maatregel van deze barrière, dus het advies zet haar niet neer."
                    )
                else:
                    continue
                mistakes.append(
                    source.mistake(
                        ("threats", i, "barriers", j, "stands_when"),
                        "stands_when",
                        Phrase(sentence, {"name": barrier.id, "item": item.id}),
                        Phrase(N_("noem bij 'stands_when' de vraag die hierover gaat.")),
                    )
                )
        return mistakes


def measures_of(
    item: Item, source: Source | None = None, place: KeyPath = ()
) -> list[tuple[KeyPath, tuple[str, ...]]]:
    """The lists of measures in an item, with their places."""
    raw = source.data if source else None
    for step in place if source else ():
        raw = raw[step]  # type: ignore[index]
    listed = len(item.options) - len(raw.get("options", ())) if isinstance(raw, dict) else 0
    found = [((*place, "options", i - listed, "measures"), o.measures) for i, o in enumerate(item.options)]
    found += [((*place, "bands", i, "measures"), band.measures) for i, band in enumerate(item.bands)]
    return [*found, ((*place, "dont_know_measures"), item.dont_know_measures or ())]
