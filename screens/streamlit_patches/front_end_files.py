"""What we take from the files of Streamlit's front end: its first page, what that loads, and its icons.

Only the page itself, with its head and the place where the app is drawn, is needed; the rest are pieces
(`pieces.py`). `tests/screens/streamlit_patches/test_internals.py` tries it against the installed version, and
fails when a piece moved.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import streamlit

from screens.streamlit_patches.icon_font import icons_in
from screens.streamlit_patches.pieces import StreamlitChanged, is_used

STATIC = Path(streamlit.__file__).with_name("static")

# What the start screen and the first question draw with: fetched along with the first page, instead of one by
# one.
FIRST_ELEMENTS = ("Html", "PageLink", "ButtonGroup", "Button", "Radio")
# What later questions and the result need: fetched when the browser has nothing else to do.
LATER_ELEMENTS = ("Checkbox", "NumberInput", "TextInput", "LinkButton")
# Paths of Streamlit that a browser needs. Everything else that Streamlit would answer stays closed:
# /_stcore/metrics, /_stcore/agent, the script health check, custom components of the first kind.
OPEN_PATHS = (
    "/static/",
    "/media/",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/stream",
    "/_stcore/upload_file/",
    "/_stcore/bidi-components/",
    "/auth/",
    "/oauth2callback",
)


def first_page_template() -> str:
    """The first page with `{lang}`, `{head}` and `{body}` to fill in: ours, or Streamlit's own when a piece
    moved.
    """
    return index_html() if is_used("first_page") else plain_index_html()


def plain_index_html() -> str:
    """Streamlit's first page as it is, with `{head}` at the end of its head and `{body}` where the app will
    be drawn.

    Its own title, icon and inline scripts, which our security headers stop, are taken out where they are
    found. Raises OSError when there is none, StreamlitChanged when it has no such places.
    """
    html = _escaped()
    for place in ("</head>", '<div id="root">', "</body>"):
        if html.count(place) != 1:
            raise StreamlitChanged(f"{place} in index.html")
    html = re.sub(
        r'<title>.*?</title>|<link rel="shortcut icon"[^>]*>|<script>.*?</script>', "", html, flags=re.S
    )
    return html.replace("</head>", "{head}</head>").replace('<div id="root">', '<div id="root">{body}')


def look_for_first_page() -> None:
    """Raises StreamlitChanged when our own first page cannot be made."""
    index_html()


def _escaped() -> str:
    return (
        re.sub(r"<!--.*?-->", "", (STATIC / "index.html").read_text("utf-8"), flags=re.S)
        .replace("{", "{{")
        .replace("}", "}}")
    )


def index_html() -> str:
    """Streamlit's first page without its comments, inline script, English words, own font and pointer to its
    agent API.

    Holds `{lang}`, `{head}` and `{body}` to fill in. Raises StreamlitChanged when a piece is not where it
    was.
    """
    html = _escaped()
    for pattern, replacement in (
        (r'<html lang="en">', '<html lang="{lang}">'),
        (r'<link rel="shortcut icon"[^>]*>', ""),
        (r'<link\s+rel="preload"[^>]*as="font"[^>]*>', ""),
        (r"<title>Streamlit</title>", "{head}"),
        (r"<script>[^<]*prerenderReady[^<]*</script>", ""),
        (r"<noscript>.*?</noscript>", ""),
        (r'<div id="root"></div>', '<div id="root">{body}</div>'),
    ):
        html, count = re.subn(pattern, lambda _: replacement, html, flags=re.S)  # noqa: B023
        if count != 1:
            raise StreamlitChanged(f"index.html holds {pattern} {count} times instead of once")
    html = re.sub(r'<link rel="service-desc"[^>]*>', "", html)  # since 1.67
    return re.sub(r"\n\s*", "\n", html).strip()


def index_files() -> list[str]:
    """Paths (as in the address, without the first slash) that Streamlit's first page names, and all that they
    import.
    """
    named = re.findall(
        r'(?:src|href)="\./(static/[^"]+\.(?:js|css))"', (STATIC / "index.html").read_text("utf-8")
    )
    return list(dict.fromkeys(path for start in named for path in _imports(start)))


def look_for_elements() -> None:
    """Raises StreamlitChanged when an element that we draw with has no script of its own."""
    if missing := [
        name for name in FIRST_ELEMENTS + LATER_ELEMENTS if not list(STATIC.glob(f"static/js/{name}.*.js"))
    ]:
        raise StreamlitChanged(f"no script for {', '.join(missing)}")


def element_files(names: tuple[str, ...]) -> list[str]:
    """Paths of the scripts that draw these elements, and of all that they import; what the first page names
    is left out.
    """
    found = [f"static/js/{file.name}" for name in names for file in STATIC.glob(f"static/js/{name}.*.js")]
    known = set(index_files())
    return [
        path
        for path in dict.fromkeys(path for start in found for path in _imports(start))
        if path not in known
    ]


def _imports(path: str, known: dict[str, None] | None = None) -> list[str]:
    """The file and all that it imports at once, itself first."""
    known = {} if known is None else known
    if path not in known:
        known[path] = None
        for other in _imported_by(path) if path.endswith(".js") else ():
            _imports(other, known)
    return list(known)


@cache
def _imported_by(path: str) -> list[str]:
    script = (STATIC / path).read_text("utf-8", errors="replace")
    return [f"static/js/{name}" for name in re.findall(r'(?:from|import)\s*["`]\./([\w.-]+\.js)["`]', script)]


def look_for_icons() -> None:
    """Raises StreamlitChanged, or what Python says, when the font or the names of its icons are not where
    they were.
    """
    icon_font()
    own_icons()


def icon_font() -> Path:
    """The file of the icon font, 375 kB with all of its icons."""
    fonts = list(STATIC.glob("static/media/MaterialSymbols-Rounded.*.woff2"))
    if len(fonts) != 1:
        raise StreamlitChanged("no single MaterialSymbols-Rounded font")
    return fonts[0]


def own_icons() -> set[str]:
    """Names of the icons that Streamlit's own front end shows."""
    from streamlit.material_icon_names import ALL_MATERIAL_ICONS

    return icons_in(STATIC.glob("static/js/*.js")) & set(ALL_MATERIAL_ICONS)
