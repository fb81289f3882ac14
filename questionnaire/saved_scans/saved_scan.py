"""One respondent's scan as it is saved and taken along: the answers, how far it is, the plan, and the scan
before.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import date
from secrets import token_hex
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from questionnaire.models import Questionnaire
from questionnaire.responses import Answer, Responses

FORMAT = 1
_ID_BYTES = 16
MOST_TEXT = 60_000  # characters of a file; a full scan with its predecessor takes about 6,000

_Id = Annotated[str, StringConstraints(max_length=60)]
_Ids = Annotated[tuple[_Id, ...], Field(max_length=200)]
_Number = Annotated[float, Field(ge=-1e9, le=1e9)]
_Answers = Annotated[
    dict[_Id, _Id | Annotated[list[_Id], Field(max_length=40)] | _Number], Field(max_length=300)
]
# The answers that one measure changed, as they were; None where there was none.
_Before = Annotated[
    dict[_Id, _Id | Annotated[list[_Id], Field(max_length=40)] | _Number | None], Field(max_length=40)
]
LONGEST_REASON = 200
_Reason = Annotated[str, StringConstraints(max_length=LONGEST_REASON)]
LONGEST_NOTE, MOST_NOTED = 120, 1_500  # characters of one note, and of all: a draft has one size
_Note = Annotated[str, StringConstraints(max_length=LONGEST_NOTE)]
_Quarter = Annotated[str, StringConstraints(pattern=r"^\d{4}Q[1-4]$")]


class Unreadable(ValueError):
    """What was opened is not a saved scan, or is damaged."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class SentEnquiry(_Kept):
    """Questions of this scan that were put to somebody else: the token of the link, whom, and until when.

    `seen_by` and `seen_on` once the answers were taken over; the link opens nothing any more then. `confirmed` are
    the answers that came from there, in the edition `confirmed_in`.
    """

    token: Annotated[str, StringConstraints(max_length=40)]
    whom: Literal["supplier", "builder", "inside"]
    until: date
    seen_by: Annotated[str, StringConstraints(max_length=80)] = ""
    seen_on: date | None = None
    confirmed: _Answers = {}
    confirmed_in: _Id = ""


class SeenAnswers(_Kept):
    """What a look at a domain from outside left behind: per finding the grade, and the day; never the domain.

    `answers` are those that what was seen leads to, in the edition `edition`; `said` holds what the respondent had
    answered to them before, `reasons` why the respondent stays with another answer (empty: gave none). `doubted` are
    items of which the answer does not go with what was seen, without that saying which answer does.
    """

    on: date
    edition: _Id = ""
    grades: Annotated[dict[_Id, Literal["good", "weak", "bad", "unseen"]], Field(max_length=60)] = {}
    answers: _Answers = {}
    said: _Answers = {}
    doubted: _Ids = ()
    reasons: Annotated[dict[_Id, _Reason], Field(max_length=60)] = {}


class EarlierScan(_Kept):
    """The scan before this one, to compare with. `quarter` is when its result was seen."""

    version: _Id = ""
    quick: bool = False
    quarter: _Quarter | None = None
    answers: _Answers = {}
    plan: _Ids = ()
    done: _Ids = ()

    @property
    def responses(self) -> Responses:
        """The answers of then."""
        return Responses(self.answers)


class Renewal(_Kept):
    """What changed in a scan when it was brought to the questions of now, until the respondent has read it.

    `why`: the questions were renewed, the edition it began with was withdrawn, or answers fit no more without
    either. `asked` counts the questions that are new, changed, or to be answered again; `gone` answers to
    questions that are no longer there; `measures` those of the plan that are no longer there.
    """

    why: Literal["renewed", "withdrawn", "unfit"]
    asked: int = 0
    gone: int = 0
    measures: int = 0


