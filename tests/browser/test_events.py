"""Events over HTTP and in the browser: nobody gets in without rights, signing in, invitations, the wall."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, expect

from data import clock
from data.aggregates.folding import fold, this_site
from data.folders import Folders
from data.organisers.accounts import accept_invitation, add_account, invite, start_session
from data.organisers.events import Event, add_event, close_event
from data.tokens import new_token
from questionnaire.simulate import simulated_business
from scoring.loading import load_content
from screens.events.handouts import HANDOUTS
from tests.browser.conftest import a_context, open_screen, shared_assets
from tests.patience import PATIENCE_SECONDS
from tests.server import Server

PASSWORD = "een-lang-wachtwoord"


@dataclass
class Evening:
    """A server with two organisers, one event, and the team."""

    server: Server
    where: Folders
    event: Event
    owner: str
    stranger: str
    team: str


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    folder = tmp_path_factory.mktemp("evening")
    where = Folders(folder / "data", folder / "keys").make()
    site = this_site(load_content(), where=where)
    owner = add_account("kring@example.nl", "Industriekring", "organiser", PASSWORD, where)
    stranger = add_account("ander@example.nl", "Andere kring", "organiser", PASSWORD, where)
    team = add_account("team@example.nl", "Programmateam", "team", PASSWORD, where)
    event = add_event(
        site,
        owner.id,
        "Ondernemersavond <b>Almelo</b>",
        clock.today(),
        municipality="almelo",
        sectors=["industry"],
    )
    sessions = [start_session(account.id, where) for account in (owner, stranger, team)]
    server = Server(folder, **shared_assets()).start()
    yield Evening(server, where, event, *sessions)
    server.stop()


def get(evening: Evening, path: str, session: str | None = None) -> tuple[int, str, bytes]:
    """Status, content type and body."""
    request = urllib.request.Request(
        evening.server.url + path, headers={"Cookie": f"organisator={session}"} if session else {}
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
            return answer.status, answer.headers["content-type"], answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["content-type"], error.read()


def post(
    evening: Evening, path: str, origin: str | None = None, cookie: str = "", **fields: str
) -> tuple[int, dict[str, str], str]:
    """Status, headers and body, without following a redirect."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    headers = {
        "Origin": evening.server.url if origin is None else origin,
        **({"Cookie": cookie} if cookie else {}),
    }
    request = urllib.request.Request(
        evening.server.url + path, urllib.parse.urlencode(fields).encode(), headers
    )
    try:
        with urllib.request.build_opener(Stay).open(request, timeout=PATIENCE_SECONDS) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read().decode()


def private_paths(evening: Evening) -> list[str]:
    own = [f"/bijeenkomst/{evening.event.id}/{what}" for what in HANDOUTS]
    return [
        *own,
        "/wachtwoord",
        f"/wand/{evening.event.id}",
        f"/wand/{evening.event.id}/nu",
        f"/wand/{evening.event.id}?oefenen=1",
        f"/wand/{evening.event.id}/nu?oefenen=1",
    ]


def test_every_organisers_page_and_download_is_closed_without_signing_in(evening: Evening) -> None:
    for path in private_paths(evening):
        status, _, body = get(evening, path)
        assert status in (403, 404), path
        assert evening.event.code.encode() not in body and b"Ondernemersavond" not in body, path


def test_another_organiser_and_a_made_up_session_get_the_same_nothing(evening: Evening) -> None:
    made_up = ("x" * 32, "", "'--", "%00", "x" * 5000, evening.owner[:-1], evening.owner.upper())
    for session in (evening.stranger, *made_up):
        for path in private_paths(evening):
            if session == evening.stranger and path == "/wachtwoord":  # their own
                continue
            assert get(evening, path, session)[0] in (403, 404), (session, path)


def test_an_event_that_does_not_exist_looks_like_somebody_elses(evening: Evening) -> None:
    theirs = get(evening, f"/wand/{evening.event.id}", evening.stranger)
    nobodys = get(evening, "/wand/0000000000000000", evening.stranger)
    assert theirs[0] == nobodys[0]
    assert theirs[2] == nobodys[2]


def test_the_owner_and_the_team_get_every_download(evening: Evening) -> None:
    for session in (evening.owner, evening.team):
        for what in HANDOUTS:
            status, kind, body = get(evening, f"/bijeenkomst/{evening.event.id}/{what}", session)
            assert status == 200, what
            start = {"pdf": b"%PDF-2.0", "png": b"\x89PNG", "csv": b"\xef\xbb\xbfWat;", "txt": b"Terugblik"}[
                what.rsplit(".", 1)[1]
            ]
            assert body.startswith(start), what
            assert kind


