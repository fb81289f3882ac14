"""What to ask whom: questions for the ICT supplier, and questions for somebody in the own business."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from questionnaire.models import Questionnaire
from questionnaire.respondent import for_respondent
from questionnaire.responses import Responses
from questionnaire.walk import ItemState
from scoring.content import Content
from scoring.models import Measure
from scoring.results import Score

Whom = Literal["supplier", "inside", "builder"]


@dataclass(frozen=True, slots=True)
class SupplierQuestion:
    """One line of the question sheet.

    `reason` is 'unknown' (answered with I don't know), 'unseen' (the supplier does it and nobody looked) or
    'supplier' (a measure the supplier does). `item_ids`: the items of which the answer can change by what the
    supplier says.
    """

    text: str
    reason: str
    item_id: str | None = None
    measure_id: str | None = None
    item_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InsideQuestion:
    """One question for somebody in the own business, and the items that its answer settles."""

    text: str
    item_ids: tuple[str, ...]


def asked_of(content: Content, score: Score, item_id: str) -> Whom:
    """Who can tell about this item here: the ICT supplier (or whoever else looks after the ICT), the web
    builder, or oneself.
    """
    return _asked_of(content.questionnaire, score.counting, item_id)


def forwards(questionnaire: Questionnaire, counting: Responses, item_id: str) -> bool:
    """Whether "I don't know" here leads to a question for somebody else; else it is for the respondent to
    find out.
    """
    whom = _asked_of(questionnaire, counting, item_id)
    if whom != "inside":
        return questionnaire.items[item_id].supplier_question is not None
    return questionnaire.items[item_id].asked_of == "inside" and not questionnaire.works_alone(counting)


def _asked_of(questionnaire: Questionnaire, counting: Responses, item_id: str) -> Whom:
    whom, ict = questionnaire.items[item_id].asked_of, questionnaire.roles.ict
    # Who looks after the ICT oneself has nobody to ask about it: those questions are looked up with the help
    # beside them.
    alone = ict is not None and questionnaire.role_answer("ict", counting) in (*ict.own, *ict.nobody)
    return "inside" if whom == "supplier" and alone else whom


def has_question(content: Content, score: Score, item_id: str) -> bool:
    """Whether there is something to ask about an item that is not known."""
    item = content.questionnaire.items[item_id]
    return bool(
        item.question_inside if asked_of(content, score, item_id) == "inside" else item.supplier_question
    )


def builder_questions(content: Content, score: Score, unknown: Sequence[str]) -> tuple[SupplierQuestion, ...]:
    """Everything not known that whoever built the website can tell; the same sentence only once."""
    return tuple(_not_known(content, score, unknown, "builder").values())


def supplier_questions(
    content: Content,
    score: Score,
    unknown: Sequence[str],
    done_by_supplier: Iterable[tuple[Measure, tuple[str, ...]]],
) -> tuple[SupplierQuestion, ...]:
    """Everything not known that a supplier can tell, then what the supplier must do; the same sentence only
    once.
    """
    questions = _not_known(content, score, unknown, "supplier")
    asked = {q.item_id for q in questions.values()}
    for measure, item_ids in done_by_supplier:
        text_ = measure.ask_supplier
        if text_ and not set(item_ids) <= asked:
            questions.setdefault(
                text_, SupplierQuestion(text_, "supplier", measure_id=measure.id, item_ids=item_ids)
            )
    return tuple(questions.values())


def _not_known(
    content: Content, score: Score, unknown: Sequence[str], whom: Whom
) -> dict[str, SupplierQuestion]:
    questions: dict[str, SupplierQuestion] = {}
    for item_id in unknown:
        text = for_respondent(content.questionnaire.items[item_id], score.counting).supplier_question
        if asked_of(content, score, item_id) == whom and text:
            reason = "unknown" if score.items[item_id].state is ItemState.DONT_KNOW else "unseen"
            questions.setdefault(text, SupplierQuestion(text, reason, item_id=item_id, item_ids=(item_id,)))
    return questions


def inside_questions(content: Content, score: Score, unknown: Sequence[str]) -> tuple[InsideQuestion, ...]:
    """Everything not known that somebody in the own business can tell; the same sentence only once."""
    questions: dict[str, InsideQuestion] = {}
    for item_id in unknown:
        item = content.questionnaire.items[item_id]
        text = for_respondent(item, score.counting).question_inside
        if asked_of(content, score, item_id) == "inside" and text:
            before = questions[text].item_ids if text in questions else ()
            questions[text] = InsideQuestion(text, (*before, item_id))
    return tuple(questions.values())
