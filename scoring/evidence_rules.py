"""Which findings of a look at a domain answer which items, as authors write it, and what that makes of a scan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import Field

from evidence.findings import Finding
from evidence.known import provider_of
from evidence.look import Seen
from questionnaire.conditions import ContentModel
from questionnaire.models import Questionnaire
from questionnaire.respondent import accepts
from questionnaire.responses import Answer
from questionnaire.saved_scans.saved_scan import SavedScan, SeenAnswers
from questionnaire.walk import walk

Outcomes = dict[str, tuple[str, ...]]
_SEEN = "By finding: the outcomes for which this holds; all findings that are named must have one of theirs."


class Proof(ContentModel):
    """What must be seen for one answer; the first proof of an item that holds counts."""

    option: str = Field(description="Id of the answer that follows from it.")
    seen: Outcomes = Field(min_length=1, description=_SEEN)
    mail_provider: tuple[str, ...] = Field(
        (), description="Only when the mail arrives at one of these providers of evidence/known.py."
    )


class Doubt(ContentModel):
    """What cannot be seen when one of these answers is right. Which answer is right instead, it does not tell."""

    options: tuple[str, ...] = Field(min_length=1, description="Answers that do not go with it.")
    seen: Outcomes = Field(min_length=1, description=_SEEN)


class ItemEvidence(ContentModel):
    """What can be seen from outside about one item."""

    item: str = Field(description="Id of the item.")
    answers: tuple[Proof, ...] = Field((), description="What must be seen for which answer.")
    doubts: tuple[Doubt, ...] = Field((), description="What speaks against which answers.")

    @property
    def findings(self) -> tuple[str, ...]:
        """Ids of all findings that say something about the item, in the order written."""
        rules: tuple[Proof | Doubt, ...] = (*self.answers, *self.doubts)
        return tuple(dict.fromkeys(finding for rule in rules for finding in rule.seen))


class EvidenceRules(ContentModel):
    """All that findings say about answers, and about measures."""

    items: tuple[ItemEvidence, ...] = Field(min_length=1, description="By item, in the order asked.")
    measures: dict[str, tuple[str, ...]] = Field(
        {}, description="By measure: the findings that show what is still to be done, and whether it is."
    )

    def about(self, item_id: str) -> ItemEvidence | None:
        """What can be seen about this item; None when nothing can."""
        return next((one for one in self.items if one.item == item_id), None)

    def offered_at(self, item_id: str) -> bool:
        """Whether a look can answer this item."""
        known = self.about(item_id)
        return known is not None and bool(known.answers)


def proven(known: ItemEvidence, seen: Seen) -> str | None:
    """Id of the answer that follows from what was seen; None when none does."""
    found = {finding.id: finding for finding in seen.findings}
    return next((proof.option for proof in known.answers if _holds(proof, found)), None)


def in_doubt(known: ItemEvidence, seen: Seen, answer: Answer | None) -> bool:
    """Whether this answer does not go with what was seen."""
    found = {finding.id: finding for finding in seen.findings}
    given = set(answer) if isinstance(answer, tuple) else {answer}
    return any(given & set(doubt.options) and _are(doubt.seen, found) for doubt in known.doubts)


def _holds(proof: Proof, found: Mapping[str, Finding]) -> bool:
    if not _are(proof.seen, found):
        return False
    if not proof.mail_provider:
        return True
    mx = found.get("mx")
    provider = provider_of(mx.values.get("servers", "").split(", ")) if mx else None
    return provider is not None and provider.id in proof.mail_provider


def _are(wanted: Outcomes, found: Mapping[str, Finding]) -> bool:
    return all(name in found and found[name].outcome in outcomes for name, outcomes in wanted.items())


def with_seen(
    rules: EvidenceRules, questionnaire: Questionnaire, scan: SavedScan, seen: Seen, confirm: bool = True
) -> SavedScan:
    """The scan with the answers that were seen, each still to be confirmed by the respondent (with `confirm`).

    Of the look only grades and the day are kept. An answer that was given and is another one now stands in `said`. An
    item that is not asked, or does not offer the answer to this business, stays as it is. A reason that was given for
    staying with an answer goes: it was about what was seen then.
    """
    answers: dict[str, str | list[str] | float] = {}
    said = dict(scan.seen.said) if scan.seen and scan.seen.edition == scan.edition else {}
    doubted: list[str] = []
    before = scan
    for known in rules.items:
        walked = walk(questionnaire, scan.responses, scan.quick)
        item = questionnaire.items[known.item]
        if item not in walked.path:
            continue
        option = proven(known, seen)
        answer: Answer | None = (option,) if option and item.kind == "multiple" else option
        if answer is None or not accepts(item, answer, walked.counting):
            if in_doubt(known, seen, scan.responses.get(item.id)):
                doubted.append(item.id)
            continue
        answers[item.id] = list(answer) if isinstance(answer, tuple) else answer
        if scan.responses.get(item.id) == answer:
            continue
        if item.id in before.answers:
            said[item.id] = before.answers[item.id]
        scan = scan.with_answer(item.id, answer)
    changed = [i for i in answers if before.answers.get(i) != answers[i]]
    waiting = tuple(dict.fromkeys((*scan.to_confirm, *changed, *doubted))) if confirm else scan.to_confirm
    kept = SeenAnswers(
        on=seen.day,
        edition=scan.edition,
        grades={finding.id: finding.grade.value for finding in seen.findings},
        answers=answers,
        said={i: a for i, a in said.items() if i in answers},
        doubted=tuple(doubted),
    )
    return scan.changed(seen=kept, to_confirm=waiting)


def changes(
    rules: EvidenceRules, questionnaire: Questionnaire, scan: SavedScan, seen: Seen
) -> dict[str, Answer]:
    """The answers that taking over what was seen would change, by item."""
    after = with_seen(rules, questionnaire, scan, seen, confirm=False).responses
    return {
        known.item: answer
        for known in rules.items
        if (answer := after.get(known.item)) is not None and answer != scan.responses.get(known.item)
    }


def findings_of(rules: EvidenceRules, measure_ids: Iterable[str]) -> tuple[str, ...]:
    """Ids of the findings that these measures are about, each once."""
    return tuple(dict.fromkeys(f for measure in measure_ids for f in rules.measures.get(measure, ())))
