"""A statement counts only as this site signed it: not with any character changed, under another key, or too late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from data.folders import Folders
from data.release.signing import sign
from data.release.statement import _CONTEXT, NotSound, Refused, TooMuch, opened, sealed
from scoring.advising.statement import Group, Line, Planned, Statement

DAY = date(2026, 11, 30)
STATEMENT = Statement(
    name="Bakkerij Bos & Zn.",
    scan="Digitale Weerbaarheidsscan",
    edition="2.0",
    language="nl",
    day=DAY,
    until=DAY + timedelta(365),
    groups=(
        Group(
            title="Mail, wachtwoorden en toegang",
            lines=(
                Line(title="Al uw mail vraagt een tweede stap", duties=("i", "j")),
                Line(title="Oude systemen staan los", by="ICT Noord", on=date(2026, 11, 2)),
            ),
        ),
    ),
    planned=(Planned(title="Probeer de back-up", by=date(2026, 12, 7)),),
)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@pytest.fixture
def where(tmp_path) -> Folders:
    return Folders(tmp_path / "data", tmp_path / "keys").make()


def _refused(code: str, where: Folders, today: date = DAY) -> Refused:
    with pytest.raises(NotSound) as refused:
        opened(code, where, today)
    return refused.value.why


def test_what_was_signed_comes_back_whole_up_to_its_last_day(where):
    code = sealed(STATEMENT, where)
    assert opened(code, where, DAY) == STATEMENT
    assert opened(code, where, STATEMENT.until) == STATEMENT
    assert _refused(code, where, STATEMENT.until + timedelta(1)) is Refused.EXPIRED


def test_any_one_changed_lost_or_added_character_fails(where):
    code = sealed(STATEMENT, where)
    for place, was in enumerate(code):
        other = ALPHABET[(ALPHABET.index(was) + 1) % 64]
        _refused(code[:place] + other + code[place + 1 :], where)
        _refused(code[:place] + code[place + 1 :], where)
    for other in ALPHABET:  # the last one has bits that say nothing
        if other != code[-1]:
            _refused(code[:-1] + other, where)
        _refused(code + other, where)


@pytest.mark.parametrize("code", ["", "A", "=", "é" * 200, "A" * 96, "A" * 2_801, "A" * 400])
def test_what_is_no_code_is_refused(where, code):
    assert _refused(code, where) in (Refused.UNREADABLE, Refused.FOREIGN)


def test_the_same_text_under_another_key_is_told_as_foreign(where, tmp_path):
    elsewhere = Folders(tmp_path / "other", tmp_path / "other_keys").make()
    assert _refused(sealed(STATEMENT, elsewhere), where) is Refused.FOREIGN


def test_what_this_site_signs_for_another_end_is_no_statement(where, monkeypatch):
    sound = sealed(STATEMENT, where)
    monkeypatch.setattr("data.release.statement.sign", lambda at, data: sign(at, data.removeprefix(_CONTEXT)))
    code = sealed(STATEMENT, where)
    monkeypatch.undo()
    assert _refused(code, where) is Refused.CHANGED and opened(sound, where, DAY) == STATEMENT


def test_more_than_a_camera_reads_is_refused_and_not_cut_off(where):
    lines = tuple(Line(title=f"{place * 7919**9}") for place in range(200))
    with pytest.raises(TooMuch):
        sealed(STATEMENT.model_copy(update={"groups": (Group(title="x", lines=lines),)}), where)
