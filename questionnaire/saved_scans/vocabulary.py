"""The ids that a packed scan may hold: those of now, and those of every older version that is still known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from questionnaire.models import Questionnaire
from questionnaire.saved_scans.ids import Ids, Ledger, ids_of
from questionnaire.saved_scans.migrations import Change, Migration, steps


@dataclass(frozen=True)
class Known:
    """What is known of one item: its options, whether it may be a number, whether several options go
    together.
    """

    options: tuple[str, ...] = ()
    number: bool = False
    several: bool = False

    def __or__(self, other: Known) -> Known:
        return Known(
            tuple(dict.fromkeys((*self.options, *other.options))),
            self.number or other.number,
            self.several or other.several,
        )


@dataclass(frozen=True)
class Vocabulary:
    """Items by id and measures. Of an id that more versions have, everything that it could be."""

    items: Mapping[str, Known] = field(default_factory=dict)
    measures: tuple[str, ...] = ()

    @classmethod
    def of(cls, questionnaire: Questionnaire, measure_ids: Iterable[str]) -> Vocabulary:
        """The ids of one version alone."""
        return cls.from_ids(ids_of(questionnaire, measure_ids))

    @classmethod
    def from_ids(cls, ids: Ids) -> Vocabulary:
        """The ids of one version as the ledger has them."""
        return cls(
            {
                i: Known(item.answers, item.kind == "number", item.kind == "multiple")
                for i, item in ids.items.items()
            },
            ids.measures,
        )

    def __or__(self, other: Vocabulary) -> Vocabulary:
        items = dict(self.items)
        for item_id, known in other.items.items():
            items[item_id] = items.get(item_id, Known()) | known
        return Vocabulary(items, tuple(dict.fromkeys((*self.measures, *other.measures))))

    def has_several(self, item_id: str) -> bool:
        """Whether several options of this item can go together."""
        return item_id in self.items and self.items[item_id].several


def vocabulary_of(
    version: str, now: Vocabulary, wanted: str, migrations: tuple[Migration, ...], ledger: Ledger
) -> Vocabulary:
    """The ids that a scan of `version` may hold: as the ledger has them, and as the steps to `wanted` tell,
    with those of `now`.
    """
    found = now
    for step in reversed(steps(migrations, version, wanted)):
        found = found | Vocabulary(
            {change.item: _before(change, found) for change in step.changes}, tuple(step.measures)
        )
    return Vocabulary.from_ids(ledger[version]) | found if version in ledger else found


def _before(change: Change, after: Vocabulary) -> Known:
    """What is known of an item as it was before a change, from what it became and from the old answers that
    the change names.
    """
    targets = [change.renamed_to] if change.renamed_to else list(change.split_into) or [change.item]
    named = [*change.answers, *(old for mapping in change.split_into.values() for old in mapping)]
    became = [after.items.get(target, Known()) for target in targets]
    options = tuple(
        dict.fromkeys((*named, *(o for known in became for o in known.options if not change.split_into)))
    )
    # Of a number it is not told which numbers there were; an old item may have been one.
    return Known(options, True, any(known.several for known in became))
