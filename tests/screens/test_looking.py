"""A look at one's own domain inside the scan, against servers of this machine alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from evidence.limits import Limits
from screens.session import saved_scans
from tests.evidence.world import Good, World
from tests.screens.walked import TOKEN, a_saved_scan, a_screen, answer, go_on, html, question_id

MAIL = "email_domain_test"


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    made = World()
    yield made
    made.close()


@pytest.fixture
def internet(world: World, monkeypatch: pytest.MonkeyPatch, cookie: str) -> World:
    monkeypatch.setattr("evidence.looking.open_network", world.network)
    monkeypatch.setattr("evidence.looking.look_at.__defaults__", (None, None, Limits()))
    return world


def asked(**changed: object) -> None:
    """Somebody who is at the question about mail in their name."""
    scan = a_saved_scan().changed(finished=None)
    answers = {**scan.answers, "website": "website", "mail_at": "own_other", **changed}
    if MAIL not in changed:
        answers.pop(MAIL, None)
    saved_scans.save(TOKEN, scan.changed(answers=answers))


def looked(typed: str):
    """The look at `typed`, from that question."""
    app = a_screen("questions", vraag=MAIL)
    app.text_input(key=f"look_typed_{MAIL}").set_value(typed)
    next(b for b in app.button if b.label == "Kijk").click()
    return app.run()


def test_what_is_seen_answers_the_question_until_the_respondent_says_otherwise(internet: World) -> None:
    good = Good(internet, "bakkerijeen.nl")
    good.names.put(f"_dmarc.{good.name}", "TXT", "v=DMARC1; p=none")
    asked()
    app = looked(f"info@{good.name}")
    assert not app.exception and app.radio[0].value == "not_all_good"
    assert "Gezien op" in html(app) and "komt nog gewoon aan" in html(app) and "Wij vulden" in html(app)
    kept = saved_scans.load(TOKEN)
    assert kept.answers[MAIL] == "not_all_good" and MAIL in kept.to_confirm
    assert kept.seen.grades["dmarc"] == "weak" and "bakkerijeen" not in kept.as_text()
    go_on(app)
    assert MAIL not in saved_scans.load(TOKEN).to_confirm


def test_another_answer_is_told_beside_what_was_seen_and_may_come_back_with_a_reason(internet: World) -> None:
    good = Good(internet, "bakkerijtwee.nl")
    good.names.put(f"_dmarc.{good.name}", "TXT", "v=DMARC1; p=none")
    asked(**{MAIL: "all_good"})
    app = looked(good.name)
    assert "U koos eerst: Nee, alle drie staan goed" in html(app)
    answer(app, "all_good")
    app.text_input(key=f"reason_{MAIL}").set_value("Wij mailen vanaf een ander domein").run()
    kept = saved_scans.load(TOKEN)
    assert kept.answers[MAIL] == "all_good"
    assert kept.seen.reasons == {MAIL: "Wij mailen vanaf een ander domein"}
    again = a_screen("questions", vraag=MAIL)
    assert "Uw antwoord telt" in html(again)


def test_what_cannot_be_seen_leaves_the_question_as_it_is(internet: World) -> None:
    good = Good(internet, "bakkerijdrie.nl")
    good.names.records.pop(f"selector1._domainkey.{good.name}")
    good.names.add(f"eigen._domainkey.{good.name}", "TXT", "v=DKIM1; p=")
    asked()
    app = looked(good.name)
    assert app.radio[0].value is None and "niet te zien" in html(app) and "Kies zelf" in html(app)
    assert MAIL not in saved_scans.load(TOKEN).answers


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("jan@gmail.com", "gratis mailadres"),
        ("192.168.1.1", "geen webadres"),
        ("nietdaar.nl", "bestaat niet"),
    ],
)
def test_what_cannot_be_looked_at_is_told_and_changes_nothing(internet: World, typed: str, told: str) -> None:
    asked()
    app = looked(typed)
    assert told in html(app) and saved_scans.load(TOKEN).seen is None


def test_nobody_is_made_to_look(internet: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked()
    before = len(internet.names.asked)
    app = a_screen("questions", vraag=MAIL)
    go_on(answer(app, "never"))
    assert question_id(app) != MAIL and len(internet.names.asked) == before
    monkeypatch.setenv("EVIDENCE", "0")
    assert all(b.label != "Kijk" for b in a_screen("questions", vraag=MAIL).button)


def test_a_laptop_without_internet_asks_as_before(internet: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked()
    monkeypatch.setenv("EVENT_LAPTOP", "1")
    app = a_screen("questions", vraag=MAIL)
    assert all(b.label != "Kijk" for b in app.button) and app.radio[0].options
