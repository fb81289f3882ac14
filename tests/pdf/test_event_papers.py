"""Poster, slide and reports of figures: accessible and archivable like the advice, in every language."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.region import load_region
from pdf.event_report import EventReport, measures_next, render_event_report
from pdf.event_sheets import Invitation, render_poster, render_slide
from pdf.figures_report import FigureSection, render_figures_report
from pdf.kit import kit_for
from pdf.paper import PAGE, _sheets
from questionnaire.language.translation import LANGUAGES
from scoring.loading import load_content
from screens.dashboard.quarterly import quarterly
from screens.events.rehearsal import _evening
from tests.pdf import struct
from tests.pdf.businesses import HOSTILE
from tests.pdf.gates import complaints, written

pytestmark = pytest.mark.slow

INVITATION = Invitation(
    "Ondernemersavond & <borrel>",
    date(2026, 11, 26),
    "http://10.0.0.2:8501/?event=BCDFGHJKL",
    "10.0.0.2:8501",
    "BCD-FGH-JKL",
    3,
)


def test_poster_slide_and_reports_pass_all_gates_in_three_languages(tmp_path: Path) -> None:
    files = []
    for language in LANGUAGES:
        content, region = load_content(language=language), load_region(language=language)
        full, empty = _evening(load_content())[-1], _evening(load_content())[0]
        named = replace(
            full,
            event=replace(full.event, name=INVITATION.name, municipality="almelo", sectors=("industry",)),
        )
        files += [
            (f"poster-{language}.pdf", render_poster(content, region, INVITATION)),
            (f"slide-{language}.pdf", render_slide(content, region, INVITATION)),
            (f"report-{language}.pdf", render_event_report(EventReport(content, region, named))),
            (f"empty-{language}.pdf", render_event_report(EventReport(content, region, empty))),
            (f"quarter-{language}.pdf", quarterly(content, region, date(2026, 11, 26)).body),
        ]
    assert complaints(written(tmp_path, files), tmp_path) == []


def test_whatever_an_organiser_types_as_a_name_is_harmless(tmp_path: Path) -> None:
    content, region, room = load_content(), load_region(), _evening(load_content())[-1]
    files = []
    for kind, name in HOSTILE.items():
        named = replace(room, event=replace(room.event, name=name))
        files.append((f"poster-{kind}.pdf", render_poster(content, region, replace(INVITATION, name=name))))
        files.append((f"report-{kind}.pdf", render_event_report(EventReport(content, region, named))))
    assert complaints(written(tmp_path, files), tmp_path) == []


def test_a_report_names_three_different_things_to_organise() -> None:
    content, region = load_content(), load_region()
    for room in _evening(load_content()):
        measures = measures_next(EventReport(content, region, room))
        assert len({m.id for m in measures}) == 3


def test_a_report_without_figures_shows_the_region_and_no_empty_columns(tmp_path: Path) -> None:
    content, region = load_content(), load_region()
    empty, full = _evening(load_content())[0], _evening(load_content())[-1]
    closed = replace(empty, event=replace(empty.event, closed=empty.event.day))
    unknown = tuple(
        replace(r, dont_know=replace(r.dont_know, pct=None, why="margin_too_wide")) for r in full.lacking
    )
    files = [
        (f"{name}.pdf", render_event_report(EventReport(content, region, room)))
        for name, room in (("closed", closed), ("unknown", replace(full, lacking=unknown)))
    ]
    without, with_figures = (" ".join(struct.visible_words(path)) for path in written(tmp_path, files))
    assert "Wat staat er al in de regio?" in without and "te weinig" not in without.replace(
        "te weinig mensen", ""
    )
    assert "Wat mist het vaakst?" in with_figures and "Weet het niet" not in with_figures


def test_the_longest_name_that_the_form_takes_still_fits() -> None:
    content, region = load_content(language="de"), load_region(language="de")
    long = replace(INVITATION, name="Unternehmerabend " * 5)
    assert render_poster(content, region, long).startswith(b"%PDF")
    assert render_slide(content, region, long).startswith(b"%PDF")


def test_a_slide_says_what_to_do_with_its_codes(tmp_path: Path) -> None:
    path = written(tmp_path, [("slide.pdf", render_slide(load_content(), load_region(), INVITATION))])[0]
    words = " ".join(struct.visible_words(path))
    assert "Scan de code met uw camera" in words
    assert f"Of ga naar {INVITATION.address} en vul deze code in:" in words


def test_a_table_without_one_figure_is_told_in_a_sentence(tmp_path: Path) -> None:
    columns = {"label": "Plaats", "pct": "Geregeld (%)", "n": "Aantal", "why": "Waarom leeg"}
    empty = [{"label": "Almelo", "pct": None, "n": 0, "why": "nog geen blok"}]
    known = [
        {"label": "Borne", "pct": 40.0, "n": 30, "why": ""},
        {"label": "Losser", "pct": None, "n": 0, "why": "nog geen blok"},
    ]
    sections = [
        FigureSection("Leeg", "Hier staat nog niets.", columns, empty),
        FigureSection("Vol", "Eén plaats.", columns, known),
    ]
    data = render_figures_report(
        load_content(), load_region(), "Verslag", "Voor de test.", sections, ["Zo."], date(2026, 11, 26)
    )
    words = struct.visible_words(written(tmp_path, [("figures.pdf", data)])[0])
    assert "Almelo" not in words
    assert "Borne" in words and "Losser" in words


def test_no_heading_of_a_column_is_broken_inside_a_word(tmp_path: Path) -> None:
    columns = {
        "label": "Gemeinde",
        "pct": "Geregelt (%)",
        "threats": "Arten von Kriminalität",
        "full": "Davon vollständig",
        "n": "Anzahl",
    }
    section = FigureSection(
        "Alles", "Ein Satz.", columns, [{"label": "Almelo", "pct": 40.0, "threats": 3, "full": 2, "n": 30}]
    )
    content, region = load_content(language="de"), load_region(language="de")
    data = render_figures_report(
        content, region, "Bericht", "Zum Test.", [section], ["So."], date(2026, 11, 26)
    )
    words = struct.visible_words(written(tmp_path, [("figures.pdf", data)])[0])
    assert {"Kriminalität", "vollständig"} <= set(words)


def test_a_table_of_figures_leaves_no_few_rows_on_the_next_page(tmp_path: Path) -> None:
    columns = {"label": "Gemeente", "pct": "Geregeld (%)", "n": "Aantal"}
    for length in range(18, 30):
        section = FigureSection(
            "Alles", "Eén zin.", columns, [{"label": f"Nr{n}", "pct": 40.0, "n": 30} for n in range(length)]
        )
        data = render_figures_report(
            load_content(), load_region(), "Verslag", "Voor de test.", [section], ["Zo."], date(2026, 11, 26)
        )
        said = subprocess.run(
            ["pdftotext", "-", "-"], input=data, capture_output=True, check=True
        ).stdout.decode()
        counts = [count for page in said.split("\f") if (count := page.count("Nr"))]
        assert sum(counts) == length and min(counts) >= 4, (length, counts)


def test_the_quarterly_report_names_what_it_compares_and_its_quarter(tmp_path: Path) -> None:
    content, region = load_content(language="de"), load_region(language="de")
    words = " ".join(
        struct.visible_words(
            written(tmp_path, [("q.pdf", quarterly(content, region, date(2026, 11, 26)).body)])[0]
        )
    )
    assert "4. Quartal 2026" in words
    assert all(f"Alle Themen zusammen, je {kind}" in words for kind in ("Gemeinde", "Branche", "Größe"))


def test_the_last_page_of_the_paper_scan_is_not_nearly_empty() -> None:
    for language in LANGUAGES:
        for quick in (True, False):
            content = load_content(language=language)
            sheets = _sheets(
                kit_for(content, load_region(language=language)),
                content,
                load_region(language=language),
                quick,
            )
            assert sheets[-1].free < 0.7 * PAGE.room[1], (language, quick)
