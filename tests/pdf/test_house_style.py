"""House style: one block in data/region.yaml sets colours, logo and sender; what cannot be read is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pydantic import ValidationError

import pdf.logo
from data.house_style import HouseStyle, contrast
from data.region import load_region
from pdf.logo import LogoError, logo, read_svg
from pdf.report import render_report
from pdf.styles import Styles, register_fonts, styles_for
from pdf.theme_marks import GRID, MARKS, STROKE
from questionnaire.content_folder import ROOT
from screens.parts.drawings import theme_bar
from tests.pdf import businesses, gates, struct


def test_another_region_gets_its_own_colours_names_and_logo(tmp_path: Path) -> None:
    region = load_region()
    style = HouseStyle(primary="#4a148c", accent="#880e4f")
    programme = region.programme.model_copy(
        update={"name": "Veilig Elders", "sender": "De gemeenten van Elders"}
    )
    elsewhere = region.model_copy(update={"house_style": style, "programme": programme, "id": "elders"})
    path = gates.written(tmp_path, [("elders.pdf", render_report(businesses.shop(region=elsewhere)))])[0]
    words = " ".join(struct.visible_words(path))
    assert "Veilig Elders" in words
    assert "Twente" not in " ".join(struct.visible_words(path)[:30])
    with pikepdf.open(path) as file:
        code = file.pages[1].Contents.read_bytes()
        assert file.open_metadata()["dc:creator"] == ["Veilig Elders"]
    assert b"0.29 0.0784 0.549 rg" in code
    assert b"0.0431 0.333 0.388" not in code


@pytest.mark.parametrize("colour", ["primary", "accent", "ink", "muted"])
def test_a_colour_too_light_to_read_is_refused(colour: str) -> None:
    with pytest.raises(ValidationError, match="te licht"):
        HouseStyle(**{colour: "#ffb08f"})


def test_a_background_too_dark_for_text_is_refused() -> None:
    with pytest.raises(ValidationError, match="te donker"):
        HouseStyle(tint="#808080")


def test_the_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_every_colour_of_text_can_be_read_on_white_and_on_the_tint() -> None:
    house = load_region().house_style
    for ink in (house.primary, house.accent, house.ink, house.muted):
        assert contrast(ink, "#ffffff") >= 4.5
        assert contrast(ink, house.tint) >= 4.5


def test_the_real_logo_is_drawn_with_its_name_as_alternative() -> None:
    figure = logo(load_region().house_style, "Weerbaar Twente", 36)
    assert (figure.width, figure.height) == (36, 36)
    assert figure.element.alt == "Weerbaar Twente"


@pytest.mark.parametrize(
    ("svg", "said"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0z"/></svg>', "viewBox"),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="3"/></svg>', "circle"),
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0X1 1 2 2"/></svg>',
            "'X'",
        ),
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="red" d="M0 0z"/></svg>',
            "red",
        ),
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g transform="scale(2)"/></svg>',
            "transform",
        ),
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0L1"/></svg>',
            "pad",
        ),
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0L1e999 1"/></svg>',
            "getal",
        ),
        ("geen svg", "geen svg"),
    ],
)
def test_a_logo_that_cannot_be_drawn_says_why(svg: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "logo.svg"
    path.write_text(svg, "utf-8")
    with pytest.raises(LogoError, match=said):
        read_svg(path)


def test_every_letter_of_a_path_that_we_draw(tmp_path: Path) -> None:
    path = tmp_path / "logo.svg"
    data = "m1 1 h2 v2 H1 V1 l1-1 L2 2 c1 1 2 2 3 3 S6 6 7 7 s1 1 2 2 C1 1 2 2 3 3 M5 5 6 6z"
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#abc" d="{data}"/></svg>',
        "utf-8",
    )
    (shape,) = read_svg(path).shapes
    assert shape.fill == "#aabbcc"
    assert [operator for operator, _ in shape.outline] == list("MLLLLLLCCCCMLZ")
    assert shape.outline[1] == ("L", (3.0, 1.0))
    assert shape.outline[8] == ("C", (6.0, 6.0, 6.0, 6.0, 7.0, 7.0))


def test_curves_with_one_control_point_and_arcs_are_drawn_as_curves_with_two(tmp_path: Path) -> None:
    path = tmp_path / "logo.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="1 0 9 9"><path d="M1 0 Q4 3 7 0 A3 3 0 0 1 1 0z"/></svg>',
        "utf-8",
    )
    (shape,) = read_svg(path).shapes
    assert [operator for operator, _ in shape.outline] == ["M", "C", "C", "C", "Z"]
    assert shape.outline[0] == ("M", (0.0, 0.0)) and shape.outline[1] == ("C", (2.0, 2.0, 4.0, 2.0, 6.0, 0.0))
    assert shape.outline[3][1][-2:] == pytest.approx((0, 0), abs=1e-6)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/hostname", "data/none.svg", "data/region.yaml"])
def test_a_logo_comes_from_the_project_and_nowhere_else(name: str) -> None:
    with pytest.raises(LogoError):
        logo(HouseStyle(logo=name), "naam", 36)


@pytest.mark.slow
def test_a_picture_as_logo_gives_a_valid_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    monkeypatch.setattr(pdf.logo, "ROOT", tmp_path)
    Image.new("RGB", (60, 30), "#0b5563").save(tmp_path / "logo.png")
    region = load_region().model_copy(update={"house_style": HouseStyle(logo="logo.png")})
    path = gates.written(tmp_path, [("picture.pdf", render_report(businesses.minimal_of(region)))])[0]
    assert gates.complaints([path], tmp_path) == []


def test_text_is_large_enough_to_read_on_paper() -> None:
    register_fonts()
    styles = Styles(load_region().house_style)
    for name in ("title", "h2", "h3", "body", "lead", "item", "cell", "column_head", "small"):
        assert getattr(styles, name).size >= 9


def _tables() -> list[list[list[str]]]:
    """The cells of every table of docs/design.md, without its head."""
    blocks = (ROOT / "docs/design.md").read_text("utf-8").split("\n\n")
    return [
        [[cell.strip(" `") for cell in row.strip("|").split("|")] for row in block.splitlines()[2:]]
        for block in blocks
        if block.startswith("|")
    ]


def test_the_colours_of_the_design_are_those_of_paper_and_of_screen() -> None:
    css = (ROOT / "screens/assets/design.css").read_text("utf-8").split("@media")[0]
    colours, *_ = _tables()
    assert len(colours) == 4
    for _what, colour, on_paper, on_screen, _use in colours:
        assert getattr(HouseStyle(), on_paper) == colour
        assert f"{on_screen}: {colour};" in css


def test_the_letters_of_the_design_are_those_of_paper() -> None:
    styles = styles_for(HouseStyle())
    for name, size, lines, _use in _tables()[1]:
        style = getattr(styles, name)
        assert (style.size, style.leading) == (float(size), float(lines))


def test_every_theme_of_the_scan_has_a_mark_and_the_design_names_it() -> None:
    report = businesses.shop()
    themes = [theme.id for theme in report.score.themes]
    assert themes == list(MARKS) == [theme for theme, _mark in _tables()[2]]
    for theme in report.score.themes:
        assert "dw-mark" in theme_bar(report.content, report.score, theme)
    other = replace(report.score.themes[0], id="elders")
    assert "dw-mark" not in theme_bar(report.content, report.score, other)


def test_a_mark_stays_within_its_grid() -> None:
    for shapes in MARKS.values():
        for kind, at in shapes:
            if kind == "circle":
                x, y, radius = at
                edges = [x - radius, x + radius, y - radius, y + radius]
            else:
                edges = [at[0], at[1], at[0] + at[2], at[1] + at[3]] if kind == "box" else list(at)
            assert all(STROKE / 2 <= edge <= GRID - STROKE / 2 for edge in edges)
