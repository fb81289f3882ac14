"""What a respondent can download, made on the spot from the saved answers that belong to the cookie.

Each entry of DOWNLOADS gets a Visit and returns a Download, or None when there is nothing saved to make it
from. The functions run in the download worker (web/download_worker.py), outside any Streamlit session.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from data.region import load_region
from pdf.paper import render_paper
from scoring.editions.current import live_content, on_edition, while_live
from screens.downloads.documents import RENDERERS, Download, DownloadOptions
from screens.downloads.text_result import text_result_html
from screens.session import saved_scans


@dataclass(frozen=True)
class DownloadRequest:
    """Who asks for a download: the token is the key to the answers, `query` holds the fields of the address
    or form.
    """

    token: str
    language: str
    query: Mapping[str, str]
    host: str = ""


def _make(name: str, request: DownloadRequest) -> Download | None:
    scan = saved_scans.load(request.token)
    if scan is None or not scan.answers:
        return None
    with on_edition(scan.edition or None):  # the paper says what the screens say
        return RENDERERS[name](scan, request.language, DownloadOptions.of(request.query, request.host))


DOWNLOADS: dict[str, Callable[[DownloadRequest], Download | None]] = {
    name: partial(_make, name) for name in RENDERERS
}


def empty_paper(language: str) -> bytes:
    """The quick scan on paper, as PDF; made once per language, and anew when the content is."""
    return while_live(("empty paper", language), lambda: _empty_paper(language))


def _empty_paper(language: str) -> bytes:
    return render_paper(live_content(language), load_region(language=language), quick=True)


def text_result_for(token: str, language: str) -> Markup | None:
    """The result as text-only HTML; None when there is no finished scan under this token."""
    scan = saved_scans.load(token)
    if scan is None or not scan.finished:
        return None
    with on_edition(scan.edition or None):
        return text_result_html(scan, language)
