"""How a domain of the zoo is described."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.evidence.world import Good


@dataclass(frozen=True)
class Animal:
    """A domain, what is done to it, and what is then found besides all that is in order."""

    title: str
    change: Callable[[Good], None]
    found: dict[str, str]
    seconds: float = 15.0


ZOO: list[Animal] = []


def animal(seconds: float = 15.0, **found: str) -> Callable[[Callable[[Good], None]], None]:
    """Adds a domain; the function's name says what is the matter."""

    def add(change: Callable[[Good], None]) -> None:
        ZOO.append(Animal(change.__name__.replace("_", " "), change, found, seconds))

    return add
