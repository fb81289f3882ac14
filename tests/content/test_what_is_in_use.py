"""No advice shuts, unplugs or removes what the business works with: machines go with the maker, cameras stay."""

from __future__ import annotations

import re

import pytest

from questionnaire.responses import Responses
from questionnaire.simulate import simulated_businesses
from scoring.advising.advice import advise
from scoring.loading import load_content

CONTENT = load_content()
BUSINESSES = 400

# Who shuts something, and what takes the edge off it: only what nobody uses, knows or needs.
SHUTS = re.compile(
    r"^(sluit|haal|laat)\b[^.]*\b(sluiten|dicht\w*|van internet|van het net)\b|"
    r"\btoegang van buiten uit\b|\bnetwerkkabel eruit\b",
    re.IGNORECASE,
)
SPARED = re.compile(
    r"\b(niemand|niet (meer )?(kent|gebruikt|nodig)|zonder kan|zonder tweede stap)\b", re.IGNORECASE
)
MAKER = re.compile(r"\bmaker\b")


def shuts(step: str) -> bool:
    return any(SHUTS.search(s) and not SPARED.search(s) for s in re.split(r"(?<=[.?]) ", step))


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("Zet in de app van de camera de toegang van buiten uit.", True),
        ("Laat ze vandaag dichtzetten. Daarna een nieuw wachtwoord.", True),
        ("Laat die tot dan van internet halen.", True),
        ("Laat sluiten wat niemand nodig heeft.", False),
        ("Laat tot dan van internet halen wat zonder kan.", False),
        ("Geef elk apparaat een nieuw wachtwoord.", False),
    ],
)
def test_a_step_that_shuts_is_known_from_one_that_spares_what_is_in_use(step: str, expected: bool) -> None:
    assert shuts(step) is expected


@pytest.mark.parametrize(
    "measure_id", ["close_open_devices", "replace_old_systems", "take_old_systems_offline"]
)
def test_devices_that_are_in_use_are_not_shut(measure_id: str) -> None:
    measure = CONTENT.measures[measure_id]
    for steps in (measure.how, measure.how_supplier):
        assert [s.text for s in steps if shuts(s.text)] == []


def test_who_has_machines_hears_of_the_maker_before_anything_is_closed() -> None:
    seen = 0
    for business in simulated_businesses(CONTENT.questionnaire, BUSINESSES, 11):
        if business.get("machines") not in ("local", "remote"):
            continue
        for r in advise(CONTENT, CONTENT.score(business)).recommendations:
            if r.measure.id in ("close_open_devices", "take_old_systems_offline"):
                seen += 1
                told = list(r.steps)
                first_maker = next(n for n, step in enumerate(told) if MAKER.search(step))
                closing = [n for n, s in enumerate(told) if re.search(r"sluit(en)? |kabel eruit", s, re.I)]
                assert all(n >= first_maker for n in closing), told
    assert seen


def test_an_open_device_behind_the_line_of_the_maker_is_not_a_second_thing_for_today() -> None:
    base = {
        "company_size": "small",
        "sector": "industry",
        "servers": "both",
        "ict_by": "supplier",
        "machines": "remote",
        "open_doors": "devices",
    }
    for access, today in (("always_password", False), ("shared", False), ("request_two_steps", True)):
        score = CONTENT.score(Responses({**base, "vendor_access": access}))
        found = {r.measure.id: r for r in advise(CONTENT, score).recommendations}
        assert found["close_open_devices"].acute is today
        assert ("limit_supplier_access" in found and found["limit_supplier_access"].acute) is not today


@pytest.mark.parametrize(
    ("answers", "behind_the_line", "apart"),
    [
        ({"open_doors": "devices"}, set(), {"open_door"}),
        ({"open_doors": "takeover"}, {"open_door"}, {"open_door"}),
        ({"open_doors": "vpn_password"}, {"open_door"}, {"open_door"}),
        ({"old_systems": "reachable"}, set(), {"old_system_in_use"}),
    ],
)
def test_what_stands_behind_the_line_of_the_maker_holds_the_level_once(
    answers, behind_the_line, apart
) -> None:
    base = {"company_size": "small", "sector": "industry", "servers": "both", "ict_by": "supplier"}
    known = {"machines": "remote", "vendor_access": "always_password"}

    def holds(**more: str) -> set[str]:
        found = {k.id for k in CONTENT.score(Responses({**base, **answers, **more})).knock_outs}
        return found & {"open_door", "old_system_in_use", "maker_always_in"}

    assert holds(**known) == behind_the_line | {"maker_always_in"}
    assert holds(machines="remote", vendor_access="request_two_steps") == apart
    assert holds(machines="none", vendor_access="always_password") == apart