def test_an_ended_session_opens_nothing(evening: Evening) -> None:
    status, headers, _ = post(evening, "/aanmelden", login="kring@example.nl", password=PASSWORD)
    assert status == 303
    session = headers["set-cookie"].split("=", 1)[1].split(";")[0]
    assert get(evening, f"/wand/{evening.event.id}", session)[0] == 200
    request = urllib.request.Request(
        evening.server.url + "/afmelden",
        b"",
        {"Origin": evening.server.url, "Cookie": f"organisator={session}"},
    )
    urllib.request.urlopen(request, timeout=PATIENCE_SECONDS).read()
    assert get(evening, f"/wand/{evening.event.id}", session)[0] == 404


def test_a_wrong_password_is_told_in_words_and_the_name_stays(evening: Evening) -> None:
    status, headers, body = post(evening, "/aanmelden", login='kring"@example.nl', password="fout")
    assert status == 403
    assert "set-cookie" not in headers
    assert "horen niet bij elkaar" in body
    assert 'kring"@' not in body and 'kring"@example.nl' in unescape(body)


def test_the_session_cookie_cannot_be_read_by_scripts_nor_sent_from_elsewhere(evening: Evening) -> None:
    cookie = post(evening, "/aanmelden", login="kring@example.nl", password=PASSWORD)[1]["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie


def test_a_form_of_another_site_is_refused(evening: Evening) -> None:
    for path in ("/aanmelden", "/afmelden", "/uitnodiging"):
        assert (
            post(evening, path, origin="https://elders.example", login="kring@example.nl", password=PASSWORD)[
                0
            ]
            == 403
        ), path


def test_guessing_passwords_is_stopped(tmp_path: Path) -> None:
    server = Server(tmp_path, **shared_assets()).start()
    try:
        alone = Evening(server, Folders(tmp_path / "data", tmp_path / "keys"), None, "", "", "")  # type: ignore[arg-type]
        with ThreadPoolExecutor(16) as together:  # faster than the limit fills up again
            statuses = list(
                together.map(lambda _: post(alone, "/aanmelden", login="x", password="y")[0], range(80))
            )
    finally:
        server.stop()
    assert 403 in statuses
    assert 429 in statuses


def test_an_invitation_makes_one_account(evening: Evening) -> None:
    secret = invite("Winkeliersvereniging", "organiser", evening.where)
    fields = {"secret": secret, "login": "winkels@example.nl", "name": "Winkeliers", "password": PASSWORD}
    status, headers, _ = post(evening, "/uitnodiging", **{**fields, "password": "kort"})
    assert status == 400 and "set-cookie" not in headers
    status, headers, _ = post(evening, "/uitnodiging", **fields)
    assert status == 303 and "organisator=" in headers["set-cookie"]
    status, _, body = post(evening, "/uitnodiging", **{**fields, "login": "tweede@example.nl"})
    assert status == 400 and "al gebruikt of verlopen" in body


def test_an_expired_invitation_opens_nothing(evening: Evening) -> None:
    from data.organisers.accounts import AccountError

    old = invite("Te laat", "organiser", evening.where, today=clock.today() - timedelta(days=15))
    with pytest.raises(AccountError):
        accept_invitation(old, "laat@example.nl", "Te laat", PASSWORD, evening.where)


def test_the_wall_shows_figures_by_itself_and_goes_on_after_a_lost_connection(
    evening: Evening, browser: Browser
) -> None:
    site = this_site(load_content(), where=evening.where)
    event = add_event(site, "", "Volle zaal", clock.today())
    context = a_context(browser, viewport={"width": 1280, "height": 720})
    context.add_cookies([{"name": "organisator", "value": evening.team, "url": evening.server.url}])
    page = context.new_page()
    page.goto(f"{evening.server.url}/wand/{event.id}")
    expect(page.locator(".wand-tellers")).to_contain_text("Nog 10 tot nieuwe cijfers")
    expect(page.locator("#wand")).to_contain_text("De eerste cijfers komen als 10 mensen klaar zijn")
    rng = Random(3)
    for _ in range(40):
        fold(
            site.content,
            simulated_business(site.questionnaire, rng, quick=True),
            new_token(),
            quick=True,
            event=event.id,
            site=site,
        )
    expect(page.locator(".wand-tellers")).to_contain_text("40 klaar")
    expect(page.locator(".wand-rij em").first).to_contain_text("%")
    context.set_offline(True)
    expect(page.locator("#wand-stand")).to_contain_text("Geen verbinding")
    expect(page.locator(".wand-tellers")).to_contain_text("40 klaar")
    context.set_offline(False)
    expect(page.locator("#wand-stand")).to_have_text("Verbonden")
    context.close()


def test_the_buttons_leave_the_wall_also_after_a_click(evening: Evening, browser: Browser) -> None:
    context = a_context(browser, viewport={"width": 1280, "height": 720})
    context.add_cookies([{"name": "organisator", "value": evening.team, "url": evening.server.url}])
    page = context.new_page()
    page.clock.install()
    page.goto(f"{evening.server.url}/wand/{evening.event.id}")
    button = page.locator("#wand-kleur")
    button.click()
    expect(page.locator("html")).to_have_attribute("data-kleur", "donker")
    page.clock.fast_forward(7_000)
    expect(button).to_have_css("opacity", "0")
    button.focus()  # with the keyboard it stays, since nobody could see where they are
    expect(button).to_have_css("opacity", "1")
    context.close()


def test_an_organiser_mends_the_name_and_the_days(evening: Evening, browser: Browser) -> None:
    site = this_site(load_content(), where=evening.where)
    made = add_event(site, evening.event.owner, "Ondernemersavnd", clock.today())
    context = a_context(browser, viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "organisator", "value": evening.owner, "url": evening.server.url}])
    page = context.new_page()
    open_screen(page, f"{evening.server.url}/organisator?bijeenkomst={made.id}")
    expect(page.get_by_text(f"open tot en met {clock.today():%d-%m-%Y}")).to_be_visible()
    page.get_by_text("Naam of dagen veranderen").click()
    page.get_by_label("Naam van de bijeenkomst").fill("Ondernemersavond")
    page.get_by_label("Hoeveel dagen daarna").fill("3")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_role("heading", name="Ondernemersavond", exact=True)).to_be_visible()
    expect(page.get_by_text(f"open tot en met {clock.today() + timedelta(days=3):%d-%m-%Y}")).to_be_visible()
    assert made.shown_code in page.content()
    context.close()


