"""Ids that are defined and ids that are asked for: finds what points to nothing, and tells one slip once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.language.translation import N_

Spot = tuple[Source, KeyPath]

KINDS = {
    "item": N_("de vraag"),
    "measure": N_("de maatregel"),
    "threat": N_("het type criminaliteit"),
    "level": N_("het niveau"),
    "theme": N_("het thema"),
    "group": N_("de groep"),
    "figure": N_("het cijfer"),
    "option": N_("het antwoord"),
}
_HOW_ALIKE = 0.6
_FEW = 12


@dataclass
class References:
    """Definitions and uses of one kind of id.

    `known` holds ids that exist somewhere without a place of their own. When `whole` is False a file could
    not be read, so that what seems missing may well be there: nothing is told.
    """

    kind: str
    known: set[str] = field(default_factory=set)
    whole: bool = True
    defined: dict[str, Spot] = field(default_factory=dict)
    uses: dict[str, list[Spot]] = field(default_factory=dict)
    misspelt: set[str] = field(default_factory=set)

    def define(self, name: str, source: Source, place: KeyPath) -> None:
        """`name` exists, there."""
        self.defined.setdefault(name, (source, place))

    def use(self, names: Iterable[str], source: Source, place: KeyPath) -> None:
        """These names are asked for in a list at `place`."""
        for i, name in enumerate(names):
            self.use_one(name, source, (*place, i))

    def use_one(self, name: str, source: Source, place: KeyPath) -> None:
        """This name is asked for at `place`."""
        self.uses.setdefault(name, []).append((source, place))

    def exists(self, name: str) -> bool:
        """Whether this name is defined or known, or whether that cannot be told."""
        return name in self.defined or name in self.known or not self.whole

    def mistakes(self) -> list[Mistake]:
        """One mistake per unknown id: where it is asked for, or where it is defined when that is where the
        slip was made.
        """
        found = []
        for name, spots in self.uses.items():
            if self.exists(name):
                continue
            close = get_close_matches(name, [*self.defined, *self.known], 1, _HOW_ALIKE)
            guess = close[0] if close else None
            if guess in self.defined and guess not in self.uses and len(spots) > 1:
                self.misspelt.add(guess)
                found.append(self._at_definition(guess, name, spots))
            else:
                found.append(self._at_use(name, spots))
        return found

    def _at_definition(self, guess: str, name: str, spots: list[Spot]) -> Mistake:
        source, place = self.defined[guess]
        other, at = spots[0]
        values = {
            "guess": guess,
            "name": name,
            "count": len(spots),
            "file": other.file,
            "line": other.line(at),
        }
        return source.mistake(
            (*place, "id"),
            "reference",
            Phrase(
                N_(
                    "'{guess}' wordt nergens genoemd, '{name}' wel: {count} keer, zoals in {file}, regel {line}."
                ),
                values,
            ),
            Phrase(N_("bedoelde u '{guess}'?"), {"guess": name}),
        )

    def _at_use(self, name: str, spots: list[Spot]) -> Mistake:
        source, place = spots[0]
        values = {"kind": Phrase(KINDS[self.kind]), "name": name, "count": len(spots)}
        sentence = (
            N_("{kind} '{name}' bestaat niet.")
            if len(spots) == 1
            else N_("{kind} '{name}' bestaat niet, en wordt {count} keer genoemd.")
        )
        remedy = remedy_for(name, [*self.defined, *sorted(self.known - set(self.defined))])
        return source.mistake(place, "reference", Phrase(sentence, values), remedy)


def remedy_for(name: str, allowed: list[str]) -> Phrase:
    """What to do about a name that does not exist: the one that looks like it, or a choice when there are
    few.
    """
    close = get_close_matches(name, allowed, 1, _HOW_ALIKE)
    if close:
        return Phrase(N_("bedoelde u '{guess}'?"), {"guess": close[0]})
    if 0 < len(allowed) <= _FEW:
        return Phrase(N_("kies uit: {allowed}."), {"allowed": ", ".join(allowed)})
    return Phrase(N_("verbeter de id, of voeg toe wat hier wordt genoemd."))
