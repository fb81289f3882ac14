"""The studio as the programme team meets it: nobody else gets in, a change is a proposal, a colleague puts it live."""

from __future__ import annotations

import asyncio
import re
from functools import partial
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from data.folders import folders as here
from data.organisers import audit
from data.organisers.accounts import Role, add_account, start_session
from data.studio.files import all_files
from data.studio.proposals import proposal_of
from data.studio.working_copy import forget_copies, working_copy
from questionnaire.content_folder import ROOT
from questionnaire.language.translation import LANGUAGES
from screens.session.cookies import organiser_cookie
from web.assets import Assets
from web.pages.studio.page import PAGE
from web.routes import studio
from web.routes.studio import StudioRoutes

HOST, ACCESS = "scan.example", "questionnaire/content/access.yaml"
PATHS = [route.path for route in StudioRoutes(Assets()).all()]


@pytest.fixture
def app(folders: Path) -> Starlette:
    """The routes alone, on a server of its own."""
    here().make()
    forget_copies()
    return Starlette(routes=StudioRoutes(Assets(folders)).all())


def member(login: str, role: Role = "team") -> str:
    return start_session(add_account(login, login, role, "een heel lang wachtwoord").id)


def ask(
    app: Starlette,
    path: str,
    session: str,
    send: dict[str, str] | None = None,
    origin: str = f"http://{HOST}",
    **query: str,
):
    """Status, the address one is sent to, and the page."""
    headers = {"host": HOST, "cookie": f"{organiser_cookie.name}={session}", "origin": origin}
    scope = {
        "type": "http",
        "method": "GET" if send is None else "POST",
        "path": PAGE + path,
        "query_string": urlencode(query).encode(),
        "scheme": "http",
        "server": (HOST, 80),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    sent: list[dict] = []

    async def receive() -> dict:
        return {"type": "http.request", "body": urlencode(send or {}).encode()}

    async def take(message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, take))
    got = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return (
        sent[0]["status"],
        got.get("location", ""),
        b"".join(part.get("body", b"") for part in sent[1:]).decode(),
    )


def fields(page: str) -> dict[str, str]:
    """What a browser would send back of the form with texts, untouched."""
    form = next(part for part in page.split("<form")[1:] if "st-form" in part.split(">")[0]).split("</form>")[
        0
    ]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ('type="checkbox"' not in tag or " checked" in tag):
            found[unescape(name[1])] = unescape(value[1]) if value else "on"
    for name, value in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)</textarea>', form):
        found[unescape(name)] = unescape(value)
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[unescape(name)] = unescape(chosen[1]) if chosen else ""
    return found


@pytest.mark.parametrize("role", [None, "organiser"])
@pytest.mark.parametrize("path", PATHS)
def test_nobody_else_reads_or_writes_anything_of_it(app: Starlette, role: Role | None, path: str) -> None:
    session = member("iemand", role) if role else ""
    before = {file: file.read_bytes() for file in all_files(ROOT)}
    bare = path.removeprefix(PAGE)
    form = {"v:question": "x", "was:question": "", "doe": "live", "gezien": "1", "naam": "x", "reden": "x"}
    assert ask(app, bare, session, bestand=ACCESS, plek="items/mfa_email")[0] == 404
    assert ask(app, bare, session, form, bestand=ACCESS, plek="items/mfa_email")[0] == 404
    assert not proposal_of("iemand").changes
    assert before == {file: file.read_bytes() for file in all_files(ROOT)}


@pytest.mark.parametrize("path", PATHS)
def test_a_form_of_another_site_changes_nothing(app: Starlette, path: str) -> None:
    session = member("anna")
    form = {"v:question": "x", "was:question": "y", "doe": "weg"}
    got = ask(
        app,
        path.removeprefix(PAGE),
        session,
        form,
        origin="http://evil.example",
        bestand=ACCESS,
        plek="items/mfa_email",
    )
    assert got[0] == 403 and not proposal_of("anna").changes


@pytest.mark.parametrize(
    "file",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "data/privacy.yaml",
        "check.py",
        "locale/en/LC_MESSAGES/messages.po",
        "",
    ],
)
def test_only_the_files_of_the_content_can_be_named(app: Starlette, file: str) -> None:
    session = member("anna")
    for path in ("/deel", "/erbij", "/regel", "/wie"):
        assert ask(app, path, session, bestand=file, plek="items")[0] == 404
        assert ask(app, path, session, {"doe": "weg"}, bestand=file, plek="items/0")[0] == 404


@pytest.mark.parametrize(
    "plek", ["items/nergens", "../..", "items/-1", "x" * 3000, "items/mfa_email/options/none/label/0"]
)
def test_a_place_that_is_not_there_is_not_found(app: Starlette, plek: str) -> None:
    assert ask(app, "/deel", member("anna"), bestand=ACCESS, plek=plek)[0] == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_the_content_has_a_form_that_changes_nothing_by_itself(
    app: Starlette, language: str
) -> None:
    session = member("anna")
    assert ask(app, "", session, lang=language)[0] == 200
    places = {
        ACCESS: ["", "items/mfa_email", "items/mfa_email/options/some"],
        "scoring/measures/access.yaml": ["", "mfa_email", "mfa_email/hours"],
        "scoring/threats.yaml": ["", "threats/phishing_takeover"],
        "scoring/rules/scan.yaml": ["", "levels/basis"],
        "data/region.yaml": ["", "municipalities/almelo"],
    }
    for file, plekken in places.items():
        for plek in plekken:
            status, _, page = ask(app, "/deel", session, lang=language, bestand=file, plek=plek)
            assert status == 200, (file, plek)
            if "st-form" in page:
                assert ask(app, "/deel", session, fields(page), bestand=file, plek=plek)[0] == 303, (
                    file,
                    plek,
                )
    assert not proposal_of("anna").changes


