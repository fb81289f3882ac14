"""Random walks for hypothesis: a respondent who answers every item on the path, whatever the path becomes."""

from __future__ import annotations

from hypothesis import strategies as st

from questionnaire.models import Item, Questionnaire
from questionnaire.respondent import for_respondent
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE, Answer, Responses
from questionnaire.walk import next_item, walk
from scoring.answers import telling_answers


def answers_to(item: Item) -> st.SearchStrategy[Answer]:
    """Any answer that the item offers; for multiple choice any set that may go together."""
    reserved = [
        a for a, offered in ((DONT_KNOW, item.dont_know), (NOT_APPLICABLE, item.not_applicable)) if offered
    ]
    if item.kind != "multiple":
        return st.sampled_from([*telling_answers(item), *reserved])
    together = [o.id for o in item.options if not o.exclusive]
    alone = [(o.id,) for o in item.options if o.exclusive]
    sets = (
        st.lists(st.sampled_from(together), min_size=1, unique=True).map(tuple) if together else st.nothing()
    )
    return st.one_of(sets, st.sampled_from([*alone, *reserved])) if alone or reserved else sets


@st.composite
def complete_walks(
    draw: st.DrawFn, questionnaire: Questionnaire, quick: bool = False, start: Responses | None = None
) -> Responses:
    """Responses with an answer to every item on the path, from the answers in `start` on."""
    responses = start or Responses()
    while (item := next_item(questionnaire, responses, quick)) is not None:
        responses = responses.with_answer(
            item.id, draw(answers_to(for_respondent(item, walk(questionnaire, responses, quick).counting)))
        )
    return responses
