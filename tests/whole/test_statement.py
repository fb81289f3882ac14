"""The statement says what was chosen and what the answers prove, on paper that everybody can read, and checks out."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pypdfium2
import pytest
from starlette.applications import Starlette

from data import clock
from data.release.statement import sealed
from questionnaire.language.translation import LANGUAGES
from questionnaire.responses import Responses
from questionnaire.saved_scans.enquiry import Reply, confirmation
from questionnaire.saved_scans.saved_scan import SavedScan, SentEnquiry, read_saved
from questionnaire.saved_scans.scan_link import pack
from scoring.advising.statement import Statement, standing_groups
from scoring.barriers import BarrierState
from scoring.loading import load_content
from screens.downloads.documents import RENDERERS, DownloadOptions, statement_pdf
from screens.downloads.statement import Shown, made_statement
from tests.pdf import businesses, gates
from tests.web.asking import ask
from web.assets import Assets
from web.gate.requests import WORK
from web.routes.statement import StatementRoutes

CONTENT = load_content()
TODAY = date(2026, 11, 30)
VALID = {"nl": "Klopt: ondertekend", "en": "Correct: signed", "de": "Stimmt: von dieser"}
REFUSED = {
    "nl": ("veranderd na het", "sleutel van deze site", "gold tot en met", "geen hele code"),
    "en": ("was changed after", "key of this site", "was valid until", "not a whole code"),
    "de": ("nach dem Signieren", "Schlüssel dieser", "galt bis", "kein ganzer Code"),
}


def _scan(responses: Responses, **changes) -> SavedScan:
    answers = {i: list(a) if isinstance(a, tuple) else a for i, a in responses.answers.items()}
    return SavedScan(version="2", edition="e", answers=answers, finished="2026Q4", **changes)


def _best() -> SavedScan:
    return _scan(businesses.walked(CONTENT, businesses.best, profile=businesses.SHOP))


def _ids(scan: SavedScan) -> list[str]:
    return [line.id for group in standing_groups(CONTENT, scan) for line in group.lines]


def _titles(made: Statement | None) -> list[str]:
    return [line.title for group in made.groups for line in group.lines] if made else []


def _made(scan: SavedScan, lines, plan: bool = False, content=CONTENT) -> Statement | None:
    return made_statement(content, scan, Shown(frozenset(lines), plan), "Bakkerij Bos", TODAY)


@pytest.mark.parametrize("seed", range(12))
def test_a_statement_shows_exactly_what_was_chosen_and_what_the_answers_prove(seed: int) -> None:
    scan = _scan(businesses.at_random(CONTENT, seed))
    every = [f"{t.id}.{b.id}" for t in CONTENT.threats.threats for b in t.barriers]
    faced = CONTENT.resilience(CONTENT.score(scan.responses))
    standing = {b.barrier.title for f in faced for b in f.barriers if b.state is BarrierState.STANDING}
    assert set(_titles(_made(scan, every))) == standing  # all was ticked: still only what stands
    chosen = _ids(scan)[::3]
    titles = {line.id: line.title for g in standing_groups(CONTENT, scan) for line in g.lines}
    assert sorted(_titles(_made(scan, chosen))) == sorted(titles[i] for i in chosen)
    made = _made(scan, chosen)
    assert made is None or not made.planned


def test_nothing_chosen_or_nothing_standing_makes_no_statement() -> None:
    scan = _best()
    assert _made(scan, ()) is None and RENDERERS["verklaring.pdf"](scan, "nl", DownloadOptions()) is None
    worst = scan.changed(answers=dict.fromkeys(scan.answers, "dont_know"))
    assert _made(worst, _ids(scan)) is None


def test_a_line_names_only_letters_that_every_measure_behind_it_has() -> None:
    lines = [line for group in standing_groups(CONTENT, _best()) for line in group.lines]
    barriers = {b.title: b for t in CONTENT.threats.threats for b in reversed(t.barriers)}
    assert any(line.duties for line in lines)
    for line in lines:
        for measure in barriers[line.title].measures if len(line.duties) else ():
            assert set(line.duties) <= set(CONTENT.measures[measure].frameworks.nis2), line.title


def _confirmed(scan: SavedScan, whom: str, items: tuple[str, ...]) -> SavedScan:
    reply = Reply(name="ICT Noord", on=TODAY, answers={i: scan.answers[i] for i in items})
    sent = SentEnquiry(token="T" * 32, whom=whom, until=TODAY)
    return scan.changed(enquiries=(sent.model_copy(update=confirmation(scan, reply)),))


def _by_supplier(scan: SavedScan) -> set[str]:
    return {line.title for g in standing_groups(CONTENT, scan) for line in g.lines if line.by == "ICT Noord"}


def test_confirmed_is_only_what_a_supplier_answered_and_what_stayed_as_it_was() -> None:
    scan = _best()
    confirmed = _confirmed(scan, "supplier", ("backup_restore_test", "backup_offline"))
    told = _by_supplier(confirmed)
    assert "Terugzetten is dit jaar geprobeerd" in told
    assert "Eén back-up ligt los van het netwerk" not in told  # rests on an answer of the owner too
    assert read_saved(confirmed.as_text()) == confirmed
    assert _by_supplier(_confirmed(scan, "inside", ("backup_restore_test",))) == set()
    assert _by_supplier(confirmed.changed(edition="another")) == set()
    options = [o.id for o in CONTENT.questionnaire.items["backup_restore_test"].options]
    for other in options:
        if other != scan.answers["backup_restore_test"]:
            changed = confirmed.with_answer("backup_restore_test", other)
            assert "Terugzetten is dit jaar geprobeerd" not in _by_supplier(changed)


def test_a_link_to_a_scan_carries_no_name_of_a_supplier() -> None:
    scan = _best()
    assert pack(scan) == pack(_confirmed(scan, "supplier", ("backup_restore_test",)))


def test_what_is_planned_has_a_day_to_come_and_is_told_only_when_asked() -> None:
    scan = _scan(businesses.at_random(CONTENT, 3)).changed(planned_on=TODAY - timedelta(20))
    with_plan = _made(scan, _ids(scan), plan=True)
    assert with_plan.planned and all(one.by >= TODAY for one in with_plan.planned)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory):
    """The longest statement there is, in each language."""
    patched = pytest.MonkeyPatch()
    patched.setenv("KEY_DIR", str(tmp_path_factory.mktemp("keys")))
    patched.setenv("DATA_DIR", str(tmp_path_factory.mktemp("data")))
    scan = _confirmed(_best(), "supplier", ("backup_restore_test",))
    shown = Shown(frozenset(_ids(scan)), True)
    options = DownloadOptions("Bakkerij Bos", host="https://scan.example", shown=shown)
    yield [(f"{x}.pdf", statement_pdf(scan, x, options).body) for x in LANGUAGES]
    patched.undo()


def test_the_paper_passes_every_gate_in_every_language(papers, tmp_path) -> None:
    assert gates.complaints(gates.written(tmp_path, papers), tmp_path) == []


def test_the_paper_is_two_pages_and_says_what_it_is_not_without_a_score(papers) -> None:
    said = {}
    for name, body in papers:
        document = pypdfium2.PdfDocument(body)
        assert len(document) <= 2, name
        said[name] = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    assert "Geen certificaat" in said["nl.pdf"] and "Door leverancier bevestigd: ICT Noord" in said["nl.pdf"]
    assert "Not a certificate" in said["en.pdf"] and "Kein Zertifikat" in said["de.pdf"]
    assert not any(re.search(r"\b(100|score:)\b", text) for text in said.values())


@pytest.fixture
def site(tmp_path, monkeypatch) -> Starlette:
    monkeypatch.setenv("KEY_DIR", str(tmp_path / "keys"))
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    return Starlette(routes=StatementRoutes(Assets()).all())


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_checks_reads_the_same_text_again_or_why_not(site, language, tmp_path, monkeypatch) -> None:
    made = _made(_best(), _ids(_best()), plan=True, content=load_content(language=language))
    code, address = sealed(made), f"/controleer?lang={language}"
    for typed in (code, f"https://scan.example/controleer#v={code}", f" {code[:70]}\r\n{code[70:]} "):
        answer = ask(site, address, {"code": typed})
        text = unescape(answer.text)
        assert answer.status == 200 and answer.headers["cache-control"] == "no-store"
        assert VALID[language] in text and "Bakkerij Bos" in text
        assert all(title in text for title in _titles(made))
    changed, foreign, over, broken = REFUSED[language]
    last = "A" if code[-1] != "A" else "B"
    asked = {changed: code[:-40] + ("x" if code[-40] != "x" else "y") + code[-39:], broken: "hallo wereld"}
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("KEY_DIR", str(tmp_path / "elsewhere"))
        asked[foreign] = sealed(made)
    for told, typed in {**asked, changed: code[:-1] + last}.items():
        answer = ask(site, address, {"code": typed})
        assert answer.status == 400 and told in unescape(answer.text), told
        assert "Bakkerij Bos" not in answer.text and VALID[language] not in answer.text
    monkeypatch.setattr(clock, "today", lambda: made.until + timedelta(1))
    answer = ask(site, address, {"code": code})
    assert answer.status == 400 and over in answer.text and "Bakkerij Bos" not in answer.text


def test_the_code_is_asked_for_without_scripts_and_a_form_of_another_site_is_refused(site) -> None:
    page = ask(site, "/controleer")
    assert page.status == 200 and '<textarea id="code"' in page.text and "<noscript" not in page.text
    assert ask(site, "/controleer", {"code": "x"}, "https://elders.example").status == 403


def test_the_gate_counts_who_checks() -> None:
    assert sum(is_it("POST", "/controleer") for is_it, _ in WORK) == 1
