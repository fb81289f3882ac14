"""A small test asks for what the answers do not show yet: who has keys hears nothing of codes by text message."""

from __future__ import annotations

import pytest

from questionnaire.responses import Responses
from scoring.advising.advice import advise
from scoring.loading import load_content

CONTENT = load_content()
BEST = {
    item.id: max(item.options, key=lambda o: o.points or 0).id
    for item in CONTENT.questionnaire.items.values()
    if item.kind == "single" and item.options and item.id not in CONTENT.questionnaire.profile_ids
}


def proof_of_the_second_step(size: str, mail: str) -> tuple[str, str]:
    responses = Responses({**BEST, "company_size": size, "servers": "cloud_only", "mfa_email": mail})
    advice = advise(CONTENT, CONTENT.score(responses))
    proofs = ("prove_second_step", "prove_spare_key")
    [found] = [r for r in advice.recommendations if r.measure.id in proofs]
    assert found.steps
    return found.measure.title, " ".join(found.steps)


@pytest.mark.parametrize("size", ["zzp", "micro", "small", "medium"])
def test_who_logs_in_with_keys_is_not_asked_who_still_gets_a_text_message(size: str) -> None:
    title, steps = proof_of_the_second_step(size, "all_passkey")
    assert "sms" not in title + steps
    assert "mist er een tweede stap" not in steps
    assert "wachtwoord vergeten" in steps


@pytest.mark.parametrize("size", ["micro", "small", "medium"])
def test_who_has_a_second_step_without_keys_is_asked_about_text_messages(size: str) -> None:
    title, steps = proof_of_the_second_step(size, "all")
    assert "sms" in title and "sms" in steps
    assert "wachtwoord vergeten" not in steps
