"""What goes over the line, without a browser: first bytes, headers, cookie, closed paths, both ways of
starting.
"""

from __future__ import annotations

import gzip
import http.client
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import psutil
import pytest

from data.drafts import save_draft
from data.first_help.playbooks import load_playbooks
from data.folders import Folders
from data.tokens import new_token
from scoring.loading import load_content
from screens.navigation import SCREENS
from tests.browser.conftest import shared_assets
from tests.patience import PATIENCE_SECONDS
from tests.screens.walked import a_saved_scan
from tests.server import Server

ADDRESSES = [screen.address for screen in SCREENS]


def ask(
    server: Server, path: str, method: str = "GET", body: str | None = None, **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    """The answer and its body, unpacked."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=PATIENCE_SECONDS)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    content = answer.read()
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress}.get(
        answer.headers.get("content-encoding", ""), bytes
    )
    return answer, unpack(content)


@pytest.mark.parametrize(
    ("query", "language"), [("", "nl"), ("?lang=en", "en"), ("?lang=de", "de"), ("?lang=xx", "nl")]
)
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_first_bytes_tell_language_and_title(
    server: Server, address: str, query: str, language: str
) -> None:
    answer, page = ask(server, f"/{address}{query}", accept_encoding="gzip")
    text = page.decode()
    assert answer.status == 200
    assert f'<html lang="{language}">' in text[:200]
    title = re.search(r"<title>(.+?)</title>", text)
    assert title and "Streamlit" not in title[1] and " – " in title[1]
    assert re.search(r'<meta name="description" content=".{20,}">', text)


def test_every_answer_carries_the_security_headers(server: Server) -> None:
    for path in (
        "/",
        "/hulp",
        "/healthz",
        "/verder",
        "/_stcore/health",
        "/bestaat-niet",
        "/static/js/nope.js",
    ):
        answer, _ = ask(server, path)
        policy = answer.headers["content-security-policy"]
        assert (
            "script-src 'self';" in policy
            and "default-src 'none'" in policy
            and "frame-ancestors 'none'" in policy
        ), path
        assert "unsafe-eval" not in policy, path
        assert answer.headers["x-content-type-options"] == "nosniff", path
        assert answer.headers["x-frame-options"] == "DENY", path
        assert answer.headers["referrer-policy"] == "same-origin", path
        assert "server" not in answer.headers, path


def test_the_cookie_is_a_token_of_192_bits_that_no_script_can_read(server: Server) -> None:
    answer, _ = ask(server, "/")
    cookie = answer.headers["set-cookie"]
    assert re.match(r"scan=[A-Za-z0-9_-]{32}; ", cookie)
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" not in cookie
    token = cookie.split(";")[0]
    again, _ = ask(server, "/", cookie=token)
    assert again.headers["set-cookie"].startswith(token)
    behind_https, _ = ask(server, "/", x_forwarded_proto="https")
    assert "Secure" in behind_https.headers["set-cookie"]
    assert "strict-transport-security" in behind_https.headers


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/script-health-check",
        "/component/x",
        "/app/static/x",
        "/.env",
        "/vragen/niets",
    ],
)
def test_what_nobody_needs_is_closed(server: Server, path: str) -> None:
    for method in ("GET", "POST"):
        answer, page = ask(server, path, method)
        assert answer.status == 404, method
        assert b"streamlit" not in page.lower()


def test_scripts_and_styles_are_small_and_stay_for_a_year(server: Server) -> None:
    _, page = ask(server, "/")
    files = re.findall(r'(?:src|href)="\.?(/[^"]+\.(?:js|css))"', page.decode())
    assert len(files) > 50
    for path in files:
        answer, _ = ask(server, path, accept_encoding="br, gzip")
        assert answer.headers["content-encoding"] == "br", path
        assert (
            "max-age=31536000" in answer.headers["cache-control"]
            and "immutable" in answer.headers["cache-control"]
        ), path
    plain, content = ask(server, files[0])
    assert plain.status == 200 and "content-encoding" not in plain.headers and content


def test_a_link_from_another_device_needs_our_own_form(server: Server) -> None:
    token = new_token()
    form = {"content_type": "application/x-www-form-urlencoded"}
    page, _ = ask(server, "/verder")
    assert page.status == 200
    strange, _ = ask(server, "/verder", "POST", f"token={token}", origin="https://elders.example", **form)
    assert strange.status == 403 and "set-cookie" not in strange.headers
    broken, _ = ask(server, "/verder", "POST", "token=abc", origin=server.url, **form)
    assert broken.status == 400 and "set-cookie" not in broken.headers
    gone, page = ask(server, "/verder", "POST", f"token={token}", origin=server.url, **form)
    assert gone.status == 404 and "set-cookie" not in gone.headers and "geen scan meer" in page.decode()
    save_draft(token, a_saved_scan().as_text(), Folders(server.folder / "data", server.folder / "keys"))
    good, _ = ask(server, "/verder?lang=de", "POST", f"token={token}", origin=server.url, **form)
    assert good.status == 303 and good.headers["location"] == "/?lang=de"
    assert good.headers["set-cookie"].startswith(f"scan={token}; ")


def test_deleting_takes_the_token_out_of_the_browser(server: Server) -> None:
    form = {"content_type": "application/x-www-form-urlencoded", "cookie": f"scan={'A' * 32}"}
    refused, _ = ask(server, "/wissen", "POST", "", **form)
    assert refused.status == 403
    done, page = ask(server, "/wissen", "POST", "", origin=server.url, **form)
    assert done.status == 200 and "Max-Age=0" in done.headers["set-cookie"]
    assert done.headers["clear-site-data"] == '"storage"' and "gewist" in page.decode()


def test_first_help_is_plain_html_with_every_list_in_it(server: Server) -> None:
    answer, page = ask(server, "/hulp")
    text = page.decode()
    assert answer.status == 200 and "set-cookie" not in answer.headers
    assert text.count('<section class="dw-playbook"') == 11 and "112" in text and "<script" not in text


def test_a_link_to_one_type_of_crime_opens_its_first_help(server: Server) -> None:
    threat = load_content().threats.threats[3].id
    answer, _ = ask(server, f"/hulp?lang=en&bij={threat}")
    assert answer.status == 303
    assert answer.headers["location"] == f"/hulp?lang=en#{load_playbooks().by_crime[threat].id}"
    unknown, page = ask(server, "/hulp?bij=%22%3E%3Cb")
    assert unknown.status == 200 and b"%3C" not in page and b'"><b' not in page


def test_a_download_without_saved_answers_says_what_to_do(server: Server) -> None:
    for cookie in ("", f"scan={'B' * 32}", "scan=../../etc"):
        answer, page = ask(server, "/advies.pdf", cookie=cookie)
        assert answer.status == 404 and "no-store" in answer.headers["cache-control"]
        assert "nog niets om te downloaden" in page.decode()


def test_the_log_tells_nobody_who_asked_for_what(server: Server) -> None:
    ask(server, "/hulp?geheim=1", cookie=f"scan={'C' * 32}")
    ask(server, "/vragen")
    said = server.log.replace(server.url, "")
    for word in ("geheim", "vragen", "CCCC", "GET ", "127.0.0.1"):
        assert word not in said


def test_only_named_sites_may_show_the_app_in_a_frame(tmp_path: Path) -> None:
    server = Server(
        tmp_path, FRAME_HOSTS="https://vereniging.example/ https://www.ander.example", **shared_assets()
    ).start()
    try:
        answer, _ = ask(server, "/")
        assert (
            "frame-ancestors 'self' https://vereniging.example https://www.ander.example"
            in answer.headers["content-security-policy"]
        )
        assert "x-frame-options" not in answer.headers
        inside, _ = ask(
            server, "/", x_forwarded_proto="https", sec_fetch_dest="iframe", sec_fetch_site="cross-site"
        )
        assert (
            "SameSite=None; Partitioned" in inside.headers["set-cookie"]
            and "Secure" in inside.headers["set-cookie"]
        )
    finally:
        server.stop()


@pytest.mark.parametrize(
    "wrong",
    ["vereniging.example", "https://vereniging.example/pagina", "*", "https://a.example; script-src *"],
)
def test_a_wrong_site_is_told_at_the_start_with_what_to_write(tmp_path: Path, wrong: str) -> None:
    server = Server(tmp_path, FRAME_HOSTS=wrong, **shared_assets())
    with pytest.raises(RuntimeError, match="did not start"):
        server.start()
    assert "Schrijf het met https:// ervoor" in server.log and "Traceback" not in server.log


def test_streamlit_run_serves_the_same(tmp_path: Path) -> None:
    class StreamlitRun(Server):
        def command(self) -> list[str]:
            return [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)]

    server = StreamlitRun(tmp_path, **shared_assets()).start()
    try:
        answer, page = ask(server, "/?lang=de")
        assert '<html lang="de">' in page.decode() and "content-security-policy" in answer.headers
        assert "GET" not in server.log
    finally:
        server.stop()


def test_a_cold_start_costs_less_than_five_seconds_to_the_first_page(tmp_path: Path) -> None:
    server = Server(tmp_path, ASSETS_DIR=str(tmp_path / "assets")).start()
    try:
        answer, _ = ask(server, "/")
        assert server.process
        spent = psutil.Process(server.process.pid).cpu_times()
        assert answer.status == 200
        # Processor time, so that other tests on the same cores do not count.
        assert spent.user + spent.system < 5
    finally:
        server.stop()


def test_demo_says_on_every_page_that_its_data_are_made_up(tmp_path: Path) -> None:
    server = Server(tmp_path, DEMO="1", **shared_assets()).start()
    try:
        assert "Voorbeeldgegevens" in ask(server, "/hulp")[1].decode()
    finally:
        server.stop()


def test_the_laptop_of_an_event_prints_its_address_and_a_qr_code() -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "web.event_laptop", "8599"], capture_output=True, text=True, check=True
    ).stdout
    assert re.search(r"http://\d+\.\d+\.\d+\.\d+:8599", printed) and "▄" in printed
