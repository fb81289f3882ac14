"""Opens saved answers of an older version in the newer one, and says what has to be answered again."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from questionnaire.authoring.mistakes import ContentError, Mistake, Phrase
from questionnaire.authoring.sources import Source, read_source
from questionnaire.conditions import ContentModel, refused
from questionnaire.content_folder import ROOT
from questionnaire.content_parts import Part
from questionnaire.language.translation import N_
from questionnaire.loading import CONTENT, validated
from questionnaire.models import Id, Questionnaire
from questionnaire.responses import RESERVED_ANSWERS, Answer, Responses
from questionnaire.saved_scans.news import news
from questionnaire.saved_scans.saved_scan import EarlierScan, Renewal, SavedScan
from questionnaire.walk import ItemState, path, walk

FILE = CONTENT / "migrations.yaml"

_KINDS = ("renamed_to", "removed", "split_into", "answers", "ask_again")


class Change(ContentModel):
    """What happened to one item: exactly one of the keys besides `item`, or `renamed_to` together with
    `answers`.
    """

    item: Id = Field(description="Id of the item in the older version.")
    renamed_to: Id | None = Field(None, description="Its id from now on.")
    removed: bool = Field(False, description="It is no longer asked.")
    answers: dict[str, str | tuple[str, ...] | float | None] = Field(
        {}, description="Old answer: new answer. null asks again; an answer that is not named stays as it is."
    )
    split_into: dict[Id, dict[str, str | tuple[str, ...] | float | None]] = Field(
        {}, description="New items with their answers by old answer; what is not named is asked."
    )
    ask_again: bool = Field(
        False, description="The question means something else now, so the old answer does not count."
    )

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        said = {key for key in _KINDS if getattr(self, key)}
        if len(said) != 1 and said != {"renamed_to", "answers"}:
            raise refused(
                "change",
                N_("bij deze vraag staat niet precies één wijziging."),
                N_("kies 'renamed_to', 'removed', 'split_into', 'answers' of 'ask_again'."),
            )
        return self


class Migration(ContentModel):
    """The step from one version to the next."""

    from_: str = Field(alias="from", description="The older version.")
    to: str = Field(description="The version that this step leads to.")
    changes: tuple[Change, ...] = Field((), description="Items that changed; new items need no line.")
    measures: dict[str, str | None] = Field(
        {}, description="Measures with another id, old: new; null for one that is gone."
    )


@dataclass(frozen=True, slots=True)
class Migrated:
    """Answers as the newer version knows them.

    `to_answer` are items on the path without an answer that counts, in the order asked; of these `changed`
    were answered before and have to be answered again. `gone` are items that were answered and exist no
    longer.
    """

    responses: Responses
    from_version: str
    to_version: str
    to_answer: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def is_other_version(self) -> bool:
        """Whether anything was opened in another version than it was made in."""
        return self.from_version != self.to_version


def migrate(
    responses: Responses,
    version: str,
    questionnaire: Questionnaire,
    migrations: tuple[Migration, ...] = (),
    quick: bool = False,
) -> Migrated:
    """The answers of `version` in this questionnaire.

    A version without steps that lead here is opened as it is: answers that this questionnaire does not offer
    are taken out, so that nothing counts that nobody answered.
    """
    answers: dict[str, Answer] = dict(responses.answers)
    again: list[str] = []
    gone: list[str] = []
    _follow_steps(steps(migrations, version, questionnaire.version), answers, again, gone)
    for item_id, answer in list(answers.items()):
        item = questionnaire.items.get(item_id)
        if item is None:
            gone.append(item_id)
            del answers[item_id]
        elif not item.accepts(answer):
            again.append(item_id)
            del answers[item_id]
    walked = walk(questionnaire, Responses(answers), quick)
    to_answer = tuple(i for i, state in walked.states.items() if state is ItemState.UNANSWERED)
    changed = tuple(i for i in to_answer if i in again or i in responses)
    return Migrated(
        Responses(answers), version, questionnaire.version, to_answer, changed, tuple(dict.fromkeys(gone))
    )


def renewed(
    scan: SavedScan,
    questionnaire: Questionnaire,
    migrations: tuple[Migration, ...],
    measure_ids: Container[str],
    withdrawn: bool = False,
) -> SavedScan:
    """A saved scan in this version: its answers, its plan and the scan before it. `renewal` says what the
    respondent should know.

    `withdrawn`: the edition it began with was. A scan that fits as it is comes back as it is, but for what
    that says.
    """
    found = migrate(scan.responses, scan.version, questionnaire, migrations, scan.quick)
    plan, done = (
        _known(measures_now(ids, scan.version, questionnaire.version, migrations), measure_ids)
        for ids in (scan.plan, scan.done)
    )
    asked = found.to_answer if scan.finished else _on_the_way(found, scan, questionnaire)
    # Two measures that became one are both still there; only what leads nowhere is gone.
    lost = [
        i
        for i in scan.plan
        if not _known(measures_now((i,), scan.version, questionnaire.version, migrations), measure_ids)
    ]
    gone, measures = len(found.gone), len(lost)
    other = (bool(scan.version) and found.is_other_version) or bool(set(asked) - set(found.changed))
    unfit = bool(asked or gone or measures)
    why: Literal["renewed", "withdrawn", "unfit"] | None = (
        "withdrawn" if withdrawn else "renewed" if other else "unfit" if unfit else None
    )
    return scan.changed(
        answers=found.responses.as_plain() if found.responses != scan.responses else scan.answers,
        version=questionnaire.version,
        plan=plan,
        done=done,
        to_confirm=tuple(i for i in _renamed(scan, questionnaire, migrations) if i in found.responses),
        earlier=scan.earlier and earlier_now(scan.earlier, questionnaire, migrations, measure_ids),
        finished=None if found.to_answer else scan.finished,
        renewal=Renewal(why=why, asked=len(asked), gone=gone, measures=measures) if why else scan.renewal,
    )


def _on_the_way(found: Migrated, scan: SavedScan, questionnaire: Questionnaire) -> tuple[str, ...]:
    """Of an unfinished walk: what is asked before the furthest answer, and what was answered. The rest was
    still to come.
    """
    walked = [i.id for i in path(questionnaire, found.responses, scan.quick)]
    furthest = max((at for at, i in enumerate(walked) if i in found.responses), default=-1)
    before = set(walked[:furthest])
    return tuple(i for i in found.to_answer if i in before or i in found.changed)


def _renamed(
    scan: SavedScan, questionnaire: Questionnaire, migrations: tuple[Migration, ...]
) -> tuple[str, ...]:
    """The items that still ask for a confirmation, as this version calls them."""
    waiting = {i: a for i, a in scan.responses.answers.items() if i in scan.to_confirm}
    return tuple(moved(waiting, scan.version, questionnaire.version, migrations)[0])


def earlier_now(
    earlier: EarlierScan,
    questionnaire: Questionnaire,
    migrations: tuple[Migration, ...],
    measure_ids: Container[str],
) -> EarlierScan:
    """The scan before, to compare with: what does not fit any more is left out, since nobody can answer it
    again.
    """
    found = migrate(earlier.responses, earlier.version, questionnaire, migrations, earlier.quick)
    plan, done = (
        _known(measures_now(ids, earlier.version, questionnaire.version, migrations), measure_ids)
        for ids in (earlier.plan, earlier.done)
    )
    answers = found.responses.as_plain() if found.responses != earlier.responses else earlier.answers
    return earlier.model_copy(
        update={"answers": answers, "version": questionnaire.version, "plan": plan, "done": done}
    )


def _known(measure_ids: tuple[str, ...], known: Container[str]) -> tuple[str, ...]:
    return tuple(i for i in dict.fromkeys(measure_ids) if i in known)


def moved(
    answers: Mapping[str, Answer], version: str, wanted: str, migrations: tuple[Migration, ...]
) -> tuple[dict[str, Answer], tuple[str, ...]]:
    """Answers of `version` after the steps to `wanted`, and the items that a step says are gone or asked
    again.
    """
    moving = dict(answers)
    again: list[str] = []
    gone: list[str] = []
    _follow_steps(steps(migrations, version, wanted), moving, again, gone)
    return moving, (*again, *gone)


def _follow_steps(
    found: list[Migration], answers: dict[str, Answer], again: list[str], gone: list[str]
) -> None:
    for step in found:
        old, kept = dict(answers), {change.item for change in step.changes}
        # Each change looks at the answers from before the step, so that two items may change names.
        for item_id in kept & old.keys():
            del answers[item_id]
        for change in step.changes:
            if change.item in old:
                _apply(change, old[change.item], answers, again, gone)


def steps(migrations: tuple[Migration, ...], version: str, wanted: str) -> list[Migration]:
    """The steps from `version` to `wanted`, in order; none when they do not lead there."""
    found: list[Migration] = []
    by_start = {step.from_: step for step in migrations}
    while version != wanted and version in by_start and len(found) <= len(migrations):
        found.append(by_start[version])
        version = by_start[version].to
    return found if version == wanted else []


def measures_now(
    measure_ids: tuple[str, ...], version: str, wanted: str, migrations: tuple[Migration, ...]
) -> tuple[str, ...]:
    """Ids of measures of a saved plan as the newer version calls them; those that are gone left out."""
    for step in steps(migrations, version, wanted):
        now = (step.measures.get(measure_id, measure_id) for measure_id in measure_ids)
        measure_ids = tuple(measure_id for measure_id in now if measure_id is not None)
    return measure_ids


def _apply(
    change: Change, old: Answer, answers: dict[str, Answer], again: list[str], gone: list[str]
) -> None:
    if change.removed:
        gone.append(change.item)
    elif change.split_into:
        for new_item, mapping in change.split_into.items():
            _put(new_item, mapping.get(_key(old), old if old in RESERVED_ANSWERS else None), answers, again)
    elif change.ask_again:
        again.append(change.item)
    else:
        _put(change.renamed_to or change.item, _mapped(old, change.answers), answers, again)


def _put(item_id: str, answer: Any, answers: dict[str, Answer], again: list[str]) -> None:
    if answer is None:
        again.append(item_id)
    else:
        answers[item_id] = answer


def _mapped(old: Answer, mapping: Mapping[str, Any]) -> Any:
    """The new answer; None when it has to be given again. Of several chosen options each is looked up on its
    own.
    """
    if not isinstance(old, tuple):
        return mapping.get(_key(old), old)
    parts = [mapping.get(part, part) for part in old]
    plain = [p for part in parts for p in (part if isinstance(part, tuple) else (part,))]
    return None if None in plain else tuple(dict.fromkeys(plain))


def _key(answer: Answer) -> str:
    return f"{answer:g}" if isinstance(answer, float | int) else str(answer)


def message(migrated: Migrated, language: str) -> str | None:
    """What the respondent reads when older answers were opened; None when nothing needs to be told."""
    if not migrated.is_other_version:
        return None
    return news(Renewal(why="renewed", asked=len(migrated.to_answer), gone=len(migrated.gone)), language)


def load_migrations(root: Path = ROOT) -> tuple[Migration, ...]:
    """The steps in migrations.yaml, in the order of the file, the live ones where editions are kept; none
    when there is no such file.

    Raises ContentError.
    """
    return _MIGRATIONS.load(root)


def _without_mistakes(root: Path) -> tuple[Migration, ...]:
    source, found = read_migrations(root)
    if source is not None and source.mistakes:
        raise ContentError(source.mistakes)
    return found


_MIGRATIONS: Part[tuple[Migration, ...]] = Part("migrations", FILE, _without_mistakes)


def read_migrations(root: Path) -> tuple[Source | None, tuple[Migration, ...]]:
    """The file, its mistakes in it, and the steps that are right; (None, ()) when there is no such file."""
    path = root / FILE
    if not path.exists():
        return None, ()
    source = read_source(path, root)
    if source.data is None or not isinstance(source.data, tuple):
        if not source.mistakes:
            source.mistakes.append(_not_a_list(source))
        return source, ()
    found = [validated(Migration, raw, source, (i,), source.mistakes) for i, raw in enumerate(source.data)]
    return source, tuple(step for step in found if step is not None)


def _not_a_list(source: Source) -> Mistake:
    return source.mistake(
        (),
        "type",
        Phrase(N_("dit bestand moet een lijst van stappen zijn.")),
        Phrase(N_("begin elke stap met '- from: ...'.")),
    )
