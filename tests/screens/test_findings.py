"""The team's five questions: each answer as certain as the figures are, with what does not follow from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from data.aggregates.folding import Site, fold, this_site
from data.demo import MADE_UP, businesses_there, simulate
from data.figures.released import Released, load_released
from data.folders import Folders
from data.region import Businesses, load_region
from data.tokens import new_token
from questionnaire.simulate import simulated_business
from scoring.loading import load_content
from screens.dashboard import reach as reach_module
from screens.dashboard.areas import all_areas
from screens.dashboard.findings import Finding, findings
from screens.dashboard.places import matrix, places, waits
from screens.dashboard.quarterly import quarterly
from screens.dashboard.reach import reach
from screens.dashboard.table import ChartRequest
from tests.pdf import struct

NUMBERS = Businesses(
    source="Een bureau",
    counted_on=date(2026, 1, 1),
    municipalities={"almelo": 4000, "enschede": 10000},
    sector_groups={"trade": 6000},
    sizes={"micro": 7000},
)


def _asked(released: Released, language: str = "nl") -> ChartRequest:
    content, region = load_content(language=language), load_region(language=language)
    return ChartRequest(content, region, released, all_areas(content, region)["total"])


def _filled(folder: Path, maturities: dict[str, float], each: int) -> Site:
    site = this_site(load_content(), where=Folders(folder / "data", folder / "keys"))
    rng = Random(3)
    for number in range(each * len(maturities)):
        place = list(maturities)[number % len(maturities)]
        fixed = {"municipality": place, "sector": "retail", "company_size": "micro"}
        answers = simulated_business(site.questionnaire, rng, fixed, maturities[place])
        fold(site.content, answers, new_token(), site=site)
    return site


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Almelo has little in place, Enschede much."""
    return _filled(tmp_path_factory.mktemp("apart"), {"almelo": -1.8, "enschede": 1.8}, 90)


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return _filled(tmp_path_factory.mktemp("alike"), {"almelo": 0.0, "enschede": 0.0}, 60)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch):
    def go(site: Site) -> dict[str, Finding]:
        monkeypatch.setenv("DATA_DIR", str(site.folders.data_dir))
        monkeypatch.setenv("KEY_DIR", str(site.folders.key_dir))
        return {one.id: one for one in findings(_asked(load_released()))}

    return go


def test_all_five_are_answered_and_each_says_what_does_not_follow(at, apart: Site) -> None:
    found = at(apart)
    assert list(found) == ["weak", "improved", "course", "reached", "now"]
    assert all(one.sentence and one.not_so.startswith("Dat ") for one in found.values())


def test_an_empty_region_says_that_nothing_can_be_told_yet(at, tmp_path: Path) -> None:
    found = at(this_site(load_content(), where=Folders(tmp_path / "data", tmp_path / "keys")))
    assert {one.certainty for one in found.values()} == {"unknown"}


def test_a_course_of_its_own_is_for_a_place_that_is_lower_for_certain(at, apart: Site) -> None:
    course = at(apart)["course"]
    assert course.certainty == "sure" and "Almelo bij" in course.sentence
    assert "Enschede" not in course.sentence


def test_places_that_are_alike_get_the_same_course(at, alike: Site) -> None:
    course = at(alike)["course"]
    assert course.certainty == "unsure" and "overal dezelfde cursus" in course.sentence


def test_the_table_marks_only_what_holds(at, apart: Site, alike: Site) -> None:
    at(apart)
    asked = _asked(load_released())
    head, rows = matrix(asked, places(asked))
    assert len({len(row) for row in rows} | {len(head)}) == 1
    marked = {row[0]: "".join(row) for row in rows}
    assert "▼" in marked["Almelo"] and "▲" in marked["Enschede"] and "▼" not in marked["Enschede"]
    at(alike)
    asked = _asked(load_released())
    assert not any("▼" in "".join(row) for row in matrix(asked, places(asked))[1])


