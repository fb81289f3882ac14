"""The scores that the calculation returns: of an item, of a theme or group, and of the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from questionnaire.responses import Responses
from questionnaire.walk import ItemState
from scoring.rule import KnockOut, MaturityLevel


@dataclass(frozen=True, slots=True)
class ItemScore:
    """What one item contributes.

    `points` and `share` (0 to 1 of the maximum) are None when the item is left out of the score; `state` says
    why.
    """

    id: str
    section: str
    state: ItemState
    points: float | None
    maximum: float
    minimum: float
    share: float | None
    weight: float
    key: bool = False


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """What one theme or group reached. `value` in the rule's own scale; `score_pct` 0 to 100; None when no
    item counted.
    """

    id: str
    title: str
    value: float | None
    maximum: float
    minimum: float
    score_pct: float | None
    weight: float
    item_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """The outcome of a rule for one set of responses.

    `value` in the rule's own scale, `score_pct` 0 to 100, None when nothing counted. `level` is None for a
    quick scan, and for an incomplete walk where the rule says so. Nothing is rounded unless the rule says
    where. `range_pct` (0 to 100 each) is the total with what is not known at zero and at its best; None when
    nothing counted.
    """

    rule_id: str
    quick: bool
    complete: bool
    value: float | None
    maximum: float
    minimum: float
    score_pct: float | None
    level: MaturityLevel | None
    failed: bool
    themes: tuple[ThemeScore, ...]
    items: Mapping[str, ItemScore]
    knock_outs: tuple[KnockOut, ...] = ()
    groups: tuple[ThemeScore, ...] = ()
    factors: tuple[str, ...] = field(default=())
    counting: Responses = field(
        default=Responses(), repr=False
    )  # the responses on the path, for advice and explanation
    states: Mapping[str, ItemState] = field(
        default_factory=dict, repr=False
    )  # of every item, those of the profile too
    range_pct: tuple[float, float] | None = None

    def theme(self, theme_id: str) -> ThemeScore:
        """The theme with this id. Raises KeyError when there is none."""
        return next((t for t in self.themes if t.id == theme_id), None) or _no(theme_id)

    def figure(self, of: str) -> float | None:
        """Value of `total`, a theme, a group or an item's points; None when it does not exist."""
        if of == "total":
            return self.value
        if of in self.items:
            return self.items[of].points
        return next((part.value for part in (*self.themes, *self.groups) if part.id == of), None)

    def percent(self, of: str) -> float | None:
        """The same as percentage (0 to 100) of what was attainable."""
        if of == "total":
            return self.score_pct
        if of in self.items:
            share = self.items[of].share
            return None if share is None else round(100 * share, 9)
        return next((part.score_pct for part in (*self.themes, *self.groups) if part.id == of), None)

    def shares(self, of: str | tuple[str, ...]) -> list[float]:
        """Shares (0 to 1) of the items that count among `of`, figures of the themes and groups among it.

        `of` is `key_items`, `all_items`, `themes`, `groups` or ids.
        """
        if isinstance(of, tuple):
            named = {part.id: part.value for part in (*self.themes, *self.groups)} | {
                i.id: i.share for i in self.items.values()
            }
            return [share for share in (named.get(id_) for id_ in of) if share is not None]
        if of in ("themes", "groups"):
            return [
                part.value
                for part in (self.themes if of == "themes" else self.groups)
                if part.value is not None
            ]
        return [i.share for i in self.items.values() if i.share is not None and (of == "all_items" or i.key)]

    def ids(self, of: str | tuple[str, ...]) -> tuple[str, ...]:
        """Ids of the items that `of` means: `key_items`, `all_items` or ids."""
        if isinstance(of, tuple):
            return of
        return tuple(i.id for i in self.items.values() if of == "all_items" or i.key)


def _no(theme_id: str) -> ThemeScore:
    raise KeyError(theme_id)
