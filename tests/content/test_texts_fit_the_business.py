"""No text speaks of people, a supplier, a website or a computer that this business does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from questionnaire.respondent import for_respondent
from questionnaire.simulate import simulated_businesses
from scoring.advising.advice import advise
from scoring.advising.in_words import cost, total_effort
from scoring.barriers import BarrierState
from scoring.loading import load_content
from screens.parts.tone import tone

CONTENT = load_content()
QUESTIONS = CONTENT.questionnaire
BUSINESSES = 400

# What the profile rules out, and the words that then have no place. Looking for an ICT company, or one that
# brings goods, is not "uw ICT-bedrijf": those words stay allowed.
RULED_OUT = {
    "people": (
        "company_size",
        {"zzp"},
        r"\b(teams?|teamleden|collega'?s?(?!-)|(oud-)?medewerkers?|personeel|uw mensen|werknemers?)\b",
    ),
    "ict_company": (
        "ict_by",
        {"self", "coworker", "acquaintance", "nobody"},
        r"\b((uw|mijn|ons|het) ict-bedrijf|(uw|mijn|onze|de) ict-leverancier)\b",
    ),
    "website": ("website", {"none"}, r"\b((uw|mijn|onze) (website|webshop|site|shop))\b"),
    "computer": (
        "servers",
        {"phone_only"},
        r"(?<!vreemde )(?<!leen een )\b(computers?|laptops?|pc'?s?|windows|bitlocker)\b",
    ),
}
WORDS = {name: re.compile(words, re.IGNORECASE) for name, (_, _, words) in RULED_OUT.items()}


def ruled_out(responses) -> list[str]:
    return [name for name, (item_id, answers, _) in RULED_OUT.items() if responses.get(item_id) in answers]


def texts_of(responses) -> Iterator[tuple[str, str]]:
    """(where, text) of everything this business reads: what it is asked, what stands, what it is advised."""
    score = CONTENT.score(responses)
    counting = score.counting
    for item_id, state in score.states.items():
        if state.value not in ("answered", "dont_know", "unanswered") or item_id in QUESTIONS.profile_ids:
            continue
        item = for_respondent(QUESTIONS.items[item_id], counting)
        for key in ("question", "explanation", "why", "how_to_find", "supplier_question", "inside_question"):
            if key in ("supplier_question", "inside_question") and state.value != "dont_know":
                continue
            if text := getattr(item, key):
                yield f"{item_id}.{key}", text
        for option in item.options:
            yield f"{item_id}.{option.id}", option.label
            if option.explanation:
                yield f"{item_id}.{option.id}.explanation", option.explanation
    for threat in CONTENT.resilience(score):
        for found in threat.barriers:
            if found.state is not BarrierState.NOT_RELEVANT:
                yield found.barrier.id, found.barrier.title
    advice = advise(CONTENT, score)
    for r in advice.recommendations:
        yield f"{r.measure.id}.title", r.measure.title
        yield f"{r.measure.id}.why", r.measure.why or ""
        for n, step in enumerate(r.steps):
            yield f"{r.measure.id}.{n}", step
    for q in (*advice.supplier_questions, *advice.builder_questions):
        yield f"{q.item_id or q.measure_id}.question", q.text


@pytest.fixture(scope="module")
def read():
    """Every simulated business with something ruled out: what is ruled out, and all it reads."""
    found = []
    for responses in simulated_businesses(QUESTIONS, BUSINESSES, 5):
        if names := ruled_out(responses):
            found.append((names, set(texts_of(responses))))
    return found


@pytest.mark.parametrize("name", RULED_OUT)
def test_no_text_speaks_of_what_the_profile_rules_out(read, name):
    wrong = {
        found for names, texts in read if name in names for found in texts if WORDS[name].search(found[1])
    }
    assert not wrong, "\n".join(f"{where}: {text}" for where, text in sorted(wrong))


@pytest.mark.parametrize("name", RULED_OUT)
def test_who_has_it_does_read_of_it(name):
    """So the words looked for are the words of the content, and the test above can fail."""
    item_id, answers, _ = RULED_OUT[name]
    having = (r for r in simulated_businesses(QUESTIONS, 60, 6) if r.get(item_id) not in answers)
    assert any(WORDS[name].search(text) for responses in having for _, text in texts_of(responses))


def test_hours_of_a_supplier_are_of_one_that_the_business_has_and_the_week_costs_what_its_actions_do():
    seen = set()
    for responses in simulated_businesses(QUESTIONS, BUSINESSES, 5):
        score = CONTENT.score(responses)
        advice, own = advise(CONTENT, score), QUESTIONS.outsources(score.counting)
        for r in advice.recommendations:
            said = cost(r, "nl")
            assert own or "uw leverancier" not in said, (r.measure.id, said)
            seen |= {(own, word) for word in ("uw leverancier", "een ICT-bedrijf") if word in said}
        said = tone(CONTENT, score, advice)
        if said.startswith("U doet alles zelf"):
            assert total_effort(advice.week, "nl") in said
            seen.add("alone")
    assert seen == {(True, "uw leverancier"), (False, "een ICT-bedrijf"), "alone"}
