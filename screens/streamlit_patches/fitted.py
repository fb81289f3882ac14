"""Lays all pieces over the Streamlit that is installed, and looks whether the app can start on it at all."""

from __future__ import annotations

import streamlit as st

from screens.streamlit_patches import (
    front_end_files,
    front_end_words,
    internals,
    messages,
    widget_values,
)
from screens.streamlit_patches.pieces import StreamlitChanged, lay

NEEDED = (
    "App",
    "navigation",
    "Page",
    "switch_page",
    "page_link",
    "fragment",
    "html",
    "segmented_control",
    "context",
    "query_params",
)


def look_for_what_is_needed() -> None:
    """Raises StreamlitChanged, in words for who runs the server, when the app cannot do without something
    that is not there.
    """
    missing = [f"st.{name}" for name in NEEDED if not hasattr(st, name)]
    try:
        front_end_files.plain_index_html()
    except (OSError, StreamlitChanged) as error:
        missing.append(str(error))
    if missing:
        raise StreamlitChanged(
            f"De scan kan niet draaien op Streamlit {st.__version__}: {', '.join(missing)} ontbreekt. "
            "Installeer de versie die in requirements.txt staat: pip install -r requirements.txt"
        )


def fit() -> None:
    """Lays each piece that is wanted and that fits. `pieces.states` tells afterwards which did."""
    lay("sleeping_sessions", internals.make_room_for_sleeping_sessions)
    lay("module_scan", internals.skip_module_scan)
    lay("every_click", internals.hear_every_click)
    lay("beginning", messages.remember_beginning)
    lay("gathered_events", messages.batch_events)
    lay("cursors", internals.copy_cursors_quickly)
    lay("turns", internals.limit_runs)
    lay("lookups", internals.look_up_once)
    lay("widget_values", widget_values.look_at_values)
    lay("error_words", front_end_words.say_errors_in_words)
    lay("first_page", front_end_files.look_for_first_page)
    lay("preloads", front_end_files.look_for_elements)
    lay("small_icons", front_end_files.look_for_icons)
    for name in ("door", "printing_room", "collections"):
        lay(name)