def change(app: Starlette, session: str, file: str, plek: str, **values: str):
    """Opens a form, types these values, and saves."""
    form = fields(ask(app, "/deel", session, bestand=file, plek=plek)[2])
    assert {key.replace("__", ":") for key in values} <= form.keys()
    form |= {key.replace("__", ":"): value for key, value in values.items()}
    return ask(app, "/deel", session, form, bestand=file, plek=plek)


def test_a_changed_word_is_one_line_of_the_difference_and_the_live_file_stays(app: Starlette) -> None:
    session, before = member("anna"), (ROOT / ACCESS).read_bytes()
    plek = "items/mfa_email"
    assert (
        change(app, session, ACCESS, plek, v__question="Bij welke mailboxen logt u in met 2 stappen?")[0]
        == 303
    )
    patch = ask(app, "/verschil", session)[2]
    own = next(row for row in patch.split("--- a/")[1:] if row.startswith(ACCESS)).splitlines()
    assert [row[:14] for row in own if row[:1] in "+-" and row[:2] not in ("++", "--")] == [
        "-    question: B"[:14],
        "+    question: B"[:14],
    ]
    assert (ROOT / ACCESS).read_bytes() == before
    assert "2 stappen" in ask(app, "/deel", session, bestand=ACCESS, plek=plek)[2]
    assert [line.what for line in audit.lines()][-1] == "content set"


def test_what_is_typed_is_a_text_and_never_markup_or_yaml(app: Starlette) -> None:
    session = member("anna")
    nasty = "<script>alert(1)</script> {{ 7*7 }}: - [x] # & 'a' \"b\""
    assert change(app, session, ACCESS, "items/mfa_email", v__why=nasty)[0] == 303
    for path, query in (("/deel", {"bestand": ACCESS, "plek": "items/mfa_email"}), ("/voorstel", {})):
        page = ask(app, path, session, **query)[2]
        assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
    edition = working_copy(proposal_of("anna").changes).edition
    assert edition is None or edition.contents["nl"].questionnaire.items["mfa_email"].why == nasty


def test_a_form_that_is_older_than_the_value_is_told_and_keeps_what_was_typed(app: Starlette) -> None:
    session = member("anna")
    old = fields(ask(app, "/deel", session, bestand=ACCESS, plek="items/mfa_email")[2])
    change(app, session, ACCESS, "items/mfa_email", v__why="Eerst dit.")
    status, _, page = ask(
        app, "/deel", session, old | {"v:why": "Toen dat."}, bestand=ACCESS, plek="items/mfa_email"
    )
    assert status == 409 and "Toen dat." in page and "intussen veranderd" in page
    assert len(proposal_of("anna").changes) == 1


def test_a_number_that_is_none_is_told_beside_its_field(app: Starlette) -> None:
    session = member("anna")
    status, _, page = change(app, session, ACCESS, "items/mfa_email/options/some", v__points="twee")
    assert status == 409 and "Schrijf hier een getal" in page and not proposal_of("anna").changes


def test_a_colleague_reads_a_proposal_and_puts_it_live_and_its_maker_cannot(
    app: Starlette, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "content"
    for path in all_files(ROOT):
        (root / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
        (root / path.relative_to(ROOT)).write_bytes(path.read_bytes())
    monkeypatch.setattr(studio, "publish", partial(studio.publish, root=root))
    anna, bram = member("anna"), member("bram")
    change(app, anna, ACCESS, "items/mfa_email/options/some", v__points="1,5")
    page = ask(app, "/voorstel", anna)[2]
    assert "Wie verandert van niveau" in page and "1,5" in page
    assert ask(app, "/voorstel", anna, {"doe": "stel voor", "naam": "", "reden": ""})[0] == 409
    assert (
        ask(app, "/voorstel", anna, {"doe": "stel voor", "naam": "Punten", "reden": "Een deel is iets."})[0]
        == 303
    )
    assert "Punten" in ask(app, "", bram)[2]
    page = ask(app, "/voorstel", bram, van="anna")[2]
    seen = re.search(r'name="gezien" value="([^"]*)"', page)
    assert seen is not None and "gezien" not in ask(app, "/voorstel", anna)[2]
    live = {"doe": "live", "gezien": seen[1]}
    assert ask(app, "/voorstel", anna, live)[0] == 409
    assert ask(app, "/voorstel", bram, live | {"gezien": "99"}, van="anna")[0] == 409
    assert (root / ACCESS).read_bytes() == (ROOT / ACCESS).read_bytes()
    assert ask(app, "/voorstel", bram, live, van="anna")[0] == 303
    changed = (root / ACCESS).read_text("utf-8").split("\n")
    assert [row for row in changed if row not in (ROOT / ACCESS).read_text("utf-8").split("\n")] == [
        row.replace("Bij een deel, points: 1,", "Bij een deel, points: 1.5,")
        for row in (ROOT / ACCESS).read_text("utf-8").split("\n")
        if "{id: some, label: Bij een deel, points: 1," in row
    ]
    assert not proposal_of("anna").changes
    told = ask(app, "/uitgaven", bram)[2]
    assert "Een deel is iets." in told and "anna" in told
    assert [(line.who, line.what) for line in audit.lines()][-1] == ("bram", "content live")
    assert audit.first_broken() is None
