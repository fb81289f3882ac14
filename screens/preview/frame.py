"""What stands around every sheet of the preview: the tabs, what is wrong now, and the look at the disk every
second.
"""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from questionnaire.language.translation import LANGUAGES, N_, translator
from screens.preview.live import Folder, Live
from screens.preview.macros import macro
from screens.session.language import chosen_language, text
from screens.stylesheets import STYLES

ASSETS = Path(__file__).resolve().parents[1] / "assets"
SHEETS = (
    ("flow", "", N_("Stroom")),
    ("items", "vraag", N_("Vraag")),
    ("measures", "maatregel", N_("Maatregel")),
    ("businesses", "bedrijven", N_("Voorbeeldbedrijven")),
    ("mistakes", "fouten", N_("Fouten")),
)


@st.cache_resource
def folder() -> Folder:
    """The folder that is watched, one for all sessions."""
    return Folder()


def show() -> None:
    """Draws the sheet that belongs to the address, around content that is read anew after every save."""
    _ = text()
    pages = {
        name: st.Page(
            import_module(f"screens.preview.{name}").show,
            title=_(title),
            url_path=address,
            default=not address,
        )
        for name, address, title in SHEETS
    }
    current = st.navigation(list(pages.values()), position="hidden")
    st.html(macro("styles", chosen_language(), STYLES))
    st.html(Path(__file__).with_name("preview.css"))
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        st.html(macro("brand", chosen_language()))
        st.segmented_control(
            _("Taal"),
            LANGUAGES,
            default=chosen_language(),
            required=True,
            format_func=str.upper,
            key="language",
            label_visibility="collapsed",
        )
    with st.container(key="tabs", horizontal=True):
        for page in pages.values():
            st.page_link(page, query_params=_kept())
    with st.container(key="screen"):
        _watch()
        if folder().live().content is None:
            st.write(_("Er is nog geen versie zonder fouten. Kijk bij Fouten wat er mist."))
        if folder().live().content is not None or current.url_path == "fouten":
            current.run()


def live() -> Live:
    """The content as it now is on disk."""
    return folder().live()


def localised():
    """The content in the language that was chosen. Only for sheets: the frame makes sure that there is some."""
    content = live().content
    assert content is not None
    return content.localised(chosen_language())


def address_of(sheet: str, wanted: str) -> str:
    """Link to one item or measure on its sheet, in the same language."""
    address = next(address for name, address, _title in SHEETS if name == sheet)
    language = "" if chosen_language() == "nl" else f"&lang={chosen_language()}"
    return f"/{address}?id={wanted}{language}"


def _kept() -> dict[str, str]:
    return {} if chosen_language() == "nl" else {"lang": chosen_language()}


@st.fragment(run_every=timedelta(seconds=1))
def _watch() -> None:
    """Starts a new run as soon as a file was saved, and tells how the content is."""
    stamp = folder().stamp()
    if st.session_state.setdefault("stamp", stamp) != stamp:
        st.session_state["stamp"] = stamp
        st.rerun()
    st.html(status_html(live()))


def status_html(found: Live) -> Markup:
    """One line: when the content was read, and whether it could go live as it is."""
    words = translator(chosen_language())
    _ = words.gettext
    version = found.content.questionnaire.version if found.content else "–"
    warnings = len(found.mistakes) - found.errors
    values = {
        "version": version,
        "time": f"{found.read_at:%H:%M:%S}",
        "errors": found.errors,
        "warnings": warnings,
    }
    if not found.errors and not warnings:
        css, told = (
            "",
            _("Versie {version}, gelezen om {time}: geen fouten. Sla een bestand op en u ziet het hier."),
        )
    elif not found.errors:
        css = "pv-warned"
        told = words.ngettext(
            "Versie {version}, gelezen om {time}: geen fouten, {warnings} waarschuwing.",
            "Versie {version}, gelezen om {time}: geen fouten, {warnings} waarschuwingen.",
            warnings,
        )
    elif found.built:
        css = "pv-wrong"
        told = words.ngettext(
            "Versie {version}, gelezen om {time}: {errors} fout. Zo gaat dit nog niet naar de ondernemers.",
            "Versie {version}, gelezen om {time}: {errors} fouten. Zo gaat dit nog niet naar de ondernemers.",
            found.errors,
        )
    else:
        css = "pv-wrong"
        told = words.ngettext(
            "Gelezen om {time}: {errors} fout. U ziet nog de laatste versie die wel te lezen was.",
            "Gelezen om {time}: {errors} fouten. U ziet nog de laatste versie die wel te lezen was.",
            found.errors,
        )
    first = min(found.mistakes, key=lambda mistake: mistake.severity != "error", default=None)
    language = chosen_language()
    return macro("status", language, css, told.format(**values), first.say(language) if first else "")
