"""Which screens there are, at which address, and how to go from one to another."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import NoReturn

import streamlit as st

from data.region import load_region
from questionnaire.language.translation import N_
from scoring.editions.current import live_content
from screens.markup import plain
from screens.session.language import chosen_language, language_without_address, text
from screens.streamlit_patches.internals import of_this_run
from screens.streamlit_patches.run_limit import run_limit


def scan_name(language: str) -> str:
    """What the scan is called, above every screen and in the browser's tab."""
    return live_content(language).questionnaire.said("name")


@dataclass(frozen=True)
class Screen:
    """A screen: `screens/<module>.py`, with a function `show()` that draws it; the module is the name when it
    is not given.
    """

    name: str
    address: str  # the part of the URL after the host; "" for the start screen
    title: str  # in the browser's tab, before the name of the product
    module: str = ""


SCREENS = (
    Screen("start", "", N_("Start")),
    Screen("questions", "vragen", N_("Vragen")),
    Screen("again", "opnieuw", N_("Wat is er veranderd?")),
    Screen("review", "controle", N_("Controleer uw antwoorden")),
    Screen("result", "resultaat", N_("Uw week"), "result.week"),
    Screen("resilience", "weerbaarheid", N_("Uw weerbaarheid"), "result.resilience"),
    Screen("plan", "plan", N_("Uw plan"), "result.plan"),
    Screen("take_along", "meenemen", N_("Meenemen"), "result.take_along"),
    Screen("supplier", "leverancier", N_("Uw vragenlijsten")),
    Screen("save", "bewaren", N_("Bewaar en ga later verder")),
    Screen("figures", "cijfers", N_("Cijfers uit de regio")),
    Screen("organiser", "organisator", N_("Voor organisatoren")),
    Screen("paper_entry", "invoeren", N_("Papier invoeren")),
    Screen("privacy", "privacy", N_("Privacy")),
    Screen("accessibility", "toegankelijkheid", N_("Toegankelijkheid")),
)
OF_EVENTS = ("organiser", "paper_entry")  # screens for who runs an event
_LEAVE_FOR = "leave_for"
BY_NAME = {screen.name: screen for screen in SCREENS}


def offered() -> tuple[Screen, ...]:
    """The screens that this scan has: those for events only where there are events."""
    events = load_region().events
    return tuple(screen for screen in SCREENS if events or screen.name not in OF_EVENTS)


def page(name: str) -> st.Page:
    """The screen as Streamlit knows it."""
    known = of_this_run()
    if (key := f"page {name}") not in known:  # a review links to one screen forty times
        _ = text()
        screen = BY_NAME[name]
        known[key] = st.Page(
            import_module(f"screens.{screen.module or name}").show,
            title=f"{_(screen.title)} – {scan_name(chosen_language())}",
            url_path=screen.address,
            default=screen.address == "",
        )
    return known[key]


def address_parts() -> dict[str, str]:
    """What the address carries from screen to screen: the language when it is not this browser's own, the event, and the
    kiosk.
    """
    # One by one: another run of this tab may take a part away between looking which there are and reading them.
    read = {key: st.query_params.get(key) for key in ("event", "embed", "kiosk")}
    parts: dict[str, str] = {key: value for key, value in read.items() if value is not None}
    if chosen_language() != language_without_address():
        parts["lang"] = chosen_language()
    return parts


def go_to(name: str, **more: str) -> NoReturn:
    """Leaves this screen for another at once, `more` put in its address. Inside a callback: `leave_for`."""
    with (
        run_limit.released()
    ):  # Streamlit sleeps here for 10 ms, for messages that reach the browser in order anyway
        st.switch_page(page(name), query_params=address_parts() | more)


def leave_for(name: str) -> None:
    """For callbacks, which cannot leave: the run that follows does, before it draws anything of the screen
    that was left.
    """
    st.session_state[_LEAVE_FOR] = name


def leave_if_asked() -> None:
    """Leaves for the screen that a callback asked for, if one did."""
    if name := st.session_state.pop(_LEAVE_FOR, None):
        go_to(name)


def link_to(name: str, label: str, icon: str | None = None, **more: str) -> None:
    """A link to another screen, in the place where it is called, `more` put in its address."""
    st.page_link(page(name), label=plain(label), icon=icon, query_params=address_parts() | more)
