"""The two YAML files of this room: bounds that nobody can edit away, references that lead somewhere."""

from __future__ import annotations

import shutil
from datetime import date
from math import exp

import pytest
from pydantic import ValidationError

from data.content.promises import promise
from data.folders import ROOT
from data.privacy import load_privacy, read_privacy
from data.quarters import earlier, quarter_of
from data.region import Security, check_security, load_region, read_region, security_txt, to_fill_in
from questionnaire.authoring.mistakes import ContentError, Phrase
from questionnaire.authoring.reporting import FORMATS
from questionnaire.authoring.sources import read_source
from scoring.loading import load_content
from tests.data.conftest import TODAY

ROOT_FILES = ("data/privacy.yaml", "data/region.yaml")


@pytest.fixture
def root(tmp_path):
    """A copy of the two files, to spoil."""
    (tmp_path / "data").mkdir()
    for name in ROOT_FILES:
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def spoil(root, name, old, new):
    path = root / "data" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(found) -> str:
    return "\n".join(m.say("nl") for m in found[1])


def test_every_parameter_has_a_unit_and_a_reason():
    privacy = load_privacy()
    parameters = [
        getattr(privacy, name) for name in type(privacy).model_fields if name not in ("id", "trusted_sites")
    ]
    assert len(parameters) == 14 and all(len(p.unit) > 3 and len(p.why) > 20 for p in parameters)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "municipality: 15, sector_size: 15, event: 10",
            "municipality: 15, sector_size: 15, event: 9",
            "10 of hoger",
        ),
        (
            "municipality: 0.6, sector_size: 0.6, event: 0.67",
            "municipality: 1.1, sector_size: 1.1, event: 0.9",
            "zijn 3.1, meer dan 3",
        ),
        (
            "municipality: 0.6, sector_size: 0.6, event: 0.67",
            "municipality: 1.1, sector_size: 1.1, event: 0.7",
            "zijn 3.02, meer dan 3",
        ),
        (
            "municipality: 0.15, sector_size: 0.15, event: 0.2",
            "municipality: 0.5, sector_size: 0.5, event: 0.2",
            "zijn 1.2, meer dan 1",
        ),
        ("value: 2\n", "value: 1\n", "2 of hoger"),
        ("value: 20\n", "value: 21\n", "20 of lager"),
        ("value: 4\n", "value: 3\n", "4 of hoger"),
        ("value: 8\n", "value: 9\n", "8 of lager"),
        ("value: 100\n", "value: 49\n", "50 of hoger"),
        ("value: 0.3\n", "value: 0.6\n", "0.5 of lager"),
        ("  unit: kwartalen\n", "", "'unit' ontbreekt"),
        (
            "trusted_sites: []",
            "trusted_sites: [{id: a, title: A, public_key: abc}]",
            "geen sleutel van een plek",
        ),
        (
            "trusted_sites: []",
            f"trusted_sites: [{{id: a, title: A, public_key: {'A' * 43}=}}, {{id: b, title: B, public_key: {'A' * 43}=}}]",
            "de plek 'b' staat er",
        ),
        ("growth:", "grwoth:", "bedoelde u 'growth'"),
    ],
)
def test_a_parameter_outside_its_bounds_is_refused_with_its_line(root, old, new, sentence):
    spoil(root, "privacy.yaml", old, new)
    message = told(read_privacy(root))
    assert sentence in message and "data/privacy.yaml, regel" in message
    with pytest.raises(ContentError):
        load_privacy(root)


def test_the_region_has_fourteen_municipalities_eleven_sectors_and_seven_groups():
    region = load_region()
    assert (len(region.municipalities), len(region.sectors), len(region.sector_groups)) == (14, 11, 7)
    assert (
        all(region.group_of(s.id) for s in region.sectors)
        and region.group_of("unknown") is None
        and region.group_of(None) is None
    )
    assert all(region.help_for(m.id, None, TODAY) for m in region.municipalities)
    assert region.help_for("amsterdam", None, TODAY) == ()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("group: farm_and_building", "group: farms", "'farms' staat niet in 'sector_groups'"),
        (
            "local_help: [gemeente_almelo",
            "local_help: [gemeente_almel",
            "'gemeente_almel' staat niet in 'local_help'",
        ),
        ("code: GM0141", "code: 0141", "regel"),
        ("row: 2, column: 3", "row: 3, column: 3", "op de plek van"),
        ("{id: borne, label: Borne", "{id: almelo, label: Borne", "twee keer"),
    ],
)
def test_a_region_that_does_not_hold_together_is_refused(root, old, new, sentence):
    spoil(root, "region.yaml", old, new)
    assert sentence in told(read_region(root))
    with pytest.raises(ContentError):
        load_region(root)


