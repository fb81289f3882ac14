"""A file to download: from the own route when the browser keeps the cookie, from the session when it does
not.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from screens.downloads.documents import ADVICE_FILE, RENDERERS, DownloadOptions
from screens.markup import linked, plain
from screens.session import scan as this_scan
from screens.session.language import chosen_language
from screens.session.request_language import with_language


def download_button(name: str, label: str, primary: bool = False, place: str = "") -> None:
    """A button that downloads one of PAPERS; `place` tells two buttons for the same file apart."""
    if this_scan.is_safe():
        kind = "dw-button" if primary else "dw-button dw-quiet"
        address = with_language(f"/{name}", chosen_language())
        st.html(linked(label, address, kind, download=name), width="content")
        return
    scan, language = this_scan.current(), chosen_language()
    made = partial(_body, name, scan, language, st.context.url or "")
    st.download_button(
        plain(label),
        made,
        file_name=ADVICE_FILE if name == "advies.pdf" else name,
        key=f"offer_{name}{place}",
        type="primary" if primary else "secondary",
        on_click="ignore",
    )


def _body(name: str, scan, language: str, at: str) -> bytes:
    made = RENDERERS[name](scan, language, DownloadOptions(host=at))
    assert made is not None  # of a statement alone, which has a form and no button of this kind
    return made.body
