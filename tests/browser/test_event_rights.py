"""Rights over time and by side doors: sessions that ended, forms of elsewhere, texts that are code, the desk
in a browser.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from data import clock
from data.aggregates.folding import this_site
from data.organisers.accounts import add_account, remove_account, start_session
from data.organisers.events import add_event, close_event
from scoring.loading import load_content
from screens.downloads.links import join_link
from screens.events import access
from screens.session.addresses import Sites
from screens.session.cookies import organiser_cookie
from tests.browser.conftest import a_context, open_screen

# ruff: noqa: F811 (the fixture is imported by name)
from tests.browser.test_events import PASSWORD, Evening, evening, get, post, private_paths  # noqa: F401
from tests.patience import PATIENCE_SECONDS

NASTY = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'&{{7*7}}"


def signed_in(browser: Browser, evening: Evening, session: str) -> Page:
    context = a_context(browser, viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": organiser_cookie.name, "value": session, "url": evening.server.url}])
    return context.new_page()


def test_a_session_is_over_when_the_account_goes_or_its_day_is_past(evening: Evening) -> None:
    gone = add_account("gaat@example.nl", "Gaat", "team", PASSWORD, evening.where)
    session = start_session(gone.id, evening.where)
    old = start_session(gone.id, evening.where, today=clock.today() - timedelta(days=3))
    path = f"/wand/{evening.event.id}"
    assert (get(evening, path, session)[0], get(evening, path, old)[0]) == (200, 404)
    remove_account(gone.id, evening.where)
    assert all(get(evening, path, session)[0] in (403, 404) for path in private_paths(evening))


def test_a_new_password_ends_the_sessions_elsewhere_and_asks_for_the_old_one(evening: Evening) -> None:
    made = add_account("nieuw@example.nl", "Nieuw", "organiser", PASSWORD, evening.where)
    first, elsewhere = (start_session(made.id, evening.where) for _ in range(2))

    def change(session: str, **fields: str) -> tuple[int, dict[str, str], str]:
        return post(evening, "/wachtwoord", cookie=f"{organiser_cookie.name}={session}", **fields)

    assert post(evening, "/wachtwoord", old=PASSWORD, password="iets-anders-langs")[0] == 404
    assert change(first, old="fout", password="iets-anders-langs")[0] == 403
    assert change(first, old=PASSWORD, password="kort")[0] == 400
    status, headers, _ = change(first, old=PASSWORD, password="iets-anders-langs")
    fresh = headers["set-cookie"].split("=", 1)[1].split(";")[0]
    assert status == 303 and fresh not in (first, elsewhere)
    assert [get(evening, "/wachtwoord", session)[0] for session in (first, elsewhere, fresh)] == [
        404,
        404,
        200,
    ]
    assert post(evening, "/aanmelden", login="nieuw@example.nl", password=PASSWORD)[0] == 403


def test_guessing_one_name_locks_out_no_other(evening: Evening) -> None:
    add_account("rustig@example.nl", "Rustig", "organiser", PASSWORD, evening.where)
    statuses = [
        post(evening, "/aanmelden", login="doelwit@example.nl", password="fout")[0] for _ in range(14)
    ]
    assert statuses[0] == 403 and statuses[-1] == 429
    assert post(evening, "/aanmelden", login="rustig@example.nl", password=PASSWORD)[0] == 303


def test_no_address_leads_to_another_site_and_a_huge_form_is_refused(evening: Evening) -> None:
    for path in (
        "/aanmelden?lang=//elders.example",
        "/aanmelden?next=https://elders.example",
        "/aanmelden?lang=en%0d%0aX-Evil:1",
    ):
        status, headers, _ = post(evening, path, login="kring@example.nl", password=PASSWORD)
        assert status == 303 and headers["location"].startswith("/organisator") and "x-evil" not in headers, (
            path
        )
    assert post(evening, "/aanmelden", login="x" * 50_000, password="y")[0] == 413
    assert post(evening, "/aanmelden", origin="null", login="kring@example.nl", password=PASSWORD)[0] == 403


def test_a_ticket_of_the_own_organisation_signs_in_once(
    monkeypatch: pytest.MonkeyPatch, evening: Evening
) -> None:
    known = add_account("oidc@example.nl", "Piet", "organiser", None, evening.where)
    monkeypatch.setattr(access, "account", lambda account_id: known if account_id == known.id else None)
    ticket = access.ticket_for(known)
    assert access.account_of_ticket(ticket) == known
    assert access.account_of_ticket(ticket) is None and access.account_of_ticket("verzonnen") is None
    monkeypatch.setattr(access, "TICKET_SECONDS", -1)
    assert access.account_of_ticket(access.ticket_for(known)) is None
    assert post(evening, "/aanmelden", ticket="verzonnen")[0] == 403


def test_what_an_organiser_types_is_text_everywhere(evening: Evening, browser: Browser) -> None:
    site = this_site(load_content(), where=evening.where)
    event = add_event(site, evening_owner(evening), NASTY, clock.today(), message=NASTY)
    for session in (evening.team, evening.owner):
        page = signed_in(browser, evening, session)
        dialogs: list[str] = []
        page.on("dialog", lambda dialog, seen=dialogs: (seen.append(dialog.message), dialog.dismiss()))
        page.goto(f"{evening.server.url}/wand/{event.id}")
        expect(page.locator("#wand h1")).to_contain_text("<script>alert(2)</script>")
        expect(page.locator(".wand-boodschap")).to_contain_text("<img src=x")
        open_screen(page, f"{evening.server.url}/organisator?bijeenkomst={event.id}")
        expect(page.get_by_role("heading", level=1)).to_contain_text("alert(2)")
        open_screen(page, f"{evening.server.url}/organisator")
        open_screen(page, f"{evening.server.url}/?event={event.code}&kiosk=1")
        assert page.locator("img[src=x], script:text('alert(2)')").count() == 0 and dialogs == []
        page.context.close()
    for what in ("poster.pdf", "dia.png", "verslag.pdf", "nieuwsbrief.txt", "cijfers.csv"):
        assert get(evening, f"/bijeenkomst/{event.id}/{what}", evening.owner)[0] == 200, what


def evening_owner(evening: Evening) -> str:
    return evening.event.owner


def test_the_desk_shows_nothing_of_another_and_closes_when_rights_end(
    evening: Evening, browser: Browser
) -> None:
    gone = add_account("weg@example.nl", "Weg", "organiser", PASSWORD, evening.where)
    own = add_event(this_site(load_content(), where=evening.where), gone.id, "Eigen avond", clock.today())
    page = signed_in(browser, evening, start_session(gone.id, evening.where))
    open_screen(page, f"{evening.server.url}/organisator?bijeenkomst={evening.event.id}")
    expect(page.get_by_role("heading", name="Uw bijeenkomsten")).to_be_visible()
    assert "Ondernemersavond" not in page.content() and evening.event.code not in page.content()
    open_screen(page, f"{evening.server.url}/organisator?bijeenkomst={own.id}")
    expect(page.get_by_role("heading", name="Eigen avond")).to_be_visible()
    remove_account(gone.id, evening.where)
    expect(page.get_by_role("heading", name="Voor organisatoren")).to_be_visible(
        timeout=30_000
    )  # the numbers ask every ten seconds
    assert own.code not in page.content().replace(page.url, "")
    page.context.close()


def test_an_expired_code_lets_nobody_in(evening: Evening, page: Page) -> None:
    site = this_site(load_content(), where=evening.where)
    event = close_event(site, add_event(site, "", "Voorbije avond", clock.today()))
    for code in (event.code, "BBBBBBBBB", "'%20OR%201=1--"):
        open_screen(page, f"{evening.server.url}/?event={code}")
        expect(page.get_by_text("de code klopt niet")).to_be_visible()
        assert "Voorbije avond" not in page.content()


def test_a_german_event_opens_in_german(evening: Evening, page: Page) -> None:
    event = add_event(
        this_site(load_content(), where=evening.where), "", "Grenzlandabend", clock.today(), language="de"
    )
    page.goto(join_link(Sites(evening.server.url), event))
    page.wait_for_url("**/vragen**")
    expect(page.locator("html")).to_have_attribute("lang", "de")


def test_head_and_other_methods_give_nothing_away(evening: Evening) -> None:
    for method in ("HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
        request = urllib.request.Request(evening.server.url + f"/wand/{evening.event.id}/nu", method=method)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=PATIENCE_SECONDS)
        assert refused.value.code in (403, 404, 405), method


def test_a_wall_that_knows_it_already_gets_a_few_bytes(evening: Evening) -> None:
    path = f"/wand/{evening.event.id}/nu"
    headers = {"Cookie": f"{organiser_cookie.name}={evening.owner}"}
    with urllib.request.urlopen(
        urllib.request.Request(evening.server.url + path, headers=headers), timeout=PATIENCE_SECONDS
    ) as first:
        tag = first.headers["etag"]
    with pytest.raises(urllib.error.HTTPError) as again:
        urllib.request.urlopen(
            urllib.request.Request(evening.server.url + path, headers={**headers, "If-None-Match": tag}),
            timeout=PATIENCE_SECONDS,
        )
    assert again.value.code == 304 and again.value.read() == b""
    assert get(evening, path, evening.stranger)[0] == 403
