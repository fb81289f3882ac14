"""A reportlab canvas that tags while it draws and writes PDF/UA-2 and PDF/A-4 in one file, or the older pair."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfbase.pdfmetrics import standardFonts
from reportlab.pdfgen.canvas import Canvas

from .encoding import Encoder
from .metadata import Standard, describe, tidy
from .structure import Element, HeadingOrder, TagError
from .writer import GoTo, StructureRoot, write_document

_STATE_ONLY = frozenset(
    ["q", "Q", "cm", "rg", "RG", "g", "G", "k", "K", "w", "J", "j", "M", "d", "gs", "n", "ET"]
)  # a line that ends so paints nothing
_SAVING = Lock()  # reportlab reads a font file through one shared position


class TaggedCanvas(Canvas):
    """Canvas that refuses what a screen reader would miss.

    Text and images outside `content(...)` and `artifact(...)` raise TagError; lines and shapes there become
    artifacts. The file is written once, by `save` or `getpdfdata`; there is no second pass over it.
    """

    def __init__(
        self, *args: Any, lang: str = "nl", standard: Standard = Standard.UA2_A4, **options: Any
    ) -> None:
        options.setdefault("pdfVersion", standard.version)
        options.setdefault("pageCompression", 1)
        self._inside: str = ""  # what is open on this page: "", "content" or "artifact"
        self._sealed = 0  # code before this line is tagged or an artifact
        self._marked: list[Element] = []  # the elements of this page by mcid
        super().__init__(*args, lang=lang, **options)
        self.encoders: dict[str, Encoder] = {}
        self.structure = Element("Document")
        self._branch = [self.structure]
        self._parents: list[Any] = []  # parent tree: a list per page, an element per annotation
        self._pages: list[Any] = []
        self._bookmarks = 0
        self._places: dict[str, Element] = {}  # what outline and links lead to
        self.standard = standard
        self._headings = HeadingOrder()
        describe(self._doc, lang, standard)

    # -- tagging
    # -----------------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """True while content or an artifact is open."""
        return bool(self._inside)

    def _place(self, element: Element) -> Element:
        """The element, hung below the open one when it has no place yet."""
        if not element.hangs and element is not self.structure:
            self._headings.check(element.tag)
            element.hang_below(self._branch[-1])
        return element

    @contextmanager
    def group(self, element: Element) -> Iterator[Element]:
        """A branch of the tree: elements drawn inside hang below `element`, which holds no content itself."""
        self._branch.append(self._place(element))
        try:
            yield element
        finally:
            self._branch.pop()

    def open_content(self, element: Element) -> None:
        """Start content of `element`; everything until `close_content` belongs to it."""
        if self._inside:
            raise TagError(f"{element.tag} opened inside {self._inside}")
        self._seal()
        self._place(element)
        element.kids.append((len(self._pages), len(self._marked)))
        self._code.append(f"/{element.tag} <</MCID {len(self._marked)}>> BDC")
        self._marked.append(element)
        self._inside = "content"

    def close_content(self) -> None:
        """End what `open_content` or `open_artifact` began."""
        self._code.append("EMC")
        self._inside, self._sealed = "", len(self._code)

    @contextmanager
    def content(self, element: Element) -> Iterator[Element]:
        """Everything drawn inside is content of `element`. Inside other content it melts into that."""
        if self._inside:
            yield element
            return
        self.open_content(element)
        try:
            yield element
        finally:
            self.close_content()

    @contextmanager
    def artifact(self, kind: str = "") -> Iterator[None]:
        """Everything drawn inside is decoration; `kind` is Header, Footer or nothing. Inside content it is
        part of that.
        """
        if self._inside:
            yield
            return
        self._seal()
        self._code.append(f"/Artifact <</Type/Pagination/Subtype/{kind}>> BDC" if kind else "/Artifact BMC")
        self._inside = "artifact"
        try:
            yield
        finally:
            self.close_content()

    def _seal(self) -> None:
        """Mark what was painted since the last tag as an artifact; operators that only set state stay
        outside.
        """
        code, first, last = self._code, self._sealed, len(self._code)
        while first < last and not _paints(code[first]):
            first += 1
        while last > first and not _paints(code[last - 1]):
            last -= 1
        if first < last:
            code.insert(last, "EMC")
            code.insert(first, "/Artifact BMC")
        self._sealed = len(code)

    # -- what may not be drawn without a tag
    # -------------------------------------------------------------------

    def _require_tag(self, what: str) -> None:
        if not self._inside:
            raise TagError(f"{what} outside a tag on page {self._pageNumber}")

    def drawText(self, aTextObject: Any) -> None:
        self._require_tag("text")
        super().drawText(aTextObject)

    def drawImage(self, *args: Any, **options: Any) -> Any:
        self._require_tag("image")
        return super().drawImage(*args, **options)

    def drawInlineImage(self, *args: Any, **options: Any) -> Any:
        self._require_tag("image")
        return super().drawInlineImage(*args, **options)

    def linkURL(self, *args: Any, **options: Any) -> None:
        raise TagError("use link(), which ties the link to its text")

    linkRect = linkAbsolute = linkURL

    # -- text and links
    # ----------------------------------------------------------------------------------------

    def encoder(self, font: str) -> Encoder:
        """The codes of one font in this document."""
        found = self.encoders.get(font)
        if found is None:
            found = self.encoders[font] = Encoder(font, self._doc)
        return found

    def link(self, element: Element, url: str, text: str, box: tuple[float, float, float, float]) -> None:
        """Make `box` (left, bottom, right, top; relative) a link to `url` or '#anchor', part of the Link
        `element`.

        Only http, https, mailto and tel lead out of the document: another scheme raises ValueError.
        """
        if url.startswith("#"):
            place = self._bookmarkReference(url[1:])
            goal = {"A": GoTo(place, self._places)} if self.standard is Standard.UA2_A4 else {"Dest": place}
        elif url.split(":", 1)[0].lower() in ("http", "https", "mailto", "tel"):
            goal = {"A": PDFDictionary({"S": PDFName("URI"), "URI": PDFString(url)})}
        else:
            raise ValueError(f"not a safe link: {url!r}")
        left, bottom = self.absolutePosition(*box[:2])
        right, top = self.absolutePosition(*box[2:])
        annotation = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Link"),
                "Rect": PDFArray([round(edge, 2) for edge in (left, bottom, right, top)]),
                "Border": PDFArray([0, 0, 0]),
                "F": 4,  # print
                "Contents": PDFString(text if text == url or url.startswith("#") else f"{text} ({url})"),
                "StructParent": len(self._parents),
                **goal,
            }
        )
        self._addAnnotation(annotation)
        self._parents.append(element)
        reference = self._annotationrefs[-1].format(self._doc).decode("ascii")
        element.kids.append((len(self._pages), reference))

    def place(self, name: str, element: Element, top: float) -> None:
        """Make `element`, at height `top` (relative) of this page, the goal of links to '#name'."""
        self._places[name] = element
        self.bookmarkHorizontal(name, 0, top)

    def bookmark(self, title: str, level: int, top: float, element: Element) -> None:
        """An entry in the reader's outline that leads to `element`, at height `top` (relative) of this page;
        level 0 is highest.
        """
        self._bookmarks += 1
        key = f"bookmark{self._bookmarks}"
        self.place(key, element, top)
        self.addOutlineEntry(title, key, level, closed=level > 0)

    # -- pages and file
    # ----------------------------------------------------------------------------------------

    def showPage(self) -> None:
        if self._inside:
            raise TagError(f"page {self._pageNumber} ends inside {self._inside}")
        self._seal()
        number = len(self._parents)
        self._parents.append(self._marked)
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = number, PDFName("S")
        self._pages.append(page)
        self._marked, self._sealed = [], 0

    def _finish(self) -> None:
        if self._code:
            self.showPage()
        for font in self._doc.fontMapping:
            if font in standardFonts:
                raise TagError(
                    f"font {font} cannot be embedded: register a TrueType font and pass it as initialFontName too"
                )
        tidy(self._doc.info)
        root = StructureRoot(self.structure, self._parents, self.standard, self._places)
        self._doc.Catalog.StructTreeRoot = root
        self._doc.format = lambda: write_document(self._doc, root, self._pages)

    def save(self) -> None:
        self._finish()
        with _SAVING:
            super().save()

    def getpdfdata(self) -> bytes:
        self._finish()
        with _SAVING:
            return bytes(super().getpdfdata())


def _paints(line: str) -> bool:
    words = line.rsplit(None, 1)
    return bool(words) and (words[-1] not in _STATE_ONLY or " Do" in line)
