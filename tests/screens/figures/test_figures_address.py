"""The place whose figures one looks at stands in the address."""

from __future__ import annotations

from random import Random

from data.aggregates.folding import fold, this_site
from data.tokens import new_token
from questionnaire.simulate import simulated_business
from scoring.loading import load_content
from tests.screens.walked import a_screen, html


def _filled() -> None:
    site, rng = this_site(load_content()), Random(6)
    for _ in range(45):
        answers = simulated_business(site.questionnaire, rng, {"municipality": "almelo"})
        fold(site.content, answers, new_token(), site=site)


def test_a_link_to_a_place_opens_its_figures_and_a_choice_changes_the_address(cookie: str) -> None:
    _filled()
    app = a_screen("figures", plaats="municipality.almelo").run()
    chosen = app.selectbox(key="figures_place")
    assert not app.exception and chosen.value == "municipality.almelo"
    assert "plaats=municipality.almelo" in html(app)  # the files are of that place
    chosen.set_value("municipality.borne").run()
    assert app.query_params["plaats"] in ("municipality.borne", ["municipality.borne"])
    app.query_params["plaats"] = "municipality.almelo"  # the way back of the browser
    app.run()
    assert app.selectbox(key="figures_place").value == "municipality.almelo"
    app.selectbox(key="figures_place").set_value("total").run()
    assert "plaats" not in app.query_params


def test_a_place_that_is_not_there_opens_the_region(cookie: str) -> None:
    _filled()
    app = a_screen("figures", plaats="municipality.atlantis").run()
    assert not app.exception and app.selectbox(key="figures_place").value == "total"


def test_the_five_questions_stand_first(cookie: str) -> None:
    _filled()
    shown = html(a_screen("figures").run())
    assert shown.index("Waar is het zwak?") < shown.index("Wat nu?") < shown.index("Wie deden er mee?")
    assert shown.count("Wat u niet mag concluderen") == 5
