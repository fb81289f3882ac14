"""The tagging package by itself: strict, in order, and usable in any reportlab project."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from pdf import tagging
from pdf.styles import BOLD, FONTS, REGULAR, register_fonts
from pdf.tagging import (
    Element,
    Figure,
    Run,
    TagError,
    Tagged,
    TaggedCanvas,
    TaggedTable,
    Text,
    TextStyle,
    list_items,
    spoken,
)
from tests.pdf import gates, struct

pytestmark = pytest.mark.slow

register_fonts()
STYLE = TextStyle(REGULAR, 11, 15, bold=BOLD, indent=0)
ITEM = TextStyle(REGULAR, 11, 15, bold=BOLD, indent=16)


def drawn(draw: Callable[[TaggedCanvas], Any]) -> bytes:
    """A file of one page."""
    file = io.BytesIO()
    canvas = TaggedCanvas(file, initialFontName=REGULAR)
    for name in ("Title", "Author", "Subject"):
        getattr(canvas, f"set{name}")("Proef")
    draw(canvas)
    canvas.save()
    return file.getvalue()


def placed(flowable: Any, width: float = 400) -> Callable[[TaggedCanvas], None]:
    """Draws a flowable at the top of the page."""

    def draw(canvas: TaggedCanvas) -> None:
        height = flowable.wrap(width, 700)[1]
        flowable.drawOn(canvas, 80, 780 - height)

    return draw


def tree(data: bytes, tmp_path: Path) -> struct.Node:
    return struct.read(gates.written(tmp_path, [("tree.pdf", data)])[0])


def test_text_outside_a_tag_is_an_error() -> None:
    with pytest.raises(TagError, match="text outside a tag on page 1"):
        drawn(lambda canvas: canvas.drawString(100, 100, "los"))


def test_an_image_outside_a_tag_is_an_error() -> None:
    with pytest.raises(TagError, match="image outside a tag"):
        drawn(lambda canvas: canvas.drawImage("nergens.png", 0, 0))


def test_a_link_without_its_text_is_an_error() -> None:
    with pytest.raises(TagError, match="use link"):
        drawn(lambda canvas: canvas.linkURL("https://example.org", (0, 0, 10, 10)))


def test_a_figure_without_alternative_text_is_an_error() -> None:
    with pytest.raises(TagError, match="alternative text"):
        Figure(10, 10, "", lambda canvas: None)


def test_a_heading_that_skips_a_level_is_an_error() -> None:
    with pytest.raises(TagError, match="H3 follows H1"):
        drawn(lambda canvas: [placed(Text("kop", STYLE, tag))(canvas) for tag in ("H1", "H3")])


def test_a_tag_that_means_nothing_there_is_an_error() -> None:
    with pytest.raises(TagError, match="TD cannot stand in Document"):
        drawn(placed(Text("los", STYLE, "TD")))
    with pytest.raises(TagError, match="not a standard structure type"):
        Element("Kop")


def test_a_page_cannot_end_inside_a_tag() -> None:
    def draw(canvas: TaggedCanvas) -> None:
        canvas.open_content(Element("P"))
        canvas.showPage()

    with pytest.raises(TagError, match="ends inside content"):
        drawn(draw)


def test_lines_and_shapes_outside_a_tag_become_artifacts() -> None:
    data = drawn(lambda canvas: (canvas.rect(10, 10, 50, 50), placed(Text("tekst", STYLE))(canvas)))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        code = pdf.pages[0].Contents.read_bytes()
    assert (
        code.index(b"/Artifact BMC")
        < code.index(b"re S")
        < code.index(b"EMC")
        < code.index(b"/P <</MCID 0>> BDC")
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        " https://example.org",
        "//example.org",
    ],
)
def test_a_link_leads_only_where_it_is_safe(url: str) -> None:
    with pytest.raises(ValueError, match="not a safe link"):
        drawn(placed(Text([Run("klik", link=url)], STYLE)))


def test_a_link_is_part_of_its_paragraph_and_says_where_it_leads(tmp_path: Path) -> None:
    data = drawn(
        placed(Text(["Kijk op ", Run("de website", link="https://example.org/a"), " voor meer."], STYLE))
    )
    paragraph = tree(data, tmp_path).all("P")[0]
    assert paragraph.text == "Kijk op de website voor meer."
    assert [link.text for link in paragraph.all("Link")] == ["de website"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (annotation,) = pdf.pages[0].Annots
        assert str(annotation.A.URI) == "https://example.org/a"
        assert str(annotation.Contents) == "de website (https://example.org/a)"


def test_a_text_over_two_pages_is_read_as_one(tmp_path: Path) -> None:
    text = Text("woord " * 400, STYLE)
    first, rest = text.split(300, 150)

    def draw(canvas: TaggedCanvas) -> None:
        first.drawOn(canvas, 80, 500)
        canvas.showPage()
        rest.drawOn(canvas, 80, 50)

    root = tree(drawn(draw), tmp_path)
    assert len(root.all("P")) == 1
    assert root.text == " ".join(["woord"] * 400)


def test_neither_part_of_a_split_text_is_a_single_line() -> None:
    text = Text("woord " * 60, STYLE)
    text.wrap(200)
    count = len(text.lines)
    for lines in range(count + 1):
        parts = text.split(200, lines * STYLE.leading)
        assert all(len(part.lines) >= 2 for part in parts)
    assert text.split(200, STYLE.leading * 1.5) == []


def test_the_head_of_a_table_is_repeated_and_read_once(tmp_path: Path) -> None:
    rows = [[Text("Naam", STYLE), Text("Getal", STYLE)]] + [
        [Text(f"rij {n}", STYLE), Text(str(n), STYLE)] for n in range(20)
    ]
    table = TaggedTable(rows, [200, 100], summary="Proef")
    first, rest = table.split(300, 200)

    def draw(canvas: TaggedCanvas) -> None:
        first.drawOn(canvas, 80, 500)
        canvas.showPage()
        rest.drawOn(canvas, 80, 300)

    data = drawn(draw)
    root = tree(data, tmp_path)
    assert [node.text for node in root.all("TH")] == ["Naam", "Getal", *(f"rij {n}" for n in range(20))]
    assert len(root.all("Table")) == 1
    assert struct.visible_words(tmp_path / "tree.pdf").count("Naam") == 2


def test_a_list_goes_on_over_two_pages(tmp_path: Path) -> None:
    items = list_items(["een", "twee", "drie"], ITEM, numbered=True)

    def draw(canvas: TaggedCanvas) -> None:
        for item in items[:2]:
            placed(item)(canvas)
        canvas.showPage()
        placed(items[2])(canvas)

    root = tree(drawn(draw), tmp_path)
    assert len(root.all("L")) == 1
    assert [(item.all("Lbl")[0].text, item.all("LBody")[0].text) for item in root.all("LI")] == [
        ("1.", "een"),
        ("2.", "twee"),
        ("3.", "drie"),
    ]


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("Bakker 🎂 שלום", "Bakker …"),
        ("Café 👨‍👩‍👧 & Zn", "Café & Zn"),
        ("株式会社", "…"),
        ("مخبز السنبلة Almelo", "… … Almelo"),
    ],
)
def test_what_the_font_cannot_show_leaves_no_square_to_see_and_is_itself_to_hear(
    typed: str, seen: str, tmp_path: Path
) -> None:
    data = drawn(placed(Text(typed, STYLE)))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        said = [
            str(o.ActualText) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/ActualText" in o
        ]
    assert said == [spoken(typed)]
    assert " ".join(Text(typed, STYLE).plain.split()) == seen


def test_more_than_256_different_characters_in_one_font(tmp_path: Path) -> None:
    glyphs = [
        code
        for code in range(0xC0, 0x530)
        if chr(code).isalpha() and Text(chr(code), STYLE).plain == chr(code)
    ]
    text = "".join(map(chr, glyphs))
    assert len(glyphs) > 400
    path = gates.written(tmp_path, [("many.pdf", drawn(placed(Text(text, STYLE))))])[0]
    assert "".join(struct.visible_words(path)).replace(" ", "") == text
    assert gates.complaints([path], tmp_path) == []


@pytest.mark.parametrize(
    "typed",
    ["a\x00b\x0bc", "\ud83d half", "\ufdd0\ufffe\uffff weg", "<b>&amp;</b> ]]> ?>", "\u202eom", "regel\neen"],
)
def test_what_the_file_says_about_itself_is_sound_whatever_was_typed(typed: str, tmp_path: Path) -> None:
    def draw(canvas: TaggedCanvas) -> None:
        canvas.setSubject(typed)
        canvas.setKeywords([typed, "woord"])
        canvas.setTitle(f"Titel {typed}")
        placed(Text("tekst", STYLE))(canvas)

    path = gates.written(tmp_path, [("said.pdf", drawn(draw))])[0]
    assert gates.complaints([path], tmp_path) == []


def test_a_font_that_would_not_be_embedded_is_an_error() -> None:
    canvas = TaggedCanvas(io.BytesIO())
    placed(Text("tekst", STYLE))(canvas)
    with pytest.raises(TagError, match="font Helvetica cannot be embedded"):
        canvas.save()


def test_numbers_of_your_own_make_a_numbered_list_and_no_labels_a_list_without(tmp_path: Path) -> None:
    def kind(labels: list[str]) -> str:
        data = drawn(
            lambda canvas: [placed(item)(canvas) for item in list_items(["een", "twee"], ITEM, labels=labels)]
        )
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return next(
                str(o.A.ListNumbering)
                for o in pdf.objects
                if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/L"
            )

    assert kind(["4.", "5."]) == "/Decimal"
    assert kind(["", ""]) == "/None"


def test_the_example_of_the_readme_runs_on_a_copy_of_the_folder(tmp_path: Path) -> None:
    package = Path(tagging.__file__).parent
    shutil.copytree(package, tmp_path / "tagging", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(FONTS / "SourceSans3-Regular.ttf", tmp_path / "MyFont-Regular.ttf")
    example = re.search(r"```python\n(.*?)```", (package / "README.md").read_text("utf-8"), re.DOTALL)
    assert example
    (tmp_path / "example.py").write_text(f"import sys\nsys.path.insert(0, '.')\n{example[1]}", "utf-8")
    subprocess.run([sys.executable, "-I", "example.py"], cwd=tmp_path, check=True)
    assert gates.complaints([tmp_path / "report.pdf"], tmp_path) == []


def test_equal_content_gives_equal_bytes_when_asked() -> None:
    def once() -> bytes:
        file = io.BytesIO()
        canvas = TaggedCanvas(file, invariant=1, initialFontName=REGULAR)
        canvas.setTitle("Proef")
        placed(Text("tekst", STYLE))(canvas)
        canvas.save()
        return file.getvalue()

    assert once() == once()


def test_another_reportlab_project_can_use_it_with_platypus(tmp_path: Path) -> None:
    plain = ParagraphStyle("plain", fontName=REGULAR, fontSize=11, leading=15)
    story: list[Any] = [Text("Een ander verslag", STYLE, "H1", bookmark=0)]
    story += [Tagged(Paragraph(f"Alinea {n} van <i>reportlab</i> zelf. " * 8, plain)) for n in range(12)]
    story += list_items(["een", "twee"], ITEM)
    story += [
        TaggedTable(
            [[Text("Naam", STYLE), Text("Getal", STYLE)]]
            + [[Text("rij", STYLE), Text(str(n), STYLE)] for n in range(60)],
            [200, 100],
        )
    ]
    story += [Figure(100, 40, "Een vierkant", lambda canvas: canvas.rect(2, 2, 96, 36))]
    path = tmp_path / "other.pdf"
    document = SimpleDocTemplate(
        str(path), title="Ander", author="Iemand", subject="Proef", lang="nl", initialFontName=REGULAR
    )
    document.build(story, canvasmaker=TaggedCanvas)
    assert gates.complaints([path], tmp_path) == []
    root = struct.read(path)
    assert len(root.all("Table")) == 1
    assert len(root.all("TR")) == 61
