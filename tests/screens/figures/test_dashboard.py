"""The region's figures: tables, charts and files from what is released, and clear words where there is
nothing.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook
from PIL import Image

from data.aggregates.folding import fold, this_site
from data.figures.cell_reading import Estimate
from data.figures.drop_off import dropped_off, record_drop_off
from data.figures.released import Released, load_released
from data.folders import Folders
from data.house_style import contrast
from data.region import load_region
from data.tokens import new_token
from pdf.styles import FONTS
from questionnaire.simulate import simulated_business
from scoring.loading import load_content
from screens.dashboard.areas import all_areas
from screens.dashboard.charts import LONG, TABLES_ALONE, chart_for, tile_map
from screens.dashboard.colours import DARK, LIGHT, Palette
from screens.dashboard.files import Origin, file_of
from screens.dashboard.sentences import lowest
from screens.dashboard.table import ChartRequest, Table, why_text
from screens.dashboard.tables import (
    TABLES,
    compared,
    drop_off,
    lacking,
    next_measures,
    themes,
    threats,
    trend,
)
from web.routes.figures import origin_of

NOTE = "Bron: test"
ORIGIN = Origin("Almelo", "almelo-2026Q4", "4e kwartaal 2026", NOTE, "nl")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Released]:
    folder = tmp_path_factory.mktemp("figures")
    where = Folders(folder / "data", folder / "keys")
    site = this_site(load_content(), where=where)
    rng = Random(5)
    for number in range(120):
        fixed = {
            "municipality": "almelo" if number % 2 else "enschede",
            "sector": "retail",
            "company_size": "micro",
        }
        fold(site.content, simulated_business(site.questionnaire, rng, fixed), new_token(), site=site)
    return folder, load_released(where)


def asked(released: Released, place: str = "total", language: str = "nl", **more: str) -> ChartRequest:
    content, region = load_content(language=language), load_region(language=language)
    return ChartRequest(content, region, released, all_areas(content, region)[place], **more)  # type: ignore[arg-type]


def test_every_table_of_an_empty_region_says_why_it_is_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("KEY_DIR", str(tmp_path / "keys"))
    this_site(load_content())
    for name, make in TABLES.items():
        made = make(asked(load_released()))
        assert made.sentence, name
        if name != "participation":
            assert made.shown == [], name
            assert chart_for(made, LIGHT) is None, name


@pytest.mark.slow
@pytest.mark.parametrize("name", list(TABLES))
def test_every_chart_can_be_drawn_outside_the_browser(
    filled: tuple[Path, Released], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(filled[0] / "data"))
    monkeypatch.setenv("KEY_DIR", str(filled[0] / "keys"))
    made = TABLES[name](asked(filled[1]))
    for as_map in {name == "participation", name in ("participation", "compared")}:
        drawn = file_of(made, "svg", ORIGIN, str(FONTS), as_map)
        assert (drawn is None) == (not made.shown or name in TABLES_ALONE)
        assert drawn is None or drawn.body.startswith(b"<svg")


def test_a_picture_has_letters(filled: tuple[Path, Released]) -> None:
    picture = Image.open(
        io.BytesIO(file_of(themes(asked(filled[1])), "png", ORIGIN, str(FONTS)).body)
    ).convert("L")
    title = picture.crop((0, 0, picture.width, 50))  # nothing but the title stands there
    assert sum(title.histogram()[:128]) > 500


def test_a_row_without_a_figure_stands_in_the_chart_with_its_reason(filled: tuple[Path, Released]) -> None:
    made = compared(asked(filled[1], over="sector"))
    empty = [row["why"] for row in made.rows if row["pct"] is None]
    assert empty and made.shown
    drawn = file_of(made, "svg", ORIGIN, str(FONTS)).body.decode()
    assert all(why in drawn for why in empty)


def test_a_place_is_told_apart_from_the_region_and_the_region_is_not(filled: tuple[Path, Released]) -> None:
    region = themes(asked(filled[1])).rows
    assert all("region" not in row for row in region) and any(row["pct"] is not None for row in region)
    almelo = themes(asked(filled[1], "municipality.almelo"))
    assert [row["region"] for row in almelo.rows] == [
        row["pct"] for row in region
    ] and "de hele regio" in almelo.sentence


def test_where_people_stop_says_what_it_waits_for_and_then_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("KEY_DIR", str(tmp_path / "keys"))
    site = this_site(load_content())
    for count, sentence in ((1, "nu zijn het er 1"), (100, "nog 100"), (400, "Bij 400 afgebroken scans")):
        while (there := dropped_off(site)).n + there.waiting < count:
            record_drop_off(site, new_token(), "backup_frequency")
        made = drop_off(asked(load_released()))
        assert sentence in made.sentence
        assert bool(made.shown) == (count == 400) == (chart_for(made, LIGHT) is not None)
    question = site.questionnaire.items["backup_frequency"].question
    assert made.rows[0]["label"] == question and made.rows[0]["pct"] > 70


def test_a_figure_never_appears_with_a_margin_over_twenty_points(
    filled: tuple[Path, Released], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(filled[0] / "data"))
    monkeypatch.setenv("KEY_DIR", str(filled[0] / "keys"))
    seen = 0
    for place in ("total", "municipality.almelo", "municipality.borne", "sector.trade", "size.micro"):
        for make in TABLES.values():
            if place not in all_areas(load_content(), load_region()):
                continue
            for row in make(asked(filled[1], place)).rows:
                if row.get("pct") is not None:
                    seen += 1
                    assert row["margin"] <= 20
                    assert row["low"] <= row["pct"] <= row["high"]
    assert seen > 30


@pytest.mark.parametrize(
    ("over", "head"), [("municipality", "Gemeente"), ("sector", "Branche"), ("size", "Grootte")]
)
def test_what_is_compared_names_its_column(filled: tuple[Path, Released], over: str, head: str) -> None:
    assert compared(asked(filled[1], over=over)).columns["label"] == head


def test_an_empty_municipality_tells_what_it_waits_for(filled: tuple[Path, Released]) -> None:
    rows = {row["label"]: row for row in compared(asked(filled[1])).rows}
    assert rows["Almelo"]["pct"] is not None
    assert rows["Borne"]["pct"] is None
    assert "15" in rows["Borne"]["why"]


def test_places_that_the_margins_cannot_tell_apart_are_said_to_be_tied(filled: tuple[Path, Released]) -> None:
    made = lacking(asked(filled[1]))
    assert made.rows
    assert any("–" in row["rank"] for row in made.rows)
    assert "lopen in elkaar over" in made.sentence or "–" not in made.rows[0]["rank"]


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_charts_carry_their_sentence_as_description(filled: tuple[Path, Released], language: str) -> None:
    made = themes(asked(filled[1], language=language))
    for palette in (LIGHT, DARK):
        chart = chart_for(made, palette).to_dict()
        assert made.sentence in chart["description"]


@pytest.mark.parametrize("place", [m.label for m in load_region().municipalities])
def test_the_name_of_a_place_fits_its_tile_on_a_phone(place: str) -> None:
    made = Table("themes", "", "", {"pct": ""}, [{"label": place, "pct": 40.0, "row": 1, "column": 1}])
    row = tile_map(made, LIGHT).to_dict()["data"]["values"][0]
    assert max(map(len, row["narrow"].split("\n"))) <= 8
    assert row["narrow"].replace("-\n", "").replace("\n", " ").replace("-", "") == place.replace("-", "")


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_tile_can_be_read_at_every_figure(palette: Palette) -> None:
    for fill in (palette.hair, palette.tile, palette.card):
        assert contrast(palette.ink, fill) >= 4.5


def test_a_long_label_takes_lines_that_fit_a_phone(filled: tuple[Path, Released]) -> None:
    for make in (themes, lacking, next_measures, threats):
        for row in chart_for(make(asked(filled[1])), LIGHT).to_dict()["data"]["values"]:
            lines = [row[key] for key in sorted(row, reverse=True) if key.startswith("line")]
            assert max(map(len, lines)) <= LONG
            assert row["label"] in " ".join(lines)


def _csv(made: Table, language: str) -> list[list[str]]:
    body = file_of(made, "csv", replace(ORIGIN, language=language), str(FONTS)).body.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(body), delimiter="," if language == "en" else ";"))


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_the_csv_and_the_workbook_hold_the_same_rows(filled: tuple[Path, Released], language: str) -> None:
    made = themes(asked(filled[1], language=language))
    rows = _csv(made, language)
    book = load_workbook(
        io.BytesIO(file_of(made, "xlsx", replace(ORIGIN, language=language), str(FONTS)).body)
    )
    sheet = book.active
    headings = [cell.value for cell in sheet[1]]
    assert rows[0][: len(headings)] == headings
    for number, row in enumerate(rows[1:], 2):
        for column, cell in enumerate(sheet[number]):
            here = row[column].replace(".", "").replace(",", ".") if language != "en" else row[column]
            if isinstance(cell.value, int | float):  # in both, as this language's Excel writes a number
                assert float(here) == pytest.approx(cell.value)
                assert ("." if language != "en" else ",") not in row[column]
            else:
                assert row[column] == ("" if cell.value is None else str(cell.value))
    about = [str(cell.value) for line in book.worksheets[1].iter_rows() for cell in line]
    assert {ORIGIN.place, ORIGIN.period, NOTE, made.sentence} <= set(about)


@pytest.mark.parametrize("name", list(TABLES))
def test_a_csv_is_one_table_of_which_every_row_says_place_period_and_source(
    filled: tuple[Path, Released], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(filled[0] / "data"))
    monkeypatch.setenv("KEY_DIR", str(filled[0] / "keys"))
    rows = _csv(TABLES[name](asked(filled[1])), "nl")
    assert len({len(row) for row in rows}) == 1 and len(set(rows[0])) == len(rows[0])
    assert all(row[-3:] == [ORIGIN.place, ORIGIN.period, NOTE] for row in rows[1:])


def test_a_download_is_named_after_its_place_and_period(filled: tuple[Path, Released]) -> None:
    found = {file_of(themes(asked(filled[1])), kind, ORIGIN, str(FONTS)).filename for kind in ("csv", "xlsx")}
    assert found == {"themes-almelo-2026Q4.csv", "themes-almelo-2026Q4.xlsx"}


def test_what_a_file_says_of_itself_follows_the_place(filled: tuple[Path, Released]) -> None:
    region, almelo = (origin_of(asked(filled[1], p)) for p in ("total", "municipality.almelo"))
    assert region.place == "Twente" and region.slug.startswith("twente-20")
    assert almelo.place == "Almelo" and almelo.slug.startswith("almelo-20") and "CC0" in almelo.note
    assert "kwartaal" in almelo.period


def test_every_bar_carries_its_figure(filled: tuple[Path, Released]) -> None:
    for make in (themes, lacking, threats, next_measures):
        made = make(asked(filled[1]))
        drawn = chart_for(made, LIGHT).to_dict()
        assert drawn["config"]["aria"] is False
        assert [row["value"] for row in drawn["data"]["values"]] == [
            row["value"] for row in made.rows if make is not next_measures or row["pct"] is not None
        ]
        assert any(row["value"] for row in made.rows)
        assert any(
            layer.get("encoding", {}).get("text", {}).get("field") == "value" for layer in drawn["layer"]
        )


@pytest.mark.slow
def test_pictures_are_made_without_the_network(filled: tuple[Path, Released]) -> None:
    made = themes(asked(filled[1]))
    assert file_of(made, "png", ORIGIN, str(FONTS)).body.startswith(b"\x89PNG")
    drawn = file_of(made, "svg", ORIGIN, str(FONTS)).body.decode()
    assert drawn.startswith("<svg")
    assert made.title in drawn


def _rows(*figures: tuple[str, float, float]) -> list[dict]:
    return [
        {"label": label, "pct": pct, "margin": margin, "n": 15 * (number + 1)}
        for number, (label, pct, margin) in enumerate(figures)
    ]


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        ((("Almelo", 40, 8), ("Borne", 50, 8)), "kleiner dan de marges. Het gemiddelde is 45 procent."),
        ((("Almelo", 30, 5), ("Borne", 50, 8)), "Het laagst is ‘Almelo’ (30 %), het hoogst ‘Borne’ (50 %)."),
        # The highest has the widest margin; another is surely higher than the lowest all the same.
        (
            (("Almelo", 31, 14), ("Borne", 63, 20), ("Hengelo", 55, 9)),
            "‘Almelo’ (31 %) is duidelijk lager dan ‘Hengelo’ (55 %).",
        ),
    ],
)
def test_a_sentence_says_no_more_and_no_less_than_the_margins_allow(figures, sentence) -> None:
    told = lowest(_rows(*figures), str)
    assert sentence in told and f"Achter elk cijfer zitten 15 tot {15 * len(figures)} bedrijven." in told


def test_a_margin_just_over_the_widest_is_not_told_as_within_it() -> None:
    figure = Estimate(None, 20.3, 30, "margin_too_wide")
    assert "±21 punten, en mag 20 zijn" in why_text(figure, asked(Released({}, {}, {})))


def test_the_course_over_time_of_a_sector_says_that_it_is_about_everybody(
    filled: tuple[Path, Released],
) -> None:
    assert "hele regio" in trend(asked(filled[1], "sector.trade")).sentence
    assert "hele regio" not in trend(asked(filled[1], "municipality.almelo")).sentence


def test_a_quarter_in_which_nothing_of_everybody_was_sealed_has_no_rows(
    filled: tuple[Path, Released],
) -> None:
    released = filled[1]
    assert {
        row["quarter"]
        for row in trend(asked(replace(released, by_quarter={"2020Q1": {}, **released.by_quarter}))).rows
    } == set(released.by_quarter)