def test_the_newsletter_counts_in_good_dutch(evening: Evening) -> None:
    site = this_site(load_content(), where=evening.where)
    event = add_event(site, evening.event.owner, "Kleine kring", clock.today())
    path = f"/bijeenkomst/{event.id}/nieuwsbrief.txt"
    assert "deed" not in get(evening, path, evening.owner)[2].decode()
    fold(
        site.content,
        simulated_business(site.questionnaire, Random(1), quick=True),
        new_token(),
        quick=True,
        event=event.id,
        site=site,
    )
    assert "1 ondernemer deed mee" in get(evening, path, evening.owner)[2].decode()


def test_the_wall_escapes_what_an_organiser_typed(evening: Evening) -> None:
    body = get(evening, f"/wand/{evening.event.id}/nu", evening.owner)[2].decode()
    assert "<b>Almelo</b>" not in body
    assert "&lt;b&gt;Almelo&lt;/b&gt;" in body


def test_a_rehearsal_says_that_it_is_one_and_counts_nobody(evening: Evening) -> None:
    body = get(evening, f"/wand/{evening.event.id}/nu?oefenen=1", evening.owner)[2].decode()
    assert "Oefening: verzonnen gegevens" in body
    assert (
        "<strong>0</strong> klaar" in get(evening, f"/wand/{evening.event.id}/nu", evening.owner)[2].decode()
    )


def test_closing_with_too_few_leaves_no_figures(evening: Evening) -> None:
    site = this_site(load_content(), where=evening.where)
    event = add_event(site, "", "Klein gezelschap", clock.today())
    for number in range(4):
        fold(
            site.content,
            simulated_business(site.questionnaire, Random(number), quick=True),
            new_token(),
            quick=True,
            event=event.id,
            site=site,
        )
    close_event(site, event)
    body = get(evening, f"/bijeenkomst/{event.id}/cijfers.csv", evening.team)[2].decode("utf-8-sig")
    rooms = [line.split(";") for line in body.splitlines() if line.startswith("Thema in deze zaal")]
    assert len(rooms) == 5 and all(
        row[3:7] == ["", "", "0", "te weinig antwoorden voor een cijfer"] for row in rooms
    )
