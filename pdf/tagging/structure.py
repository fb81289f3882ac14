"""The structure tree of a tagged PDF: what every piece of a page means, in reading order."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfmetrics  # noqa: F401  it registers the codec 'pdfdoc'

STRUCTURE_TYPES = frozenset(
    [
        "Document",
        "Part",
        "Sect",
        "Div",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "P",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "THead",
        "TBody",
        "TR",
        "TH",
        "TD",
        "Figure",
        "Formula",
        "Caption",
        "Link",
        "Span",
    ]
)
HEADINGS = {f"H{level}": level for level in range(1, 7)}
PARENTS_ALLOWED = {
    "LI": {"L"},
    "LBody": {"LI"},
    "Lbl": {"LI"},
    "TR": {"Table", "THead", "TBody"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TH": {"TR"},
    "TD": {"TR"},
}
CHILDREN_ALLOWED = {
    "L": {"LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "Caption"},
    "TR": {"TH", "TD"},
}


class TagError(Exception):
    """Something was drawn in a way that a reader with a screen reader would miss or misread."""


class Element:
    """One node of the structure tree.

    `kids` holds, in reading order, elements, (page, mcid) for marked content and (page, reference) for
    annotations. `attributes` is a ready PDF dictionary, as '<</O/Table/Scope/Column>>'. An element hangs
    itself below the open one when it is first drawn; drawn again (on the next page) it goes on.
    """

    __slots__ = ("actual_text", "alt", "attributes", "kids", "language", "number", "parent", "tag")

    def __init__(
        self,
        tag: str,
        *,
        parent: Element | None = None,
        alt: str = "",
        actual_text: str = "",
        language: str = "",
        attributes: str = "",
    ) -> None:
        if tag not in STRUCTURE_TYPES:
            raise TagError(f"'{tag}' is not a standard structure type")
        if tag in ("Figure", "Formula") and not alt:
            raise TagError(f"a {tag} needs an alternative text")
        self.tag, self.alt, self.actual_text, self.language = tag, alt, actual_text, language
        self.attributes, self.number = attributes, 0
        self.kids: list[Any] = []
        self.parent: Element | None = None
        if parent is not None:
            self.hang_below(parent)

    @property
    def hangs(self) -> bool:
        """True once the element has its place in the tree."""
        return self.parent is not None

    def hang_below(self, parent: Element) -> None:
        """Give the element its place, last below `parent`. Raises TagError where that pair means nothing."""
        allowed = PARENTS_ALLOWED.get(self.tag)
        if allowed and parent.tag not in allowed:
            raise TagError(f"{self.tag} cannot stand in {parent.tag}")
        allowed = CHILDREN_ALLOWED.get(parent.tag)
        if allowed and self.tag not in allowed:
            raise TagError(f"{parent.tag} cannot hold {self.tag}")
        self.parent = parent
        parent.kids.append(self)

    def walk(self) -> list[Element]:
        """The element and everything below it, in reading order."""
        found, todo = [], [self]
        while todo:
            element = todo.pop()
            found.append(element)
            todo += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]
        return found

    def to_pdf(self, parent_number: int, pages: list[str], namespace: str = "") -> bytes:
        """The element as a PDF dictionary; every element has its object number, `pages` are references and
        `namespace` is that of its type, where it has one.
        """
        if (
            len(self.kids) == 1
            and isinstance(self.kids[0], tuple)
            and not (self.alt or self.actual_text or self.language)
        ):
            page, mcid = self.kids[0]
            if isinstance(mcid, int):  # the usual leaf: one piece of text
                look = f"/A {self.attributes}" if self.attributes else ""
                space = f"/NS {namespace}" if namespace else ""
                said = f"<</S/{self.tag}/P {parent_number} 0 R{space}/Pg {pages[page]}/K {mcid}{look}>>"
                return said.encode("ascii")
        home = next((kid[0] for kid in self.kids if isinstance(kid, tuple)), None)
        kids = []
        for kid in self.kids:
            if isinstance(kid, Element):
                kids.append(f"{kid.number} 0 R")
            elif isinstance(kid[1], str):
                kids.append(f"<</Type/OBJR/Pg {pages[kid[0]]}/Obj {kid[1]}>>")
            elif kid[0] == home:
                kids.append(str(kid[1]))
            else:
                kids.append(f"<</Type/MCR/Pg {pages[kid[0]]}/MCID {kid[1]}>>")
        parts = [f"<</S/{self.tag}/P {parent_number} 0 R"]
        if namespace:
            parts.append(f"/NS {namespace}")
        if home is not None:
            parts.append(f"/Pg {pages[home]}")
        if kids:
            parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]")
        for key, value in (("Alt", self.alt), ("ActualText", self.actual_text), ("Lang", self.language)):
            if value:
                parts.append(f"/{key} {text_string(value)}")
        if self.attributes:
            parts.append(f"/A {self.attributes}")
        return "".join([*parts, ">>"]).encode("ascii")


class HeadingOrder:
    """Keeps headings in order: the first is H1 and none skips a level."""

    def __init__(self) -> None:
        self.level = 0

    def check(self, tag: str) -> None:
        """Raises TagError when a heading comes that skips a level."""
        level = HEADINGS.get(tag)
        if level is None:
            return
        if level > self.level + 1:
            raise TagError(
                f"{tag} follows H{self.level}: a level is skipped"
                if self.level
                else f"first heading is {tag}"
            )
        self.level = level


def text_string(text: str) -> str:
    """A PDF text string: in PDFDocEncoding where that has every character, else in UTF-16."""
    try:
        data = text.encode("pdfdoc")
    except UnicodeEncodeError:
        return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"
    return "(" + "".join(_LITERAL[byte] for byte in data) + ")"


_LITERAL = [chr(b) if 32 <= b < 127 and chr(b) not in "\\()" else f"\\{b:03o}" for b in range(256)]
