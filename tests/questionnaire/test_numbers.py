"""One rounding for what people see: on the wall, the dashboard, in files and on paper."""

from __future__ import annotations

import csv
import io

import pytest

from data.figures.cell_reading import Estimate
from data.region import load_region
from data.release.contents import _figure as released_figure
from pdf.event_report import shown as on_paper
from pdf.kit import kit_for
from questionnaire.language.numbers import score, score_in_full, tenth, whole, written
from scoring.loading import load_content
from screens.dashboard.charts import _around, _number
from screens.dashboard.files import _csv
from screens.dashboard.sentences import lowest
from screens.dashboard.table import Table
from screens.events.wall import _widest

FIGURES = [62.5, 62.49999999999999, 62.46, 2.5, 0.5, 99.5, 37.05, 54.449]
CONTENT = load_content()


@pytest.mark.parametrize(
    ("value", "people_read"),
    [(62.5, 63), (61.5, 62), (62.46, 62), (0.5, 1), (-2.5, -3), (62.4999999999999, 63), (0, 0)],
)
def test_a_half_goes_up_everywhere(value, people_read):
    assert whole(value) == people_read


@pytest.mark.parametrize("value", FIGURES)
def test_wall_dashboard_files_and_paper_give_one_figure(value):
    figure, kit = Estimate(value, value, 40, "shown"), kit_for(CONTENT, load_region())
    shown = str(whole(value))
    assert on_paper(kit, figure) == f"{shown}\u00a0% ±{shown}"
    assert _number(value, "pct") == f"{shown} %" and _around({"margin": value}) == f"±{shown}"
    assert _widest([figure], str) == f"Marge: hooguit ±{shown}."
    row = {"label": "x", "pct": value, "margin": 0.0, "n": 9}
    assert f"gemiddelde is {shown} procent" in lowest([row], str)
    file = list(
        csv.reader(
            io.StringIO(_csv(Table("t", "", "", {"pct": "%"}, [row]), "").decode("utf-8-sig")), delimiter=";"
        )
    )
    assert whole(float(file[1][0])) == whole(released_figure(figure)["pct"]) == int(shown)


def test_a_figure_of_a_file_rounds_on_to_the_figure_that_people_see():
    assert all(whole(tenth(n / 1000)) == whole(n / 1000) for n in range(3000))


def test_a_score_with_its_decimal_never_reaches_what_the_screen_does_not_show():
    for n in range(10_001):
        assert int(score_in_full(n / 100, "en").split(".")[0]) == int(score(n / 100)), n
    assert (
        score_in_full(30.37, "nl") == "30,4" and score_in_full(56.99, "nl") == "56,9" and score(99.99) == "99"
    )


def test_each_language_writes_its_own_decimals():
    assert [written(1234.5, language, 1) for language in ("nl", "en", "de")] == [
        "1.234,5",
        "1,234.5",
        "1.234,5",
    ]
    assert [written(value, "nl", 2, trimmed=True) for value in (2.0, 2.5, 2.25, 100.0)] == [
        "2",
        "2,5",
        "2,25",
        "100",
    ]