def test_quarters_count_back_over_the_years():
    assert quarter_of(TODAY) == "2026Q4"
    assert [earlier("2027Q1", k) for k in (0, 1, 4, 5)] == ["2027Q1", "2026Q4", "2026Q1", "2025Q4"]


def test_the_documents_name_the_parameters_that_are_in_force():
    privacy = load_privacy()
    derivation = (ROOT / "docs/decisions/noise.md").read_text(encoding="utf-8")
    for name, row in (
        ("points", "`e_p` points"),
        ("dont_know", "`e_d` don't know"),
        ("asked", "`e_a` asked"),
    ):
        value = getattr(privacy, f"{name}_epsilon").value
        assert (
            f"| {row} | {value.municipality:g} | {value.sector_size:g} | **{value.municipality + value.sector_size:.1f}** | {value.event:g} |"
            in derivation
        )
    assert "k = 15 and growth 0.25, for\n  events 10 (20 for themes and questions) and 1.0" in derivation
    promised = promise(load_content().questionnaire, privacy)
    plain = (ROOT / "docs/privacy.md").read_text(encoding="utf-8")
    assert (promised.region, promised.region_any, promised.event, promised.event_any) == (77, 82, 88, 89)
    assert "hooguit 77 procent zeker" in plain and exp(1.2) / (1 + exp(1.2)) < 0.77


def test_security_txt_says_what_rfc_9116_asks_for():
    security = Security(
        contact=("mailto:meld@voorbeeld.nl", "https://voorbeeld.nl/melden"),
        expires=date(2027, 11, 30),
        policy="https://voorbeeld.nl/p",
    )
    assert security_txt(security, "https://scan.example").splitlines() == [
        "Contact: mailto:meld@voorbeeld.nl",
        "Contact: https://voorbeeld.nl/melden",
        "Expires: 2027-11-30T23:59:59Z",
        "Preferred-Languages: nl, en, de",
        "Policy: https://voorbeeld.nl/p",
        "Canonical: https://scan.example/.well-known/security.txt",
    ]
    assert "Canonical" not in security_txt(
        security, "http://localhost:8501"
    ) and "Canonical" not in security_txt(security, "")


@pytest.mark.parametrize(
    "contact", ["meld@voorbeeld.nl", "mailto:meld", "http://voorbeeld.nl", "mailto:a@b\nExpires: x", ""]
)
def test_a_contact_that_is_no_address_is_refused(contact):
    with pytest.raises(ValidationError):
        Security(contact=(contact,), expires=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("expires", "told"),
    [
        ("2026-11-29", "is voorbij"),
        ("2026-11-30", ""),
        ("2027-11-30", ""),
        ("2029-01-01", "meer dan een jaar"),
    ],
)
def test_the_check_warns_when_security_txt_is_gone_or_promises_too_much(tmp_path, expires, told):
    (tmp_path / "region.yaml").write_text(f"security:\n  contact: ['mailto:a@b.nl']\n  expires: {expires}\n")
    found = check_security(read_source(tmp_path / "region.yaml", tmp_path), date(2026, 11, 30))
    assert [m.severity for m in found] == ["warning"] * bool(told) and all(told in m.say() for m in found)


@pytest.mark.parametrize("language", ["nl", "en", "de"])
@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_the_check_says_that_nobody_is_named_for_weak_spots_until_somebody_is(tmp_path, form, language):
    region, _ = read_region()
    closing = Phrase("klaar")
    named = region.model_copy(
        update={"security": Security(contact=("mailto:a@b.nl",), expires=date(2027, 1, 1))}
    )
    assert to_fill_in(named) == []
    notes = [("data/region.yaml", note) for note in to_fill_in(region.model_copy(update={"security": None}))]
    told = FORMATS[form]([], closing, language, notes)
    assert "data/region.yaml" in told and "/.well-known/security.txt" in told
    assert "data/region.yaml" not in FORMATS[form]([], closing, language)
