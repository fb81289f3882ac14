"""Content says which item plays which part. A role that is left out on purpose is not offered, and nothing
fails.
"""

from __future__ import annotations

import pytest

import screens.parts.tone
from data import clock
from data.aggregates.folding import Site
from data.aggregates.tallies import NOT_SAID, cells_of
from data.content.checks import check_content
from data.demo import simulate
from data.figures.released import load_released
from data.folders import Folders
from data.privacy import load_privacy
from data.region import load_region
from data.release.contents import release
from data.release.folder import publish_release
from pdf.paper import render_paper
from pdf.report import render_report
from pdf.report_input import ReportInput
from questionnaire.responses import Responses
from questionnaire.roles import ROLES, Roles
from questionnaire.simulate import simulated_businesses
from scoring.advising.advice import advise
from scoring.authoring.cases import Case, responses_of
from scoring.loading import load_content
from screens.dashboard.areas import all_areas, kinds_of
from screens.dashboard.quarterly import quarterly
from screens.dashboard.table import ChartRequest
from screens.dashboard.tables import TABLES
from screens.downloads.benchmark import peers_of
from tests.checks.broken import TODAY
from tests.whole import product
from tests.whole.content_roots import edition_copy, without_roles
from web.routes.figures import made_for

REGION = load_region()
BUSINESSES = list(simulated_businesses(load_content().questionnaire, 6, 5))
OFFERED = {
    (): ["municipality", "sector", "size"],
    ("place",): ["sector", "size"],
    ("sector",): ["municipality"],
    ("size",): ["municipality"],
}


@pytest.fixture(autouse=True)
def no_kiosk(monkeypatch):
    monkeypatch.setattr(screens.parts.tone, "is_kiosk", lambda: False)


@pytest.fixture(params=[*((role,) for role in ROLES), ROLES], ids=lambda roles: "-".join(roles))
def root(request, tmp_path):
    """Content that leaves out one role, or all of them, and says so."""
    return without_roles(edition_copy(tmp_path / "root"), *request.param)


def test_a_questionnaire_without_a_role_is_right_when_it_says_so(root):
    assert [m.say() for m in check_content(root, today=TODAY).mistakes] == []


def test_a_role_that_is_not_there_and_not_left_out_is_told_once(root):
    left_out = load_content(root).questionnaire.roles.left_out
    path = root / "questionnaire/content/questionnaire.yaml"
    said = path.read_text().replace(f"  left_out: [{', '.join(left_out)}]\n", "")
    path.write_text(said.removesuffix("roles:\n"))
    found = check_content(root, today=TODAY).errors
    assert [m.code for m in found] == ["role"] and found[0].file == "questionnaire/content/questionnaire.yaml"
    assert left_out[0] in found[0].say()


def test_everything_that_a_business_gets_works_without_a_role(root):
    content = load_content(root)
    left_out = content.questionnaire.roles.left_out
    for told in product.of_businesses(content, REGION, BUSINESSES):
        assert told["total"] is not None and told["advice"]
        by_supplier = [one for one in told["advice"] if one[1] == "supplier"]
        assert not ("ict" in left_out and (by_supplier or told["report"][0]))
        assert ("place" in left_out) == (["municipality", NOT_SAID] in told["cells"])
        assert not (
            set(left_out) & {"sector", "size"} and any(cube == "sector_size" for cube, _ in told["cells"])
        )
    report = ReportInput.of(content, BUSINESSES[0], region=REGION, day=product.DAY)
    assert render_report(report).startswith(b"%PDF") and render_paper(content, REGION).startswith(b"%PDF")
    assert product.of_simulation(content.questionnaire)


def test_only_figures_of_places_that_can_be_told_apart_are_offered(root):
    content = load_content(root)
    left_out = content.questionnaire.roles.left_out
    assert kinds_of(content) == ([] if len(left_out) > 1 else OFFERED.get(left_out, OFFERED[()]))
    assert product.of_figures(content, REGION)["room"]
    assert peers_of(content, BUSINESSES[0], REGION) is None  # nothing released here, and nothing fails


