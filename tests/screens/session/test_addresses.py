"""Links and codes: the settings say where they lead, one maker draws them, and a phone can read them."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

import pypdfium2
import pytest

from data.addresses import AddressError, centre_url, public_url, site_of
from data.aggregates.folding import this_site
from data.organisers.events import add_event
from pdf import qr
from questionnaire.content_folder import ROOT
from questionnaire.saved_scans.scan_link import pack
from scoring.loading import load_content
from screens.downloads.documents import DownloadOptions, advice_pdf
from screens.downloads.links import carried_link, join_link, start_link, token_link
from screens.events import handouts
from screens.session import saved_scans
from screens.session.addresses import Sites, sites_for
from tests.screens.walked import TOKEN, a_saved_scan, a_screen, html

ASKED = "http://localhost:8501/vragen?x=1"


@pytest.mark.parametrize(
    ("public", "centre", "site", "home"),
    [
        ("", "", "http://localhost:8501", "http://localhost:8501"),
        ("https://scan.example/", "", "https://scan.example", "https://scan.example"),
        ("", "https://centre.example", "http://localhost:8501", "https://centre.example"),
        (
            "http://10.42.0.1:8501",
            "https://centre.example",
            "http://10.42.0.1:8501",
            "https://centre.example",
        ),
    ],
)
def test_the_settings_come_before_the_address_of_the_request(monkeypatch, public, centre, site, home):
    monkeypatch.setenv("PUBLIC_URL", public)
    monkeypatch.setenv("CENTRE_URL", centre)
    assert sites_for(ASKED) == Sites(site, home)


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "nonsense",
        "http://",
        "http://a b/",
        "http://x:99999/",
        "javascript:alert(1)",
        "http://<b>/",
        "http://[::1/",
    ],
)
def test_an_address_that_is_none_gives_no_site(monkeypatch, asked):
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    monkeypatch.delenv("CENTRE_URL", raising=False)
    assert sites_for(asked) == Sites()


@pytest.mark.parametrize(
    "wrong",
    [
        "scan.example",
        "https//scan.example",
        "ftp://scan.example",
        "https://scan.example/pad",
        "https://scan.example?x",
        "https://scan.example#",
        "https://u:p@scan.example",
        "https://",
        "https://a..b",
        "https://-a.b",
        "https://a_b.c",
        "https://a:0x1",
        "https://a:",
        "https://müller.de",
    ],
)
def test_a_setting_that_is_no_address_is_refused_with_what_to_write(monkeypatch, wrong):
    monkeypatch.setenv("PUBLIC_URL", wrong)
    monkeypatch.setenv("CENTRE_URL", wrong)
    for name, read in (("PUBLIC_URL", public_url), ("CENTRE_URL", centre_url)):
        with pytest.raises(AddressError, match=f"{name}: .*Schrijf het met https://"):
            read()


@pytest.mark.parametrize(
    "right",
    [
        "https://scan.example",
        "http://10.42.0.1:8501",
        "http://[fe80::1]:8501",
        "https://xn--mller-kva.de",
        "http://localhost",
    ],
)
def test_an_address_stays_as_it_is_written(right):
    assert site_of(right + "/") == site_of(right) == right


def in_codes(monkeypatch) -> list[str]:
    """What is put into a QR code from now on."""
    made: list[str] = []
    code = qr._code
    monkeypatch.setattr(qr, "_code", lambda text: made.append(text) or code(text))
    return made


def an_event():
    site = this_site(load_content())
    return add_event(site, "", "Avond", site.today)


def with_other_ways(language: str = "nl"):
    """The screen to save, with what is folded there open."""
    app = a_screen("save", lang=language)
    app.session_state["other-ways"] = True
    return app.run()


def own_link(app) -> str:
    """The link to the draft, as the button copies it."""
    return re.search(r'data-copy="([^"]+)"', html(app))[1]


def test_no_link_and_no_code_says_localhost_when_the_address_is_set(cookie, monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", "https://scan.example")
    monkeypatch.setenv("CENTRE_URL", "https://centre.example")
    made, sites, event = in_codes(monkeypatch), sites_for(ASKED), an_event()
    saved_scans.save(TOKEN, a_saved_scan())
    app = with_other_ways()
    assert "#a=" in own_link(
        app
    )  # the link opens the draft on this server, which is gone when people are at home
    a_screen("result", kiosk="1")
    text = advice_pdf(a_saved_scan(), "nl", DownloadOptions(private_page=True, host=ASKED)).body
    for make in (handouts.poster, handouts.slide, handouts.qr_png):
        make(event, sites, "nl")
    monkeypatch.delenv("CENTRE_URL")
    shown = own_link(with_other_ways())
    homes = {link.partition("/verder")[0] for link in made if "#a=" in link}
    assert (
        len(made) >= 6
        and "https://centre.example" in homes
        and homes <= {"https://centre.example", "https://scan.example"}
    )
    assert shown == f"https://scan.example/verder#t={TOKEN}" and {
        link for link in made if "event=" in link
    } == {f"https://scan.example/?event={event.code}"}
    assert not [link for link in made if "localhost" in link] and len(pypdfium2.PdfDocument(text)) > 3


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_every_link_is_one_form_of_one_page(language):
    sites, scan = Sites("https://here.example", "https://home.example"), a_saved_scan()
    asked = "" if language == "nl" else f"?lang={language}"
    assert token_link(sites, TOKEN, language) == f"https://here.example/verder{asked}#t={TOKEN}"
    assert carried_link(sites, scan, language) == f"https://home.example/verder{asked}#a={pack(scan)}"
    assert start_link(sites, language) == f"https://home.example/{asked}"


def test_an_event_is_joined_where_it_is_held(cookie):
    event, sites = an_event(), Sites("http://10.42.0.1:8501", "https://home.example")
    assert join_link(sites, event) == f"http://10.42.0.1:8501/?event={event.code}"
    assert join_link(sites, event, kiosk="1") == f"http://10.42.0.1:8501/?event={event.code}&kiosk=1"


def test_qr_codes_are_made_in_one_place():
    makers = [
        path.relative_to(ROOT).as_posix()
        for room in ("screens", "web", "pdf", "data")
        for path in (ROOT / room).rglob("*.py")
        if "segno" in path.read_text("utf-8")
    ]
    assert makers == ["pdf/qr.py"]


def test_the_settings_for_addresses_are_read_in_one_place():
    readers = [
        path.relative_to(ROOT).as_posix()
        for room in ("screens", "web", "pdf", "data")
        for path in (ROOT / room).rglob("*.py")
        if re.search(r"environ[^\n]*(PUBLIC_URL|CENTRE_URL)|_setting\(\"", path.read_text("utf-8"))
    ]
    assert readers == ["data/addresses.py"]


@pytest.mark.parametrize(
    "scan",
    [
        a_saved_scan(quick=True),
        a_saved_scan(),
        a_saved_scan(plan=tuple(sorted(load_content().measures)[:30])),
    ],
)
def test_a_code_on_a_screen_has_four_pixels_for_each_module(cookie, monkeypatch, scan):
    monkeypatch.setenv("PUBLIC_URL", "https://digitaleweerbaarheid.voorbeeldregio.nl")
    saved_scans.save(TOKEN, scan)
    drawn = re.findall(
        r'<img src="(data:image/svg\+xml[^"]*)"[^>]*style="width: max\(13rem, (\d+)px\)"',
        html(with_other_ways("de")),
    )
    sides = [int(re.search(r"viewBox=.0 0 (\d+) ", unescape(unquote(source)))[1]) for source, _ in drawn]
    assert (
        len(drawn) == 2
        and [int(width) for _, width in drawn] == [4 * side for side in sides]
        and sides[1] > sides[0]
    )


def test_every_code_has_the_quiet_zone_of_the_standard():
    text = "https://scan.example/verder#t=" + TOKEN
    modules = len(qr.matrix(text))
    assert f'viewBox="0 0 {modules + 8} {modules + 8}"' in qr.svg(
        text
    ) and f"0 0 {modules + 8} {modules + 8}" in unquote(qr.data_uri(text))
    assert qr.side(text) == modules + 8
