"""The forms that make an event, and change its name and days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import streamlit as st

from data import clock
from data.aggregates.folding import this_site
from data.content.promises import takes_minutes
from data.organisers.accounts import Account
from data.organisers.events import LONGEST_MESSAGE, LONGEST_NAME, Event, EventError, add_event, change_event
from data.region import load_region
from questionnaire.language.translation import LANGUAGE_NAMES, LANGUAGES
from questionnaire.models import NumberAsked
from questionnaire.number_input import NumberRefused, read_number
from screens.dashboard.areas import kinds_of
from screens.events.access import write_down
from screens.markup import paragraph, plain
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text

MOST_DAYS = 60  # after the event itself
_DAYS = {"de": "DD.MM.YYYY", "en": "DD/MM/YYYY"}  # as Streamlit's date field names them; else with hyphens


def day_format() -> str:
    """How a day is written in the language of the screen."""
    return _DAYS.get(chosen_language(), "DD-MM-YYYY")


def day_text(day: date) -> str:
    """A day as the date field shows it."""
    return day_format().replace("DD", f"{day:%d}").replace("MM", f"{day:%m}").replace("YYYY", f"{day:%Y}")


def new_event_form(account: Account, opened: Callable[[Event], None]) -> None:
    """Draws the form; a made event is opened at once. What was typed stays when something is wrong."""
    _ = text()
    region = load_region(language=chosen_language())
    places = {m.id: m.label for m in region.municipalities}
    sectors = {s.id: s.label for s in region.sectors}
    questions = this_scan.questionnaire()
    names = {"quick": _("Snelle scan, {minutes} minuten"), "full": _("Volledige scan, {minutes} minuten")}
    scans = {
        kind: name.format(minutes=takes_minutes(questions, kind == "quick")) for kind, name in names.items()
    }
    with st.expander(_("Nieuwe bijeenkomst"), icon=":material/add:"), st.form("new_event", border=False):
        name = st.text_input(_("Naam van de bijeenkomst"), max_chars=LONGEST_NAME)
        day = st.date_input(
            _("Dag"), value=clock.today() + timedelta(days=7), min_value=clock.today(), format=day_format()
        )
        more_days = st.text_input(
            _("Hoeveel dagen daarna blijft meedoen mogelijk?"), value="1", autocomplete="off"
        )
        municipality = st.selectbox(
            _("Gemeente"), ["", *places], format_func=lambda i: places.get(i, _("Geen of meerdere"))
        )
        expected: list[str] = []
        if "sector" in kinds_of(this_scan.content()):  # else there is nothing to set the room beside
            expected = st.multiselect(
                _("Branches die u verwacht"),
                list(sectors),
                format_func=sectors.__getitem__,
                placeholder=_("Kies een of meer branches"),
            )
        scan = st.radio(_("Welke scan?"), list(scans), format_func=scans.__getitem__)
        language = st.radio(_("Taal"), LANGUAGES, format_func=LANGUAGE_NAMES.__getitem__, horizontal=True)
        message = st.text_input(_("Boodschap op de wand (mag leeg blijven)"), max_chars=LONGEST_MESSAGE)
        sent = st.form_submit_button(_("Maak de bijeenkomst"), type="primary")
    if not sent:
        return
    try:
        made = add_event(
            this_site(this_scan.content()),
            account.id,
            name,
            day,
            day + timedelta(days=_days(more_days)),
            municipality=municipality,
            sectors=expected,
            scan="quick" if scan == "quick" else "full",
            language=language,
            message=message,
        )
    except (EventError, NumberRefused) as error:
        told = error.say(_) if isinstance(error, NumberRefused) else _(str(error))
        st.error(plain(told), icon=":material/error:")
        return
    write_down("event made", made.id)
    opened(made)
    st.rerun()


def _days(typed: str, most: int = MOST_DAYS) -> int:
    """The number of days that was typed. Raises NumberRefused."""
    return int(read_number(typed or "-", NumberAsked(unit="dagen", most=most), chosen_language()))


def change_form(event: Event) -> None:
    """Draws the form for another name or other days, for a slip or an evening that was moved."""
    _ = text()
    with st.expander(_("Naam of dagen veranderen")), st.form("change_event", border=False):
        name = st.text_input(_("Naam van de bijeenkomst"), value=event.name, max_chars=LONGEST_NAME)
        day = st.date_input(
            _("Dag"), value=event.day, min_value=min(event.day, clock.today()), format=day_format()
        )
        after = (
            event.until - event.day
        ).days  # the command line may have given it more days than the form does
        more_days = st.text_input(
            _("Hoeveel dagen daarna blijft meedoen mogelijk?"), value=str(after), autocomplete="off"
        )
        st.html(
            paragraph(_("De code en de link blijven dezelfde. Download de poster en de dia daarna opnieuw."))
        )
        sent = st.form_submit_button(_("Bewaar"))
    if not sent:
        return
    try:
        change_event(
            event, name=name, day=day, until=day + timedelta(days=_days(more_days, max(MOST_DAYS, after)))
        )
    except (EventError, NumberRefused) as error:
        told = error.say(_) if isinstance(error, NumberRefused) else _(str(error))
        st.error(plain(told), icon=":material/error:")
        return
    write_down("event changed", event.id)
    st.rerun()