def test_one_quarter_is_no_improvement(at, apart: Site) -> None:
    assert at(apart)["improved"].certainty == "unknown"


@pytest.mark.parametrize(
    ("later", "certainty", "word"), [(1.8, "sure", "Ja"), (0.0, "unsure", "niet vast te stellen")]
)
def test_it_got_better_only_when_the_difference_holds(
    at, tmp_path: Path, later: float, certainty: str, word: str
) -> None:
    start = this_site(
        load_content(), where=Folders(tmp_path / "data", tmp_path / "keys"), today=date(2026, 2, 1)
    )
    rng = Random(4)
    for day, maturity in ((date(2026, 2, 1), -1.8 if later else 0.0), (date(2026, 4, 3), later)):
        site = replace(start, today=day)
        for _ in range(75):
            answers = simulated_business(site.questionnaire, rng, {"municipality": "almelo"}, maturity)
            fold(site.content, answers, new_token(), site=site)
    improved = at(start)["improved"]
    assert improved.certainty == certainty and word in improved.sentence


def test_without_numbers_of_businesses_there_is_no_reach(at, apart: Site) -> None:
    assert load_region().businesses is None
    reached = at(apart)["reached"]
    assert "%" not in reached.sentence and "data/region.yaml" in reached.sentence
    assert reach(_asked(load_released())).rows == []


def test_reach_is_told_with_its_source_and_day(at, apart: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach_module, "businesses_there", lambda site: NUMBERS)
    reached = at(apart)["reached"]
    assert "Van de 14.000 bedrijven in Twente deden er 180 mee: 1,3 %" in reached.sentence
    assert "Een bureau, stand van 1 januari 2026" in reached.sentence
    assert "Het minst bereikt: Enschede (0,9 %), het meest: Almelo (2,3 %)" in reached.sentence
    rows = {row["id"]: row for row in reach(_asked(load_released())).rows}
    assert set(rows) == {"municipality.almelo", "municipality.enschede", "sector.trade", "size.micro"}
    assert all(row["count"] % 5 == 0 for row in rows.values())


def test_made_up_businesses_come_with_made_up_numbers_that_say_so(at, tmp_path: Path) -> None:
    site = this_site(load_content(), where=Folders(tmp_path / "data", tmp_path / "keys"))
    assert businesses_there(site) is site.region.businesses is None
    simulate(site, businesses=30)
    found = businesses_there(site)
    assert found is not None and found.source == MADE_UP
    assert MADE_UP in at(site)["reached"].sentence or at(site)["reached"].certainty == "unknown"
    assert {n % 1111 for n in found.municipalities.values()} == {0}


def test_what_a_place_waits_for_is_never_less_than_its_block_needs(at, alike: Site) -> None:
    at(alike)
    found = {w.area.id: w for w in waits(_asked(load_released()))}
    assert not found["almelo"].first and found["borne"].first and found["borne"].few
    assert all(w.still > 0 for w in found.values())


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_language_has_its_answers(at, apart: Site, language: str) -> None:
    dutch = at(apart)
    for one in findings(_asked(load_released(), language)):
        assert one.sentence != dutch[one.id].sentence and one.not_so != dutch[one.id].not_so


def test_nobody_is_sent_to_recruit_outside_the_region(at, alike: Site) -> None:
    at(alike)
    ours = {m.id for m in load_region().municipalities}
    assert {w.area.id for w in waits(_asked(load_released()))} == ours


def test_the_quarterly_report_begins_with_the_five_answers(at, apart: Site, tmp_path: Path) -> None:
    found = at(apart)
    path = tmp_path / "report.pdf"
    path.write_bytes(quarterly(load_content(), load_region()).body)
    words = " ".join(struct.visible_words(path))
    places = [words.index(one.question) for one in found.values()]
    assert places == sorted(places) < [words.index("Drie voorstellen")] < [words.index("Bijlage")]
    assert words.count("Wat u niet mag concluderen") == 5
