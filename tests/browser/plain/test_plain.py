"""Names that look like markup, read back from a real browser: every sign stands there as it was typed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data import clock
from data.aggregates.folding import this_site
from data.folders import Folders
from data.organisers.accounts import add_account, start_session
from data.organisers.events import add_event
from scoring.loading import load_content
from screens.session.cookies import organiser_cookie
from tests.browser.conftest import open_screen, settle
from tests.server import REPO, Server

NASTY = "*a* _b_ ~~c~~ :x: $d$ [e](http://f) <b> `g` #h"
NAMES = (
    NASTY,
    "# kop",
    "1. een",
    "- punt",
    "+ plus",
    "> citaat",
    "==",
    "a -- b -> c >= d",
    ":material/home: :streamlit: :red[x] :small[y]",
    "![p](q) &amp; &lt;",
    "www.voorbeeld.nl en https://voorbeeld.nl of a@voorbeeld.nl",
    "$1 en $2",
    "\\*a\\* \\",
    "a | b",
    "|a|b|",
    "**",
    "12) twaalf",
    ":smile:",
    "<script>alert(1)</script>",
)
SCRIPT = f"""
import sys
sys.path.insert(0, {str(REPO)!r})
import streamlit as st
from screens.markup import plain, plain_lines
from tests.browser.plain.test_plain import NAMES
kinds = {{
    "title": lambda n: st.title(plain(n), anchor=False), "subheader": lambda n: st.subheader(plain(n), anchor=False),
    "radio": lambda n: st.radio(plain("r" + n), [n], format_func=plain, label_visibility="collapsed"),
    "caption": lambda n: st.radio(plain("c" + n), ["x"], captions=[plain(n)], label_visibility="collapsed", format_func=lambda _: ""),
    "checkbox": lambda n: st.checkbox(plain(n), key="b" + n), "expander": lambda n: st.expander(plain(n)), "info": lambda n: st.info(plain(n)),
    "error": lambda n: st.error(plain_lines(n)), "progress": lambda n: st.progress(0.5, text=plain(n)), "button": lambda n: st.button(plain(n), key="d" + n),
    "label": lambda n: st.text_input(plain(n), key="t" + n), "select": lambda n: st.selectbox(plain("s" + n), [n], label_visibility="collapsed"),
    "link": lambda n: st.page_link("https://voorbeeld.nl", label=plain(n)), "toggle": lambda n: st.toggle(plain(n), key="g" + n),
}}
for number, name in enumerate(NAMES):
    for kind, draw in kinds.items():
        with st.container(key=f"{{kind}}-{{number}}"):
            draw(name)
"""
# What Markdown makes of a name, inside what Streamlit draws of it.
MARKED = ", ".join(
    f"[data-testid=stMarkdownContainer] {kind}"
    for kind in ("em", "strong", "del", "code", "a", "img", "ul", "ol", "blockquote", ".katex")
)
KINDS = (
    "title",
    "subheader",
    "radio",
    "caption",
    "checkbox",
    "expander",
    "info",
    "error",
    "progress",
    "button",
    "label",
    "select",
    "link",
    "toggle",
)


@pytest.fixture
def drawn(tmp_path: Path) -> Iterator[Server]:
    """Every kind of field that shows a name, with every name."""
    (tmp_path / "names.py").write_text(SCRIPT)

    class Names(Server):
        def command(self) -> list[str]:
            return [
                sys.executable,
                "-m",
                "streamlit",
                "run",
                str(tmp_path / "names.py"),
                "--server.port",
                str(self.port),
                "--server.headless",
                "true",
            ]

        @property
        def health(self) -> str:
            return f"{self.url}/_stcore/health"

    running = Names(tmp_path).start()
    yield running
    running.stop()


def test_every_name_is_shown_letter_by_letter_in_every_kind_of_field(page: Page, drawn: Server) -> None:
    page.goto(drawn.url)
    page.wait_for_selector(f".st-key-toggle-{len(NAMES) - 1} label")
    settle(page)
    wrong = []
    for number, name in enumerate(NAMES):
        for kind in KINDS:
            place = page.locator(f".st-key-{kind}-{number}")
            field = place.locator("input").first.input_value() if kind == "select" else ""
            read = (field or place.inner_text()).replace("\u2060", "").replace("\u00a0", " ")
            marked = place.locator(MARKED).evaluate_all("found => found.map(one => one.outerHTML)")
            if name not in read or marked:
                wrong.append((kind, name, read, marked))
    assert not wrong


def test_an_event_keeps_its_name_on_the_desk_the_wall_and_the_phone(page: Page, a_server: Server) -> None:
    where = Folders(a_server.folder / "data", a_server.folder / "keys").make()
    account = add_account("ik@voorbeeld.nl", NASTY, "organiser", "een lang wachtwoord", where)
    event = add_event(this_site(load_content(), where=where), account.id, NASTY, clock.today())
    page.context.add_cookies(
        [{"name": organiser_cookie.name, "value": start_session(account.id, where), "url": a_server.url}]
    )
    open_screen(page, f"{a_server.url}/organisator")
    expect(page.locator(".dw-signed-in")).to_contain_text(NASTY)
    expect(page.locator(f".st-key-card-event-{event.id} h2")).to_have_text(NASTY)
    open_screen(page, f"{a_server.url}/organisator?bijeenkomst={event.id}")
    assert page.locator("h1").inner_text().replace("\u2060", "") == NASTY
    page.goto(f"{a_server.url}/wand/{event.id}")
    expect(page.locator("#wand .wand-qr")).to_be_visible()
    expect(page.locator("#wand h1")).to_have_text(NASTY)
    open_screen(page, f"{a_server.url}/?event={event.code}")
    expect(page.locator(".dw-note").first).to_contain_text(NASTY)
