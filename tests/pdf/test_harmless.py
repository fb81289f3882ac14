"""Whatever is typed stays text: nothing is opened, fetched, followed or run, and a reader sees what was
typed.
"""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from pdf.report import render_report
from tests.pdf import businesses, gates, struct

pytestmark = pytest.mark.slow

WATCHED = """
import sys
from pdf.report import render_report
from tests.pdf import businesses

for language in ("nl", "de"):
    render_report(businesses.everything(), language)  # fonts, logo and texts are read now
reports = [businesses.shop(name=typed, event=typed) for typed in businesses.HOSTILE.values()]
watching, seen = True, []
sys.addaudithook(lambda event, args: watching and event.split(".")[0] in ("open", "os", "socket", "subprocess", "urllib") and seen.append(event))
for report in reports:
    for language in ("nl", "de"):
        render_report(report, language)
watching = False
assert reports and not seen, seen
"""
ROOT = Path(__file__).resolve().parents[2]


def test_no_file_is_opened_and_no_address_fetched_for_what_somebody_typed() -> None:
    done = subprocess.run([sys.executable, "-c", WATCHED], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.parametrize("kind", ["markup", "image", "script", "postscript", "entities", "placeholders"])
def test_markup_links_and_code_are_shown_as_they_were_typed(kind: str, tmp_path: Path) -> None:
    typed = businesses.HOSTILE[kind]
    path = gates.written(tmp_path, [("typed.pdf", render_report(businesses.shop(name=typed)))])[0]
    shown = " ".join(struct.visible_words(path)).replace("“", '"').replace("”", '"').replace("’", "'")
    assert " ".join(typed.split())[:100] in shown


@pytest.mark.parametrize("kind", businesses.HOSTILE)
def test_nothing_typed_becomes_a_link_an_action_or_a_file(kind: str) -> None:
    typed = businesses.HOSTILE[kind]
    ours = _followed(render_report(businesses.shop()))  # pages of our own steps and sources
    data = render_report(businesses.shop(name=typed, event=typed))
    assert ours and _followed(data) == ours
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/Names" not in pdf.Root or "/EmbeddedFiles" not in pdf.Root.Names
        assert "/AA" not in pdf.Root
        for page in pdf.pages:
            assert "/AA" not in page
            assert not [a for a in page.get("/Annots", []) if "/AA" in a]


def _followed(data: bytes) -> set[tuple[str, str]]:
    """What a click can do: the kind of action and the address; links inside the document have a goal only."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {
            (str(a.A.S), str(a.A.get("/URI", "")))
            for page in pdf.pages
            for a in page.get("/Annots", [])
            if "/A" in a and a.A.S != "/GoTo"
        }


def test_ten_thousand_characters_are_cut_off_visibly(tmp_path: Path) -> None:
    path = gates.written(tmp_path, [("long.pdf", render_report(businesses.shop(name="Bakkerij " * 1200)))])[0]
    assert "Bakkerij …" in " ".join(struct.visible_words(path))


@pytest.mark.parametrize("kind", ["arabic", "hebrew", "chinese", "emoji"])
def test_a_name_in_another_script_leaves_no_empty_box(kind: str, tmp_path: Path) -> None:
    report = businesses.shop(name=businesses.HOSTILE[kind])
    path = gates.written(tmp_path, [(f"{kind}.pdf", render_report(report))])[0]
    shown = " ".join(struct.visible_words(path))
    assert "□" not in shown
    assert ("naam in een ander schrift" in shown) is (kind != "emoji")
    with pikepdf.open(path) as pdf:
        said = [
            str(o.ActualText) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/ActualText" in o
        ]
    assert any(businesses.HOSTILE[kind].split()[0] in text for text in said)