@pytest.mark.parametrize("roles", [("place",), ROLES], ids=lambda roles: "-".join(roles))
def test_a_server_without_roles_counts_publishes_and_shows_the_total(roles, tmp_path, monkeypatch):
    content = load_content(without_roles(edition_copy(tmp_path / "root"), *roles))
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KEY_DIR", str(tmp_path / "keys"))
    site = Site(
        content, REGION, load_privacy(), Folders(tmp_path / "var", tmp_path / "keys").make(), clock.today()
    )
    simulate(site, businesses=120)
    released = load_released(site.folders)
    assert released.total.responses >= 15
    publish_release(site, tmp_path / "out")
    page = (tmp_path / "out/index.html").read_text()
    assert "Per thema" in page and "Per gemeente" not in page
    assert ("Per branche" in page) is (roles == ("place",))
    assert release(site)["sums"][0]["kind"] == "total"
    whole = ChartRequest(content, REGION, released, all_areas(content, REGION)["total"])
    made = {name: make(whole) for name, make in TABLES.items()}
    assert [row["label"] for row in made["participation"].rows] == ["Heel de regio"] and str(
        made["participation"].rows[0]["count"]
    ) in made["participation"].sentence
    assert quarterly(content, REGION).body.startswith(b"%PDF")
    monkeypatch.setattr("web.routes.figures.load_content", lambda language: content)
    for name in TABLES:
        assert (
            made_for(name, "csv", {"plaats": "municipality.almelo", "over": "municipality"}, "nl") is not None
        )
        made_for(name, "svg", {"kaart": "1", "over": "municipality"}, "nl")


def test_the_item_of_a_role_that_is_taken_out_is_told(tmp_path):
    root = edition_copy(tmp_path)
    profile = root / "questionnaire/content/profile.yaml"
    text = profile.read_text()
    start, end = text.index("  - id: municipality"), text.index("  - id: ict_by")
    profile.write_text(text[:start] + text[end:])
    (mistake,) = check_content(root, today=TODAY).errors
    assert "'municipality' bestaat niet" in mistake.say() and mistake.line == _line_of(root, "place:")
    path = root / "questionnaire/content/questionnaire.yaml"
    lines = [line for line in path.read_text().splitlines() if not line.startswith("  place:")]
    path.write_text(
        "\n".join([*lines, "  left_out: [place]", ""]).replace('version: "2.0"', 'version: "2.1"')
    )
    migrations = root / "questionnaire/content/migrations.yaml"
    before = migrations.read_text()
    migrations.write_text(
        before + '- {from: "2.0", to: "2.1", changes: [{item: incident_plan, answers: {none: none}}]}\n'
    )
    (gone,) = check_content(root, today=TODAY).errors
    assert gone.code == "id_gone" and "'municipality'" in gone.say()  # saved scans have an answer to it
    migrations.write_text(
        before + '- {from: "2.0", to: "2.1", changes: [{item: municipality, removed: true}]}\n'
    )
    assert [m.say() for m in check_content(root, today=TODAY).errors] == []
    assert load_content(root).questionnaire.role_item("place") is None


def test_what_is_not_said_counts_under_the_answer_that_says_so():
    questionnaire = load_content().questionnaire
    assert cells_of(questionnaire, Responses({}), REGION)[0].id == questionnaire.roles.place.not_said[0]
    assert (
        cells_of(questionnaire.model_copy(update={"roles": Roles()}), Responses({}), REGION)[0].id == NOT_SAID
    )


def test_alone_own_and_outsourced_decide_who_does_a_measure():
    content = load_content()

    def who(size, ict):
        profile = {
            "company_size": size,
            "sector": "retail",
            "municipality": "borne",
            "ict_by": ict,
            "servers": "both",
        }
        answers = responses_of(
            Case(name="Everything has to be done", responses=profile, rest="worst", expect={"total": 0}),
            content,
        )
        return {r.who for r in advise(content, content.score(answers)).recommendations}

    assert who("zzp", "self") == who("zzp", "nobody") == {"owner"}
    assert who("zzp", "acquaintance") == {"owner", "ict"} and "supplier" in who("micro", "mixed")
    assert who("micro", "nobody") >= {"owner", "staff", "ict"}


def _line_of(root, text):
    lines = (root / "questionnaire/content/questionnaire.yaml").read_text().splitlines()
    return next(n for n, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- id: sector", "- id: branche"),
        ("id: prefer_not", "id: rather_not"),
        ("id: outside_region", "id: abroad"),
        ("{id: medium", "{id: middle_sized"),
        ("{id: coworker", "{id: friend"),
        ("- id: company_size", "- id: staff"),
    ],
)
def test_an_id_that_is_renamed_in_one_place_alone_is_told(old, new, tmp_path):
    root = edition_copy(tmp_path)
    profile = root / "questionnaire/content/profile.yaml"
    profile.write_text(profile.read_text().replace(old, new, 1))
    found = check_content(root, today=TODAY).errors
    assert found and any(old.rpartition(" ")[2] in m.say() for m in found)
    assert all(m.code in ("role", "reference", "option", "unknown_option", "condition") for m in found), [
        m.code for m in found
    ]
