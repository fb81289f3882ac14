"""No sentence has a parameter typed into it: each is changed, and screens, papers and documents are read."""

from __future__ import annotations

import ast
import re

import pytest
from streamlit.testing.v1 import AppTest

from data.content import promises
from data.content.documents import SENTENCES, stale_sentences
from data.figures.cell_reading import Estimate
from data.figures.released import Released
from data.privacy import Privacy, load_privacy
from data.region import load_region
from pdf.event_report import _method
from pdf.kit import kit_for
from questionnaire.content_folder import ROOT
from questionnaire.saved_scans.saved_scan import SavedScan
from scoring.loading import load_content
from screens import figures, privacy
from screens.dashboard import tables
from screens.dashboard.areas import all_areas
from screens.dashboard.quarterly import quarterly
from screens.dashboard.table import ChartRequest, why_text
from screens.session import saved_scans
from tests.screens.walked import TOKEN, a_screen, html
from tests.test_house import modules
from web.assets import Assets
from web.pages import static

CONTENT = load_content()


def changed(**values) -> Privacy:
    """The privacy settings with other numbers; a mapping changes a part of a parameter."""
    found = load_privacy()
    for name, value in values.items():
        parameter = getattr(found, name)
        new = parameter.value.model_copy(update=value) if isinstance(value, dict) else value
        found = found.model_copy(update={name: parameter.model_copy(update={"value": new})})
    return found


OTHER = {
    "smallest block of a municipality": changed(smallest_block={"municipality": 17}),
    "smallest block of an event": changed(smallest_block={"event": 12}),
    "budget of the points": changed(points_epsilon={"event": 1.3}),
    "budget of what is not known": changed(dont_know_epsilon={"event": 0.5}),
    "smallest block of who stopped": changed(drop_off_smallest_block=70),
    "widest margin": changed(widest_margin=18.0),
    "how long a scan is kept": changed(draft_kept=6),
    "how often one counts": changed(refold_after=8),
}


def test_the_documents_say_the_parameters_that_are_in_force():
    """When this fails: write the sentence that it names into the document that it names."""
    assert stale_sentences(load_privacy(), CONTENT.questionnaire) == []


@pytest.mark.parametrize("name", OTHER)
def test_a_changed_parameter_makes_the_documents_stale(name):
    assert stale_sentences(OTHER[name], CONTENT.questionnaire)


@pytest.mark.parametrize("scan", ["minutes_quick", "minutes_full"])
def test_another_length_of_a_scan_makes_the_handbook_stale(scan):
    longer = CONTENT.questionnaire.model_copy(update={scan: 17.0})
    assert {found.document for found in stale_sentences(load_privacy(), longer)} == {
        "docs/handleiding/evenement.md"
    }


def test_every_document_with_a_parameter_is_watched():
    """A document that comes to speak of sizes, terms or certainty belongs in data/content/documents.py."""
    speaks = re.compile(
        r"procent zeker|kwartalen na|minder dan (tien|\d+) (mensen|bedrijven)|minstens \w+ bedrijven"
    )
    found = {
        str(path.relative_to(ROOT))
        for path in ROOT.glob("docs/**/*.md")
        if speaks.search(" ".join(path.read_text("utf-8").split()))
    }
    assert found and found <= set(SENTENCES)


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> Privacy:
    """Every parameter at another value, wherever it is asked for."""
    values = changed(
        smallest_block={"municipality": 17, "event": 12},
        points_epsilon={"event": 1.3},
        widest_margin=18.0,
        draft_kept=5,
        refold_after=8,
    )
    for module in (promises, privacy, tables, figures):
        monkeypatch.setattr(module, "load_privacy", lambda: values, raising=False)
    return values


def test_the_privacy_screen_says_them(cookie, other):
    told = html(a_screen("privacy"))
    assert (
        "5 kwartalen" in told
        and "hoogstens één keer in 2 jaar" in told
        and "minstens 17 bedrijven" in told
        and "opent het totaal bij 12 mensen" in told
    )
    promised = promises.promise(CONTENT.questionnaire, other)
    assert f"naar hoogstens {promised.region} procent" in told
    assert f"hoogstens {promised.event} procent" in told and promised.event > 90


def test_the_pages_for_a_link_say_them(cookie, other, monkeypatch):
    assert "of 5 kwartalen niet gebruikt" in static.resume_page(Assets(), "nl", "gone")
    saved_scans.save(TOKEN, SavedScan(answers={"company_size": "micro"}))
    assert "tot 5 kwartalen na het laatste gebruik" in html(a_screen("save"))


def test_the_desk_of_an_event_says_them(other, monkeypatch):
    app = AppTest.from_function(_desk, default_timeout=30).run()
    assert "minder dan 12 mensen" in html(app) and not app.exception


def _desk() -> None:
    from screens.events.desk import _closing

    _closing(None)


def test_the_reports_say_them(cookie, other):
    words = " ".join(text.plain for text in _method(kit_for(CONTENT, load_region())))
    assert "minstens 12 bedrijven" in words and "hooguit 18 punten" in words
    asked = ChartRequest(
        CONTENT,
        load_region(),
        Released.__new__(Released),
        all_areas(CONTENT, load_region())["total"],
    )
    told = why_text(Estimate(None, 20.3, 9, "margin_too_wide"), asked)
    assert "mag 18 zijn" in told and "±21" in told


def test_minutes_come_from_the_questionnaire():
    longer = CONTENT.questionnaire.model_copy(update={"minutes_quick": 4.5, "minutes_full": 16.4})
    assert (promises.takes_minutes(longer, True), promises.takes_minutes(longer, False)) == (5, 16)


TYPED = re.compile(
    r"\b(\d+|één|twee|drie|vier|vijf|acht|tien|twaalf|veertien|vijftien|twintig|honderd)\b( \w+)? "
    r"(minuten|procent|punten|bedrijven|mensen|kwartalen|jaar|dagen|uur lang|scans)\b"
)
# What no parameter decides: an example, a share in words, a figure of the law or of another office.
NOT_A_PARAMETER = (
    "procent heeft dit geregeld",
    "van 0 tot 100",
    "betekent tussen",
    "van 50 naar",
    "2 minuten",
    "twee minuten",
    "één bedrijf",
    "10.000",
    "uit 100",
)


def test_no_sentence_on_screen_or_paper_has_a_parameter_typed_into_it():
    astray = []
    for path, code in modules():
        if path.parts[0] not in ("screens", "web", "pdf", "data") or "checks" in str(path):
            continue
        for node in ast.walk(ast.parse(code)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("_", "N_", "say")
            ):
                texts = [
                    part.value
                    for part in ast.walk(node)
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                ]
                astray += [
                    f"{path}: {text}"
                    for text in texts
                    if TYPED.search(text) and not any(part in text for part in NOT_A_PARAMETER)
                ]
    assert not astray


def test_the_guard_sees_what_was_typed_before():
    before = [
        "Cijfers over minder dan tien mensen worden gewist.",
        "hooguit 20 punten",
        "Snelle scan, 3 minuten",
        "hoogstens 93 procent",
        "Twee jaar na",
    ]
    assert [bool(TYPED.search(text.lower())) for text in before] == [True] * 5


def test_the_quarterly_report_is_made_with_other_parameters(cookie, other):
    assert quarterly(CONTENT, load_region()).body.startswith(b"%PDF")
