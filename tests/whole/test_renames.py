"""Ids belong to the content: whatever an item, option, section, measure or threat is called, the product does
the same.
"""

from __future__ import annotations

from random import Random

import pytest

import screens.parts.tone
from data.content.checks import check_content
from data.region import load_region
from pdf.paper import render_paper
from pdf.report import render_report
from pdf.report_input import ReportInput
from questionnaire.simulate import simulated_business
from scoring.loading import load_content
from tests.checks.broken import TODAY
from tests.whole import product
from tests.whole.content_roots import edition_copy
from tests.whole.renaming import KINDS, Renaming

CONTENT, REGION = load_content(), load_region()
CHANCE = Random(11)
BUSINESSES = [simulated_business(CONTENT.questionnaire, CHANCE, maturity=m) for m in (-2, -1, 0, 0, 1, 2, 4)]
TOGETHER = (
    *((kind,) for kind in ("item", "option", "section", "measure")),
    ("threat", "barrier"),
    ("level", "knock_out"),
    ("municipality", "sector", "sector_group", "first_help", "local_help"),
    KINDS,
)


@pytest.fixture(autouse=True)
def no_kiosk(monkeypatch):
    monkeypatch.setattr(screens.parts.tone, "is_kiosk", lambda: False)


@pytest.fixture(scope="module")
def before():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(screens.parts.tone, "is_kiosk", lambda: False)
        businesses = product.of_businesses(CONTENT, REGION, BUSINESSES)
    return businesses, product.of_simulation(CONTENT.questionnaire), product.of_figures(CONTENT, REGION)


@pytest.mark.parametrize("kinds", TOGETHER, ids=lambda kinds: "all" if kinds == KINDS else "-".join(kinds))
def test_another_id_changes_nothing_but_the_id(kinds, before, tmp_path):
    renaming = Renaming(edition_copy(tmp_path), *kinds)
    assert renaming.old and [m.say() for m in check_content(tmp_path, today=TODAY).mistakes] == []
    content, region = load_content(tmp_path), load_region(tmp_path)
    answers = [renaming.answers(responses) for responses in BUSINESSES]
    businesses, simulated, figures = before
    _same(businesses, product.of_businesses(content, region, answers), renaming)
    _same(simulated, product.of_simulation(content.questionnaire), renaming)
    _same(figures, product.of_figures(content, region), renaming)


def test_every_id_that_authors_write_is_renamed(tmp_path):
    """Else a kind of id that is new to the content would go untried."""
    renaming = Renaming(edition_copy(tmp_path), *KINDS)
    content, region = load_content(tmp_path), load_region(tmp_path)
    listed = {o.id for item in content.questionnaire.items.values() for o in item.options}
    threats = content.threats.threats
    written = {
        *content.questionnaire.items,
        *listed,
        *(s.id for s in content.questionnaire.sections),
        *content.measures,
        *(t.id for t in threats),
        *(b.id for t in threats for b in t.barriers),
        *(x.id for x in (*content.rule.levels, *content.rule.knock_outs)),
        *(
            x.id
            for key in ("municipalities", "sectors", "sector_groups", "first_help", "local_help")
            for x in getattr(region, key)
        ),
    }
    assert written == set(renaming.old)


def test_the_papers_are_the_same_to_the_byte(tmp_path):
    renaming = Renaming(edition_copy(tmp_path), *KINDS)
    content, region = load_content(tmp_path), load_region(tmp_path)
    for responses in BUSINESSES[1:8:3]:
        before = render_report(
            ReportInput.of(CONTENT, responses, region=REGION, day=product.DAY), reproducible=True
        )
        after = render_report(
            ReportInput.of(content, renaming.answers(responses), region=region, day=product.DAY),
            reproducible=True,
        )
        assert before == after
    assert render_paper(CONTENT, REGION, reproducible=True) == render_paper(
        content, region, reproducible=True
    )


def _same(before, after, renaming):
    """Told at the first part that differs, since the whole is long."""
    old, new = (
        renaming.as_before(before),
        renaming.as_before(after),
    )  # the first holds no new id: this makes tuples lists
    for path, one, other in _differences(old, new):
        raise AssertionError(f"{path}: {one!r} became {other!r}")


def _differences(one, other, path=""):
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            yield from _differences(one[key], other[key], f"{path}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for n, (a, b) in enumerate(zip(one, other)):
            yield from _differences(a, b, f"{path}[{n}]")
    elif one != other and one != pytest.approx(other):
        yield path, one, other
