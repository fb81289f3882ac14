"""The second step of signing in: the codes of RFC 6238, each once, and recovery codes for who lost the phone."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from data.folders import Folders
from data.organisers.accounts import add_account, remove_account
from data.organisers.second_factor import (
    RECOVERY_CODES,
    app_address,
    code_at,
    codes_left,
    drop_second_factor,
    has_second_factor,
    new_secret,
    passes,
    set_second_factor,
    step_of,
)

NOW = 1_764_500_000.0
STEP = int(NOW // 30)


@pytest.fixture
def where(tmp_path: Path) -> Folders:
    return Folders(tmp_path / "var", tmp_path / "keys")


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
    ],
)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert code_at(secret, seconds // 30) == code  # appendix B of RFC 6238, its last six digits
    assert step_of(secret, code, seconds) == seconds // 30


def test_a_clock_may_differ_half_a_minute_and_no_more() -> None:
    secret = new_secret()
    found = [step_of(secret, code_at(secret, STEP + off), NOW) for off in (-2, -1, 0, 1, 2)]
    assert found == [None, STEP - 1, STEP, STEP + 1, None]
    spaced = code_at(secret, STEP)
    assert step_of(secret, f" {spaced[:3]} {spaced[3:]} ", NOW) == STEP
    assert [step_of(secret, odd, NOW) for odd in ("", "12345", "x" * 5_000, "\udcff", "١٢٣٤٥٦")] == [None] * 5


def test_it_is_on_for_who_showed_a_code_and_each_code_works_once(where: Folders) -> None:
    jan = add_account("jan", "Jan", "team", "een lange zin als wachtwoord", where)
    secret = new_secret()
    assert set_second_factor(jan.id, secret, "000000x", where, NOW) is None
    assert not has_second_factor(jan.id, where) and not passes(jan.id, code_at(secret, STEP), where, NOW)
    codes = set_second_factor(jan.id, secret, code_at(secret, STEP), where, NOW)
    assert codes is not None and len(set(codes)) == RECOVERY_CODES == codes_left(jan.id, where)
    assert not passes(jan.id, code_at(secret, STEP), where, NOW), "the code that turned it on is used"
    assert passes(jan.id, code_at(secret, STEP + 1), where, NOW)
    assert not passes(jan.id, code_at(secret, STEP + 1), where, NOW)
    assert not passes(jan.id, code_at(secret, STEP), where, NOW), "nor does an earlier one work"
    assert passes(jan.id, code_at(secret, STEP + 2), where, NOW + 30)


def test_a_recovery_code_works_once_however_it_is_typed(where: Folders) -> None:
    jan = add_account("jan", "Jan", "team", "een lange zin als wachtwoord", where)
    piet = add_account("piet", "Piet", "team", "een lange zin als wachtwoord", where)
    secret = new_secret()
    codes = set_second_factor(jan.id, secret, code_at(secret, STEP), where, NOW)
    assert codes is not None
    other = set_second_factor(piet.id, new := new_secret(), code_at(new, STEP), where, NOW)
    assert other is not None and not passes(jan.id, other[0], where, NOW)
    assert passes(jan.id, codes[0].lower().replace("-", " "), where, NOW)
    assert not passes(jan.id, codes[0], where, NOW) and codes_left(jan.id, where) == RECOVERY_CODES - 1
    assert not passes(jan.id, "", where, NOW) and not passes(jan.id, "---", where, NOW)
    again = set_second_factor(jan.id, secret, code_at(secret, STEP + 1), where, NOW)
    assert again is not None and not passes(jan.id, codes[1], where, NOW), "new codes replace the old"
    drop_second_factor(jan.id, where)
    assert not has_second_factor(jan.id, where) and not passes(jan.id, again[0], where, NOW)
    remove_account(piet.id, where)
    assert not has_second_factor(piet.id, where) and codes_left(piet.id, where) == 0


def test_an_app_reads_the_address(where: Folders) -> None:
    assert app_address("ABC", "jan@example.nl", "Digitale scan & co") == (
        "otpauth://totp/Digitale%20scan%20%26%20co%3Ajan%40example.nl?secret=ABC&issuer=Digitale%20scan%20%26%20co"
    )
