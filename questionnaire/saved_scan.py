"""One respondent's scan as it is saved and taken along: the answers, how far it is, the plan, and the scan before."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from questionnaire.models import Questionnaire
from questionnaire.responses import Answer, Responses

FORMAT = 1
MOST_TEXT = 60_000  # characters of a file; a full scan with its predecessor takes about 6,000

_Id = Annotated[str, StringConstraints(max_length=60)]
_Ids = Annotated[tuple[_Id, ...], Field(max_length=200)]
_Number = Annotated[float, Field(ge=-1e9, le=1e9)]
_Answers = Annotated[dict[_Id, _Id | Annotated[list[_Id], Field(max_length=40)] | _Number], Field(max_length=300)]
_Quarter = Annotated[str, StringConstraints(pattern=r"^\d{4}Q[1-4]$")]


class Unreadable(ValueError):
    """What was opened is not a saved scan, or is damaged."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


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


class SavedScan(_Kept):
    """Everything that one respondent's walk leaves behind. It changes by copies: `with_answer`, `changed`.

    `after_event`: the event was over when the answers were counted, so they are in no figure of its room.
    `edition` is the state of the content that the walk began with, empty before the first answer.
    `finished` is the quarter in which the result was opened, None before; `counted` tells which parts went into the
    aggregates, and when. `to_confirm` are the items of a re-scan that still ask "klopt dit nog?".
    """

    format: Literal[1] = 1
    questionnaire: _Id = "scan"
    version: _Id = ""
    edition: _Id = ""
    quick: bool = False
    answers: _Answers = {}
    event: _Id | None = None
    kept_out: bool = False
    after_event: bool = False
    finished: _Quarter | None = None
    counted: dict[Literal["quick", "rest"], _Quarter] = {}
    plan: _Ids = ()
    done: _Ids = ()
    to_confirm: _Ids = ()
    earlier: EarlierScan | None = None

    @property
    def responses(self) -> Responses:
        """The answers, for walking and scoring."""
        return Responses(self.answers)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to lose."""
        return not self.answers and self.earlier is None

    def changed(self, **changes: Any) -> SavedScan:
        """A copy with these fields put in."""
        return self.model_copy(update=changes)

    def with_answer(self, item_id: str, answer: Answer | None) -> SavedScan:
        """A copy with this answer put in, or taken out when it is None; the item counts as confirmed."""
        answers = {k: v for k, v in self.answers.items() if k != item_id}
        if answer is not None:
            answers[item_id] = list(answer) if isinstance(answer, tuple) else answer
        return self.changed(answers=answers).confirmed(item_id)

    def confirmed(self, item_id: str) -> SavedScan:
        """A copy in which this item need not be looked at again."""
        if item_id not in self.to_confirm:
            return self
        return self.changed(to_confirm=tuple(i for i in self.to_confirm if i != item_id))

    def in_full(self) -> SavedScan:
        """The quick scan carried on as the full one, its answers kept."""
        return self.changed(quick=False, finished=None)

    def sound(self, questionnaire: Questionnaire) -> SavedScan:
        """The scan without answers that their item does not offer, as a file changed by hand may hold. Unknown items stay."""
        items, given = questionnaire.items, self.responses
        answers = {i: a for i, a in self.answers.items() if i not in items or items[i].accepts(given.get(i))}
        return self if len(answers) == len(self.answers) else self.changed(answers=answers)

    def again(self, questionnaire: Questionnaire) -> SavedScan:
        """A second scan that starts from these answers: each is asked whether it still holds."""
        earlier = EarlierScan(
            version=self.version, quick=self.quick, quarter=self.finished, answers=self.answers, plan=self.plan, done=self.done
        )
        still = {i: a for i, a in self.sound(questionnaire).answers.items() if i in questionnaire.items}
        return SavedScan(
            questionnaire=self.questionnaire, version=questionnaire.version, answers=still, kept_out=self.kept_out,
            counted=self.counted, to_confirm=tuple(still), earlier=earlier,
        )  # fmt: skip

    def as_text(self) -> str:
        """The scan as JSON: what a draft and a file hold."""
        return json.dumps({"format": FORMAT, **self.model_dump(mode="json", exclude_defaults=True)}, separators=(",", ":"))


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
