"""Which address answers what: exact paths, words instead of a server's English, cookies that go as they came,
settings.
"""

from __future__ import annotations

import http.client
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.drafts import delete_draft, load_draft, save_draft
from data.folders import Folders
from screens.navigation import SCREENS
from tests.browser.conftest import shared_assets
from tests.browser.test_serving import ask
from tests.screens.walked import a_saved_scan
from tests.server import Server

FORM = {"content_type": "application/x-www-form-urlencoded"}
TOKEN = "A" * 32
OURS = [
    *(f"/{screen.address}" for screen in SCREENS if screen.address),
    "/healthz",
    "/hulp",
    "/kijk",
    "/controleer",
    "/verder",
    "/wissen",
    "/tekst",
    "/advies.pdf",
    "/mijn-scan.json",
    "/aanmelden",
    "/afmelden",
    "/uitnodiging",
    "/wachtwoord",
    "/_stcore/health",
    "/_stcore/host-config",
    "/oauth2callback",
    "/open-data",
    "/.well-known/security.txt",
    "/cijfers/themes.csv",
]


@pytest.fixture(scope="module")
def framed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that another site may show in a frame."""
    running = Server(
        tmp_path_factory.mktemp("framed"), FRAME_HOSTS="https://vereniging.example", **shared_assets()
    ).start()
    yield running
    running.stop()


def cookies(answer: http.client.HTTPResponse) -> list[str]:
    return answer.headers.get_all("set-cookie") or []


def in_words(page: bytes) -> bool:
    """Whether this is a page of ours, in three languages, with a way on."""
    text = page.decode()
    return (
        all(word in text for word in ("Naar de scan", "To the scan", "Zum Check", 'href="/"'))
        and "Not Found" not in text
    )


@pytest.mark.parametrize("after", ["x", ".php", "%23", "%23x", "%3Fx", "/x", "%2Fx", "-oud", "%00"])
@pytest.mark.parametrize("path", OURS)
def test_what_only_begins_like_a_path_of_ours_is_a_page_of_ours(
    server: Server, path: str, after: str
) -> None:
    if (path, after) in {
        ("/verder", "%23x"),
        ("/verder", "%23"),
        ("/uitnodiging", "%23x"),
        ("/uitnodiging", "%23"),
    }:
        return  # a link that a mail program changed: see below
    answer, page = ask(server, path + after)
    assert answer.status == 404 and in_words(page), page[:200]


@pytest.mark.parametrize(
    "wrong",
    [
        "/static/js/nope.js",
        "/media/nope.pdf",
        "/open-data/nope.csv",
        "/bijeenkomst/x/y",
        "/wand/x",
        "/cijfers/x.y",
        "/a/b",
    ],
)
@pytest.mark.parametrize(("query", "language"), [("", "nl"), ("?lang=en", "en"), ("?lang=de", "de")])
def test_nothing_is_refused_in_bare_english(server: Server, wrong: str, query: str, language: str) -> None:
    answer, page = ask(server, wrong + query)
    assert answer.status == 404 and f'<html lang="{language}">' in page.decode() and in_words(page)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/", 405),
        ("PUT", "/hulp", 405),
        ("DELETE", "/verder", 405),
        ("GET", "/afmelden", 405),
        ("POST", "/healthz", 405),
        ("POST", "/verder", 403),
        ("POST", "/wissen", 403),
        ("POST", "/aanmelden", 403),
        ("POST", "/advies.pdf", 403),
    ],
)
def test_a_way_that_does_not_exist_is_told_in_words(
    server: Server, method: str, path: str, status: int
) -> None:
    answer, page = ask(server, path, method, "")
    assert answer.status == status and in_words(page) and (status != 405 or answer.headers["allow"])


def test_a_form_that_is_too_long_is_told_in_words(server: Server) -> None:
    answer, page = ask(server, "/aanmelden", "POST", "login=" + "a" * 20_000, origin=server.url, **FORM)
    assert answer.status == 413 and in_words(page)


@pytest.mark.parametrize(
    ("link", "meant"),
    [
        (f"/verder%23t={TOKEN}", f"/verder#t={TOKEN}"),
        (f"/verder%2523t={TOKEN}", f"/verder#t={TOKEN}"),
        (f"/verder?lang=de%23t={TOKEN}", f"/verder?lang=de#t={TOKEN}"),
        ("/verder%3Flang%3Den%23a=AQA", "/verder?lang=en#a=AQA"),
        ("/uitnodiging%23geheim_1", "/uitnodiging#geheim_1"),
        ("/verder%23%22%3E%3Cscript%3E", "/verder#%22%3E%3Cscript%3E"),
    ],
)
def test_a_link_that_a_mail_program_changed_leads_on_and_tells_nobody_else(
    server: Server, link: str, meant: str
) -> None:
    answer, page = ask(server, link)
    text = page.decode()
    assert answer.status == 404 and f'href="{meant}"' in text and "<script>" not in text
    assert (
        answer.headers["referrer-policy"] == "no-referrer" and answer.headers["cache-control"] == "no-store"
    )
    language = re.search(r"lang=(\w\w)", meant)
    assert f'<html lang="{language[1] if language else "nl"}">' in text and not cookies(answer)


@pytest.mark.parametrize(
    ("path", "right"),
    [("/hulp/", "/hulp"), ("/vragen/?lang=de", "/vragen?lang=de"), ("/open-data", "/open-data/")],
)
def test_a_slash_too_many_or_too_few_leads_to_the_page(server: Server, path: str, right: str) -> None:
    answer, _ = ask(server, path)
    assert answer.status == 307 and answer.headers["location"] == right


def test_a_fresh_server_has_open_data(a_server: Server) -> None:
    for name, begins in (
        ("", b"<!doctype html>"),
        ("release.json", b"{"),
        ("datapackage.json", b"{"),
        ("themes.csv", b"kind,"),
    ):
        answer, body = ask(a_server, f"/open-data/{name}")
        assert answer.status == 200 and body.startswith(begins), name


def test_what_a_frame_set_is_undone_in_the_frame_and_the_token_is_never_good_again(framed: Server) -> None:
    inside = {"x_forwarded_proto": "https", "sec_fetch_dest": "iframe", "sec_fetch_site": "cross-site"}
    where = Folders(framed.folder / "data", framed.folder / "keys")
    (put,) = cookies(ask(framed, "/", **inside)[0])
    assert "SameSite=None; Partitioned" in put and "Secure" in put
    token = put.split(";")[0].partition("=")[2]
    save_draft(token, a_saved_scan().as_text(), where)
    # The button of the kiosk asks by script, which says nothing of a frame.
    asks = {
        "x_forwarded_proto": "https",
        "sec_fetch_dest": "empty",
        "cookie": f"scan={token}",
        "origin": framed.url,
        **FORM,
    }
    gone = cookies(ask(framed, "/wissen", "POST", "", **asks)[0])
    assert all("Max-Age=0" in line for line in gone)  # of the scan, and of the language that was chosen
    assert any(line.startswith("scan=;") for line in gone) and not any(token in line for line in gone)
    form = put.split("; ", 1)[1].replace("Max-Age=34560000", "Max-Age=0")
    assert form in [line.split("; ", 1)[1] for line in gone] and any("SameSite=Lax" in line for line in gone)
    assert load_draft(token, where) is None
    fresh = cookies(ask(framed, "/", cookie=f"scan={token}", **inside)[0])[-1]
    assert not fresh.startswith(f"scan={token}") and "Partitioned" in fresh
    refused, _ = ask(framed, "/verder", "POST", f"token={token}", origin=framed.url, **FORM)
    assert refused.status == 404 and not cookies(refused)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "same-origin"])
def test_wherever_a_frame_begins_it_gets_a_cookie_that_its_browser_keeps(framed: Server, site: str) -> None:
    inside = {"x_forwarded_proto": "https", "sec_fetch_dest": "iframe", "sec_fetch_site": site}
    assert all("SameSite=None; Partitioned" in line for line in cookies(ask(framed, "/", **inside)[0]))
    where = Folders(framed.folder / "data", framed.folder / "keys")
    token = site.replace("-", "_").ljust(32, "B")
    save_draft(token, a_saved_scan().as_text(), where)
    opened, _ = ask(framed, "/verder", "POST", f"token={token}", origin=framed.url, **inside, **FORM)
    assert (
        opened.status == 303
        and cookies(opened)[-1].startswith(f"scan={token}; ")
        and "Partitioned" in cookies(opened)[-1]
    )


def test_another_token_takes_the_place_of_the_one_that_is_there_in_whichever_form(server: Server) -> None:
    where = Folders(server.folder / "data", server.folder / "keys")
    save_draft("C" * 32, a_saved_scan().as_text(), where)
    asks = {"x_forwarded_proto": "https", "origin": server.url, "cookie": f"scan={'D' * 32}", **FORM}
    lines = cookies(ask(server, "/verder", "POST", f"token={'C' * 32}", **asks)[0])
    gone, put = lines
    assert (
        put.startswith(f"scan={'C' * 32}; ")
        and "SameSite=Lax" in put
        and "Max-Age=0" in gone
        and "Partitioned" in gone
    )


def test_a_token_that_another_process_wiped_gets_a_fresh_one_at_the_door(server: Server) -> None:
    where = Folders(server.folder / "data", server.folder / "keys")
    delete_draft("E" * 32, where)
    assert f"scan={'E' * 32}" not in cookies(ask(server, "/", cookie=f"scan={'E' * 32}")[0])[-1]
    with sqlite3.connect(where.drafts) as db:
        assert db.execute("SELECT count(*) FROM wiped").fetchone()[0] >= 1


@pytest.mark.parametrize(
    "others", ['a={"x": 1}; {}', '{}; a="q;r"', "scan=kort; {}", "a; b=é; {}", "{}; scan="]
)
def test_cookies_of_others_do_not_hide_ours(server: Server, others: str) -> None:
    said = others.replace("{}", f"scan={'F' * 32}")
    assert cookies(ask(server, "/", cookie=said.encode("utf-8").decode("latin-1"))[0])[-1].startswith(
        f"scan={'F' * 32}; "
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", "scan.example"),
        ("PUBLIC_URL", "https://scan.example/pad"),
        ("CENTRE_URL", "ftp://scan.example"),
        ("CENTRE_URL", "https://"),
        ("FRAME_HOSTS", "vereniging.example"),
        ("FRAME_HOSTS", "https://a.example:99999"),
        ("DEMO", "ja"),
        ("KEY_DIR", "{folder}/data/aggregates/keys"),
        ("RELEASE_DIR", "{folder}/data"),
    ],
)
def test_a_setting_that_cannot_be_is_told_at_the_start(tmp_path: Path, name: str, value: str) -> None:
    server = Server(tmp_path, **{**shared_assets(), name: value.format(folder=tmp_path)})
    with pytest.raises(RuntimeError, match="did not start"):
        server.start()
    assert "Traceback" not in server.log and (
        name in server.log or value.format(folder=tmp_path) in server.log
    )
