"""A scan of any of the last three editions comes to the questions of now in one way: as file, as link, as
code, as draft.
"""

from __future__ import annotations

from random import Random

import pytest

from data.drafts import load_draft
from questionnaire.responses import DONT_KNOW
from questionnaire.saved_scans.saved_scan import SavedScan
from questionnaire.saved_scans.scan_link import pack
from questionnaire.simulate import simulated_business
from scoring.advising.done import with_done
from scoring.editions.current import EditionStore, install
from scoring.editions.today import brought_to_today
from screens.downloads.requests import DOWNLOADS, DownloadRequest, text_result_for
from screens.session import saved_scans
from tests.whole.three_editions import three

SCANS = 300
VERSIONS = ("2.0", "2.1", "2.2")


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    """Three editions in one store, and a store that has only ever seen the last one."""
    folder = tmp_path_factory.mktemp("editions")
    store, ids = three(folder / "root", folder / "kept")
    elsewhere = EditionStore(folder / "root", folder / "elsewhere", check=lambda copy: [])
    return store, elsewhere, ids


@pytest.fixture(params=["kept", "kept no longer"])
def server(request, editions, tmp_path, monkeypatch):
    """A server that has the old editions, or one where the same content is live and they are not."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("KEY_DIR", str(tmp_path / "keys"))
    store = editions[0] if request.param == "kept" else editions[1]
    install(store)
    yield store
    install(None)


def scans_of(editions, which: int, count: int = SCANS):
    """Random scans of an edition: half finished, half with a scan before it, some with a plan and with
    actions that are done, some of the quick scan.
    """
    store, _, ids = editions
    content, rng = store.edition(ids[which]).contents["nl"], Random(which)
    for number in range(count):
        quick = number % 5 == 0
        given = simulated_business(content.questionnaire, rng, quick=quick).as_plain()
        scan = SavedScan(
            version=content.questionnaire.version, edition=ids[which], quick=quick, answers=given
        )
        if number % 2:
            plan = tuple(rng.sample(sorted(content.measures), rng.randrange(4)))
            scan = scan.changed(finished="2026Q3", counted={"quick": "2026Q3"}, plan=plan)
            for measure_id in plan[:2] if number % 3 else ():
                scan = with_done(content, scan, measure_id)
        else:
            scan = scan.changed(answers=dict(list(given.items())[: rng.randrange(1, len(given) + 1)]))
        if number % 4 < 2:
            scan = scan.changed(earlier=scan.changed(finished="2026Q1").again(content.questionnaire).earlier)
        yield scan


def as_draft(scan, number):
    token = f"{number:032d}"
    saved_scans.save(token, scan)
    return saved_scans.load(token)


@pytest.mark.parametrize("which", range(3), ids=VERSIONS)
def test_file_code_and_draft_of_a_scan_come_to_the_same_scan(editions, server, which):
    for number, scan in enumerate(scans_of(editions, which)):
        file = saved_scans.read_carried(scan.as_text())
        code = saved_scans.read_carried("https://ergens.example/verder#a=" + pack(scan))
        assert code == file.changed(earlier=None), number
        assert brought_to_today(scan) == file and brought_to_today(file) == file
        if number % 10 < 2:  # every write waits for the disk
            assert as_draft(scan, number) == file


@pytest.mark.parametrize("which", range(3), ids=VERSIONS)
def test_nothing_is_lost_on_the_way_but_what_a_step_says(editions, server, which):
    for scan in scans_of(editions, which):
        now = brought_to_today(scan)
        if server.edition(scan.edition).id == scan.edition:
            assert now == scan
            continue
        questionnaire = server.live().contents["nl"].questionnaire
        names = {"mfa_email": "mfa_mailboxes", "patch_days": "patched_within"} | (
            {"website": None} if which < 2 else {}
        )
        for item, answer in scan.answers.items():
            wanted, new = names.get(item, item), answer
            if item == "auto_updates" and isinstance(answer, list):
                new = (
                    None
                    if "other" in answer and which < 2
                    else ["pcs" if part == "computers" else part for part in answer]
                )
            assert now.answers.get(wanted) == (new if wanted else None), item
        assert now.plan == tuple("mfa_mailboxes" if m == "mfa_email" else m for m in scan.plan)
        assert all(questionnaire.items[i].accepts(a) for i, a in now.responses.answers.items())
        assert scan.earlier is None or set(now.earlier.responses.answers) <= set(questionnaire.items)


def test_screen_papers_and_text_see_the_same_answers(editions, server):
    for which in range(3):
        for number, scan in enumerate(scans_of(editions, which, 10)):
            token = f"{which}{number:031d}"
            saved_scans.save(token, scan)
            paper = DOWNLOADS["mijn-scan.json"](DownloadRequest(token, "nl", {}))
            loaded = saved_scans.load(token)
            assert paper.body.decode() == loaded.as_text() == load_draft(token)
            assert (text_result_for(token, "nl") is None) == (loaded.finished is None)


def test_what_is_asked_again_is_told_and_ends_the_result(editions, server):
    scan = next(s for s in scans_of(editions, 0) if s.finished and not s.quick)
    now = brought_to_today(scan)
    if server.edition(scan.edition).id == scan.edition:
        assert (now.finished, now.renewal) == (scan.finished, None)
    else:
        assert (now.finished, now.renewal.why) == (None, "renewed") and now.renewal.asked >= 1


def test_not_knowing_stays_not_knowing_under_another_name(editions, server):
    scan = SavedScan(version="2.0", answers={"mfa_email": DONT_KNOW, "patch_days": DONT_KNOW})
    now = saved_scans.read_carried("#a=" + pack(scan))
    assert now.answers == {"mfa_mailboxes": DONT_KNOW, "patched_within": DONT_KNOW}


def test_the_scan_before_comes_along_also_when_the_scan_itself_stays_on_its_edition(editions, server):
    now = server.live()
    first = SavedScan(
        version="2.0",
        answers={"company_size": "zzp", "patch_days": 3.0},
        plan=("mfa_email",),
        finished="2026Q1",
    )
    scan = SavedScan(version="2.2", edition=now.id, answers={"company_size": "zzp"})
    scan = scan.changed(earlier=first.again(now.contents["nl"].questionnaire).earlier)
    found = brought_to_today(scan)
    assert found.earlier.answers == {"company_size": "zzp", "patched_within": 3.0}
    assert (found.earlier.plan, found.earlier.version) == (("mfa_mailboxes",), "2.2")
    assert found.answers == scan.answers and brought_to_today(found) == found
