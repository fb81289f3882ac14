"""What a screen reader gets: text, order and tags of the file against the content, which validators do not
check.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from data.region import load_region
from pdf.advice.crimes import WayStep
from pdf.kit import kit_for
from pdf.layout import Sheet
from pdf.report import _anchored, render_report, sheets
from pdf.report_input import ReportInput
from questionnaire.language.translation import LANGUAGES
from questionnaire.responses import Responses
from questionnaire.walk import ItemState
from scoring.advising.in_words import hours, no_figure
from scoring.content import Content
from scoring.loading import load_content
from screens.markup import shown
from tests.pdf import businesses, gates, reading, struct
from tests.whole.panel import business

pytestmark = pytest.mark.slow
RESPONDENTS = Path(__file__).parent.parent / "respondents"


@pytest.mark.parametrize(
    ("make", "language"),
    [
        (businesses.everything, "nl"),
        (businesses.everything, "en"),
        (businesses.everything, "de"),
        (businesses.maximal, "nl"),
        (businesses.minimal, "nl"),
        (businesses.quick_scan, "de"),
        (businesses.unfinished, "nl"),
    ],
)
def test_text_order_and_tags_follow_the_content(
    make: Callable[[], ReportInput], language: str, tmp_path: Path
) -> None:
    report = make()
    path = gates.written(tmp_path, [("report.pdf", render_report(report, language))])[0]
    assert reading.complaints(path, report.in_language(language)) == []


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gates.written(tmp_path_factory.mktemp("sound"), [("sound.pdf", render_report(businesses.shop()))])[
        0
    ]


def _elements(pdf: pikepdf.Pdf, tag: str) -> list[pikepdf.Object]:
    return [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == tag and "/P" in o]


def _steps_swapped(pdf: pikepdf.Pdf) -> None:
    for steps in _elements(pdf, "/L"):
        steps.K = pikepdf.Array(reversed(list(steps.K))) if len(steps.K) > 2 else steps.K


def _headings_as_paragraphs(pdf: pikepdf.Pdf) -> None:
    for element in _elements(pdf, "/H3"):
        element.S = pikepdf.Name.P


def _row_heads_as_cells(pdf: pikepdf.Pdf) -> None:
    for element in _elements(pdf, "/TH"):
        element.S = pikepdf.Name.TD


def _text_as_artifact(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[3]
    code = page.Contents.read_bytes()
    at = code.index(b"/LBody <<")
    end = code.index(b"BDC", at)
    page.Contents = pdf.make_stream(code[:at] + b"/Artifact BMC" + code[end + 3 :])


def _crimes_untold(pdf: pikepdf.Pdf) -> None:
    for steps in _elements(pdf, "/L"):
        if steps.A.ListNumbering == "/Square" and isinstance(steps.K, pikepdf.Array):
            steps.K = pikepdf.Array(list(steps.K)[1:])


def _list_turned(pdf: pikepdf.Pdf) -> None:
    for items in _elements(pdf, "/L"):
        items.K = pikepdf.Array(reversed(list(items.K))) if len(items.K) > 8 else items.K


def _rows_swapped(pdf: pikepdf.Pdf) -> None:
    for table in _elements(pdf, "/Table"):
        head, *rows = list(table.K)
        table.K = pikepdf.Array([head, *reversed(rows)])


def _no_title(pdf: pikepdf.Pdf) -> None:
    for element in _elements(pdf, "/H1"):
        element.S = pikepdf.Name.H2


def _one_figure_other(pdf: pikepdf.Pdf) -> None:
    for table in _elements(pdf, "/Table")[:1]:
        for row in list(table.K)[1:]:
            row.K = pikepdf.Array(list(row.K)[:1])


DAMAGE = [
    (_steps_swapped, "the steps are not a list in their order"),
    (_steps_swapped, "first help: "),
    (_headings_as_paragraphs, "does not stand in full"),
    (_no_title, "first heading H1"),
    (_row_heads_as_cells, "does not stand in its row"),
    (_one_figure_other, "does not stand in its row"),
    (_list_turned, "the list of further actions"),
    (_rows_swapped, "supplier's sheet: "),
    (_text_as_artifact, "on a page but not tagged"),
    (_crimes_untold, "are not told as they are"),
]


@pytest.mark.parametrize(("damage", "said"), DAMAGE)
def test_what_validators_do_not_see_is_seen_here(
    damage: Callable[[pikepdf.Pdf], None], said: str, sound: Path, tmp_path: Path
) -> None:
    assert reading.complaints(sound, businesses.shop()) == []
    damaged = tmp_path / "damaged.pdf"
    with pikepdf.open(sound) as pdf:
        damage(pdf)
        pdf.save(damaged)
    assert any(said in complaint for complaint in reading.complaints(damaged, businesses.shop()))


def test_a_quick_scan_shows_no_level_and_says_what_was_not_asked(content: Content, tmp_path: Path) -> None:
    report = businesses.quick_scan(content)
    path = gates.written(tmp_path, [("quick.pdf", render_report(report))])[0]
    said = {node.text for node in struct.read(path).all("P", "H2", "H3", "LBody", "Lbl")}
    assert any("niet gevraagd" in text for text in said)
    assert said.isdisjoint(level.title for level in content.rule.levels)


def test_a_quick_scan_with_gaps_counts_only_what_was_answered(content: Content, tmp_path: Path) -> None:
    responses = Responses({"company_size": "micro", "backup_frequency": "never", "mfa_email": "dont_know"})
    report = ReportInput.of(content, responses, quick=True, day=businesses.DAY)
    said = " ".join(struct.visible_words(gates.written(tmp_path, [("gaps.pdf", render_report(report))])[0]))
    total = sum(len(theme.items) for theme in content.questionnaire.themes)
    assert f"U beantwoordde 2 van de {total} vragen" in said
    assert "Nog niet alle vragen van de snelle scan hebben een antwoord." in said
    assert "nog geen antwoord" in said and "zonder antwoord" in said and "niet gevraagd" not in said


def test_a_theme_that_does_not_fit_is_not_called_unanswered(content: Content) -> None:
    score = content.score(businesses.at_random(content, 6))
    theme = replace(score.themes[0], value=None)
    items = {i: replace(score.items[i], state=ItemState.SKIPPED) for i in theme.item_ids}
    assert (
        no_figure(theme, replace(score, items={**score.items, **items}), "nl") == "past niet bij uw bedrijf"
    )


def test_then_benchmark_plan_and_private_page_stand_in_the_report(tmp_path: Path) -> None:
    report = businesses.everything()
    path = gates.written(tmp_path, [("full.pdf", render_report(report))])[0]
    words = " ".join(struct.visible_words(path))
    assert "De Korenschoof" in words
    assert "Vorige scan, 20 mei 2026" in words
    assert "winkels en handel, 2 tot 9 mensen, 148 scans" in words
    assert "Het plan dat u koos" in words
    assert businesses.LINK.split("#")[0] in words


def test_the_private_link_stands_on_the_last_page_only(tmp_path: Path) -> None:
    path = gates.written(tmp_path, [("full.pdf", render_report(businesses.everything()))])[0]
    with pikepdf.open(path) as pdf:
        links = [
            [str(a.A.URI) for a in page.get("/Annots", []) if "/A" in a and "/URI" in a.A]
            for page in pdf.pages
        ]
    assert [bool([uri for uri in page if uri == businesses.LINK]) for page in links] == [False] * (
        len(links) - 1
    ) + [True]


def test_without_the_respondent_asking_there_is_no_name_and_no_link(tmp_path: Path) -> None:
    path = gates.written(tmp_path, [("plain.pdf", render_report(businesses.shop()))])[0]
    with pikepdf.open(path) as pdf:
        told = [r.told for r in businesses.shop().advice.recommendations]
        ours = {a for steps in told for step in steps for a in step.addresses} | {
            m.source for m in load_content().measures.values()
        }
        ours |= {obligation.link for obligation in load_content().rule.obligations}
        links = {
            str(a.A.URI) for page in pdf.pages for a in page.get("/Annots", []) if "/A" in a and "/URI" in a.A
        }
        assert links and links <= ours
        assert pdf.open_metadata()["dc:creator"] == ["Weerbaar Twente"]


FOUR = ["actions", "themes", "soon"]  # where the pages behind the first one begin


def _begins(laid: list[Sheet]) -> list[str]:
    """The first anchor of every page, or nothing."""
    return [next((text.anchor for text in _anchored(sheet.stack.children)), "") for sheet in laid]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_four_pages_and_an_annex(content: Content, language: str) -> None:
    for path in sorted(RESPONDENTS.glob("*.yaml")):
        found = business(path)["responses"]
        report = ReportInput.of(content, found, day=businesses.DAY).in_language(language)
        laid = sheets(kit_for(report.content, report.region), report)
        assert _begins(laid)[1:4] == FOUR, path.stem
        assert set(_begins(laid)[4:]).isdisjoint({"", *FOUR}) or "" in _begins(laid)[5:], path.stem
        assert len(laid) <= 10, path.stem


def test_an_annex_does_not_end_on_a_page_with_a_few_lines(content: Content) -> None:
    for seed in range(40):
        quick = seed % 5 == 4
        report = ReportInput.of(
            content, businesses.at_random(content, seed, quick), quick=quick, day=businesses.DAY
        )
        last = sheets(kit_for(content, report.region), report)[-1]
        assert last.free < 0.7 * last.page.room[1], (
            f"seed {seed}: {last.free / last.page.room[1]:.0%} of the last page is empty"
        )


def test_every_language_draws_the_same_types_of_crime(content: Content) -> None:
    for path in sorted(RESPONDENTS.glob("*.yaml")):
        drawn = {}
        for language in LANGUAGES:
            report = ReportInput.of(content, business(path)["responses"], day=businesses.DAY)
            report = report.in_language(language)
            (page,) = (
                sheet
                for sheet in sheets(kit_for(report.content, report.region), report)
                if _begins([sheet]) == ["themes"]
            )
            drawn[language] = sum(isinstance(block, WayStep) for block in page.stack.children)
        assert len(set(drawn.values())) == 1, f"{path.stem}: {drawn}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_report_takes_sixty_kilobytes(language: str) -> None:
    for make in (businesses.everything, businesses.maximal, businesses.unknowing):
        assert len(render_report(make(), language)) < 60_000


def test_one_hour_is_not_written_as_hours() -> None:
    assert [hours(amount, "de") for amount in (0.5, 1, 1.5, 2)] == [
        "eine halbe Stunde",
        "1 Stunde",
        "1,5 Stunden",
        "2 Stunden",
    ]


def test_work_is_told_no_more_exactly_than_anyone_can_know() -> None:
    told = [hours(amount, "nl") for amount in (0.25, 1 / 3, 0.55, 0.6, 1.1, 1.25, 3.2, 3.75, 5.7, 9.4, 11.6)]
    assert told == [
        "een kwartier",
        "20 minuten",
        "35 minuten",
        "35 minuten",
        "1 uur",
        "1,5 uur",
        "3 uur",
        "4 uur",
        "5,5 uur",
        "9,5 uur",
        "12 uur",
    ]


def test_no_page_of_the_report_is_left_half_empty(content: Content) -> None:
    for seed in range(40):
        report = ReportInput.of(content, businesses.at_random(content, seed), day=businesses.DAY)
        laid = sheets(kit_for(content, report.region), report)
        for number, (sheet, anchor) in enumerate(zip(laid, _begins(laid), strict=True), 1):
            height = sheet.page.room[1]
            assert anchor not in FOUR or sheet.free < 0.4 * height, (
                f"seed {seed}: {sheet.free / height:.0%} of page {number} is empty"
            )


@pytest.mark.parametrize(
    ("percent", "said"), [(59.6, "59"), (99.99, "99"), (100.0, "100"), (0.5, "0"), (2.9999999999999, "3")]
)
def test_a_score_reads_the_same_on_paper_and_on_the_screen(percent, said):
    assert kit_for(load_content(), load_region()).score(percent) == said == shown(percent)


def test_a_supplier_with_hardly_a_question_is_asked_to_show_what_stands(
    content: Content, tmp_path: Path
) -> None:
    report = businesses.nearly_all(content)
    assert len(report.advice.supplier_questions) < 6
    path = gates.written(tmp_path, [("good.pdf", render_report(report))])[0]
    cells = [node.text for node in struct.read(path).all("TD")]
    proofs = [question.replace("'", "’") for question in report.proofs("supplier")]
    shown = [question for question in proofs if question in cells]
    assert 2 <= len(shown) <= 8
    assert shown == proofs[: len(shown)]
    assert "Volgens ons staat dit al." in " ".join(struct.visible_words(path))


def test_what_a_business_does_not_know_is_not_called_missing(content: Content, tmp_path: Path) -> None:
    said = {}
    for name, report in (
        ("unknowing", businesses.unknowing(content)),
        ("maximal", businesses.maximal(content)),
    ):
        path = gates.written(tmp_path, [(f"{name}.pdf", render_report(report))])[0]
        said[name] = " ".join(struct.visible_words(path))
    assert "onbekend" in said["unknowing"]
    assert "onbekend" not in said["maximal"] and "nog niet" in said["maximal"]


def test_one_action_is_not_spread_over_three_months(content: Content, tmp_path: Path) -> None:
    without = content.rule.priorities.model_copy(update={"proofs": 0, "proofs_from": None})
    rule = content.rule.model_copy(update={"priorities": without})
    report = businesses.nearly_all(replace(content, rule=rule))
    assert len(report.advice.recommendations) == 1
    path = gates.written(tmp_path, [("one.pdf", render_report(report))])[0]
    words = " ".join(struct.visible_words(path))
    assert "Dit maakt de eerste actie ervan" in words and "Daarna" not in words
