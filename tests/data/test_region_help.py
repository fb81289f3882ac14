"""Who helps nearby: what a card must have, whom a business gets, and what is over."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from data.folders import ROOT
from data.region import load_region, read_region
from data.region_help import LocalHelp, nearby
from scoring.loading import load_content
from tests.data.conftest import TODAY

KUSTWAARD = ROOT / "examples/kustwaard"


@pytest.fixture
def root(tmp_path):
    """A copy of the region's file, to spoil."""
    (tmp_path / "data").mkdir()
    shutil.copy(ROOT / "data/region.yaml", tmp_path / "data/region.yaml")
    return tmp_path


def told(found) -> str:
    return "\n".join(m.say("nl") for m in found[1])


@pytest.mark.parametrize(
    ("kind", "known", "sentence"),
    [
        ("desk", "url: https://www.almelo.nl", "startpagina"),
        ("desk", "url: https://www.almelo.nl/", "startpagina"),
        ("person", "ask: Alles", "startpagina"),
        ("responder", "phone: 088-786 73 72", "certificaat"),
        ("course", "url: https://www.almelo.nl/avond", "zonder dag of plaats"),
        ("course", "dates: [2027-01-21]", "zonder dag of plaats"),
        ("desk", "phone: 088-786 73 72\n    dates: [2027-01-21]", "geen cursus"),
        ("desk", "email: loket(at)almelo.nl", "geen mailadres"),
        ("desk", "phone: 088-786 73 72\n    levels: [bassis]", ""),
    ],
)
def test_a_card_that_brings_one_to_nobody_is_refused(kind, known, sentence, root):
    file = root / "data/region.yaml"
    extra = f"  - id: new_one\n    title: Een nieuwe\n    text: Bel ons.\n    kind: {kind}\n    {known}\n"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\nlocal_help:\n", f"\nlocal_help:\n{extra}", 1), encoding="utf-8")
    mistakes = read_region(root)
    assert (sentence in told(mistakes)) if sentence else not mistakes[1]


def test_a_name_in_help_for_everybody_is_one_that_exists(root):
    file = root / "data/region.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "\nhelp_everywhere: [police, nobody]\n", encoding="utf-8")
    assert "'nobody' staat niet in 'local_help'" in told(read_region(root))


def test_the_card_fits_sector_place_and_level():
    region = load_region(KUSTWAARD)

    def card(place, sector, level, today=TODAY):
        found = region.nearby(place, sector, level, today)
        assert found.card not in found.rest
        return found.card and found.card.id

    assert card("meerhuizen", "agriculture", "start") == "farm_adviser"
    assert card("meerhuizen", "retail", "start") == "first_steps"
    assert card("meerhuizen", "retail", "resilient") == "desk_meerhuizen"
    assert card("zandwolde", "retail", None) == "desk_zandwolde"
    assert card(None, None, "basis") == card(None, None, None) == "first_steps"
    assert card(None, None, "resilient") is None


def test_a_course_is_shown_until_its_last_day_and_only_with_days_to_come():
    region = load_region(KUSTWAARD)
    course = next(h for h in region.local_help if h.id == "first_steps")
    assert "12 november" not in str(course.told(date(2026, 11, 30), "nl"))
    assert dict(course.told(date(2026, 11, 30), "nl"))["Wanneer"] == "21 januari 2027; 18 maart 2027"
    last, gone = date(2027, 3, 18), date(2027, 3, 19)
    assert region.nearby("meerhuizen", "retail", "start", last).card is course
    after = region.nearby("meerhuizen", "retail", "start", gone)
    assert after.card is not None and after.card.id == "desk_meerhuizen" and course not in after.rest


def test_what_is_not_certain_and_who_comes_when_hit_are_no_card():
    shaky = LocalHelp(id="a", title="A", text="A.", kind="desk", phone="088-786 73 72", weak=True)
    comes = LocalHelp(
        id="b", title="B", text="B.", kind="responder", phone="112", certified="X", source="https://x.nl"
    )
    assert nearby((shaky, comes), "start").card is None and nearby((shaky, comes), "start").rest == (
        shaky,
        comes,
    )


def test_no_desk_of_the_region_itself_is_made_up():
    """What is made up says so, and stands in an example alone."""
    region = load_region()
    assert not [h.id for h in region.local_help if "verzonnen" in h.title or ".example" in (h.url or "")]
    assert all(h.source and h.reviewed for h in region.local_help if h.kind)
    levels = {level.id for level in load_content().rule.levels}
    assert all(set(h.levels) <= levels for h in region.local_help)