class SavedScan(_Kept):
    """Everything that one respondent's walk leaves behind. It changes by copies: `with_answer`, `changed`.

    `id` is random and names this scan alone, in the calendar of who made it; it opens nothing. Empty before
    the first answer. `after_event`: the event was over when the answers were counted, so they are in no
    figure of its room. `edition` is the state of the content that the walk began with, empty before the first
    answer. `finished` is the quarter in which the result was opened, None before; `counted` tells which parts
    went into the aggregates, and when; `to_count` that this failed
    and is still to be done. `planned_on` is the day from which the weeks of the plan count, None
    before there is a plan. `seen_on` is the day on which the result was opened by the answers of then, None before.
    `advised`: an adviser sat beside the entrepreneur; `seen_at` tells by item where the answer was seen. `to_confirm` are the items that still ask "klopt dit nog?": in a re-scan, and where
    a measure that was done opened a question; `settled` those with an answer from before that this sitting
    does not ask again. `done` are the measures that are done, in that order; `before` holds for each the
    answers that it changed, as they were. `enquiries` are the questions that others answer, `seen` what a look at the
    respondent's own domain showed.
    """

    format: Literal[1] = 1
    questionnaire: _Id = "scan"
    id: _Id = ""
    version: _Id = ""
    edition: _Id = ""
    quick: bool = False
    answers: _Answers = {}
    event: _Id | None = None
    kept_out: bool = False
    after_event: bool = False
    finished: _Quarter | None = None
    counted: dict[Literal["quick", "rest"], _Quarter] = {}
    to_count: bool = False
    plan: _Ids = ()
    done: _Ids = ()
    before: Annotated[dict[_Id, _Before], Field(max_length=200)] = {}
    planned_on: date | None = None
    seen_on: date | None = None
    advised: bool = False
    seen_at: Annotated[dict[_Id, _Note], Field(max_length=60)] = {}
    to_confirm: _Ids = ()
    settled: _Ids = ()
    enquiries: Annotated[tuple[SentEnquiry, ...], Field(max_length=20)] = ()
    seen: SeenAnswers | None = None
    earlier: EarlierScan | None = None
    renewal: Renewal | None = None

    @property
    def responses(self) -> Responses:
        """The answers, for walking and scoring."""
        return Responses(self.answers)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to lose."""
        return not self.answers and self.earlier is None

    def named(self) -> SavedScan:
        """The scan with an id of its own; itself when it has one, or has no answers to name."""
        return self if self.id or not self.answers else self.changed(id=token_hex(_ID_BYTES))

    def changed(self, **changes: Any) -> SavedScan:
        """A copy with these fields put in."""
        return self.model_copy(update=changes)

    def with_answer(self, item_id: str, answer: Answer | None) -> SavedScan:
        """A copy with this answer put in, or taken out when it is None; the item counts as confirmed.

        A measure that had changed this answer does not count as done any more when it becomes another one.
        """
        answers = {k: v for k, v in self.answers.items() if k != item_id}
        if answer is not None:
            answers[item_id] = list(answer) if isinstance(answer, tuple) else answer
        changed = self.changed(answers=answers).confirmed(item_id)
        if answers.get(item_id) == self.answers.get(item_id):
            return changed
        return changed.not_done(m for m, before in self.before.items() if item_id in before)

    def not_done(self, measure_ids: Iterable[str]) -> SavedScan:
        """A copy in which these measures are not marked as done; the answers stay."""
        gone = frozenset(measure_ids)
        if gone.isdisjoint(self.done):
            return self
        return self.changed(
            done=tuple(m for m in self.done if m not in gone),
            before={m: answers for m, answers in self.before.items() if m not in gone},
        )

    def confirmed(self, item_id: str) -> SavedScan:
        """A copy in which this item need not be looked at again."""
        if item_id not in self.to_confirm:
            return self
        return self.changed(to_confirm=tuple(i for i in self.to_confirm if i != item_id))

    def on_top_of(self, saved: SavedScan) -> SavedScan:
        """What was saved before, gone on with: the answers of this one count where both have one."""
        if not self.answers:
            return saved
        return saved.changed(
            answers=saved.answers | self.answers,
            quick=self.quick,
            event=self.event or saved.event,
            finished=self.finished,
            to_count=self.to_count,
            kept_out=self.kept_out or saved.kept_out,
            counted=saved.counted | self.counted,
        )

    def in_full(self) -> SavedScan:
        """The quick scan carried on as the full one: its answers are kept, and only what is open is asked."""
        return self.changed(
            quick=False,
            finished=None,
            planned_on=self.planned_on if self.plan else None,
            settled=tuple(self.answers),
        )

    def with_plan(self, measure_ids: tuple[str, ...], today: date) -> SavedScan:
        """A copy with these measures in the plan, which begins today when there was none."""
        begun = self.planned_on if self.plan else None
        return self.changed(plan=measure_ids, planned_on=begun or today)

    def with_done(self, measure_ids: tuple[str, ...]) -> SavedScan:
        """A copy of a second scan in which these measures of the plan before are done; the others stay
        planned.
        """
        then = self.earlier.plan if self.earlier else ()
        left = tuple(
            m for m in then if m not in measure_ids and not (self.earlier and m in self.earlier.done)
        )
        return self.changed(done=measure_ids, plan=left)

    def with_result(self, quarter: str, today: date) -> SavedScan:
        """A copy whose result was opened in this quarter. Its advice is the plan until measures are chosen,
        from today on.
        """
        return self.changed(finished=quarter, planned_on=self.planned_on or today, seen_on=today)

    def noted(self, item_id: str, note: str) -> SavedScan:
        """A copy in which the answer to this item was seen there; empty takes the note away. What does not fit
        beside the other notes is left out.
        """
        kept = {i: said for i, said in self.seen_at.items() if i != item_id}
        room = MOST_NOTED - sum(map(len, kept.values()))
        if short := " ".join(note.split())[: min(LONGEST_NOTE, room)]:
            kept[item_id] = short
        return self.changed(seen_at=kept)

    def sound(self, questionnaire: Questionnaire) -> SavedScan:
        """The scan without answers that their item does not offer, as a file changed by hand may hold.
        Unknown items stay.
        """
        items, given = questionnaire.items, self.responses
        answers = {i: a for i, a in self.answers.items() if i not in items or items[i].accepts(given.get(i))}
        return self if len(answers) == len(self.answers) else self.changed(answers=answers)

    def again(self, questionnaire: Questionnaire, ask: Collection[str] | None = None) -> SavedScan:
        """A second scan in the same edition that starts from these answers, with what is left of the plan.

        Of the items in `ask` it is asked whether the answer still holds; of all when that is None.
        """
        earlier = EarlierScan(
            version=self.version,
            quick=self.quick,
            quarter=self.finished,
            answers=self.answers,
            plan=self.plan,
            done=self.done,
        )
        still = {i: a for i, a in self.sound(questionnaire).answers.items() if i in questionnaire.items}
        return SavedScan(
            questionnaire=self.questionnaire,
            id=self.id,
            version=questionnaire.version,
            edition=self.edition,
            quick=self.quick,
            answers=still,
            kept_out=self.kept_out,
            counted=self.counted,
            plan=tuple(m for m in self.plan if m not in self.done),
            enquiries=self.enquiries,
            seen=self.seen,
            to_confirm=tuple(i for i in still if ask is None or i in ask),
            settled=tuple(i for i in still if ask is not None and i not in ask),
            earlier=earlier,
        )

    def as_text(self) -> str:
        """The scan as JSON: what a draft and a file hold."""
        return json.dumps(
            {"format": FORMAT, **self.model_dump(mode="json", exclude_defaults=True)}, separators=(",", ":")
        )


def read_saved(text: str | bytes) -> SavedScan:
    """A scan from what `as_text` gave. Raises Unreadable for anything else."""
    if len(text) > MOST_TEXT:
        raise Unreadable("too long for a saved scan")
    try:
        scan = SavedScan.model_validate_json(text)
    except (ValidationError, UnicodeDecodeError) as error:
        raise Unreadable("not a saved scan") from error
    if '"format"' not in (text if isinstance(text, str) else text.decode()):
        raise Unreadable("not a saved scan")
    return scan
