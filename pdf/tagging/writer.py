"""Writing the file: small objects and the structure tree in compressed object streams, one cross-reference
stream.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

from reportlab.pdfbase.pdfdoc import OutlineEntryObject, PDFDictionary, PDFName, PDFObject, PDFString
from reportlab.pdfbase.pdfdoc import format as to_pdf

from .metadata import Standard
from .structure import Element

OBJECTS_PER_STREAM = 1000  # a reader unpacks a whole stream to see one object; far fewer would compress worse
COMPRESSION = 6  # zlib level: 9 takes a third longer and saves under 1 %
NAMESPACE = "http://iso.org/pdf2/ssn"  # of the structure types of PDF 2.0
_STREAM_END = b"endstream\n"


class GoTo(PDFObject):
    """An action that leads to a place in this document, as PDF 2.0 has it: `D` is a height on a page, and `SD`
    the element there, which a screen reader goes on reading from. `elements` has every place by its name.
    """

    def __init__(self, destination: Any, elements: Mapping[str, Element]) -> None:
        self.destination, self.elements = destination, elements

    def format(self, document: Any) -> bytes:
        """Called by reportlab, when the elements have their numbers."""
        place = to_pdf(self.destination, document)
        element = self.elements[self.destination.name]
        return b"<</S/GoTo/D %s/SD[%d 0 R/Fit]>>" % (place, element.number)


class StructureRoot(PDFObject):
    """The entry of the catalogue that leads to the structure tree; its parts get their numbers when the file
    is written. `places` holds the elements that outline and links lead to.
    """

    __RefOnly__ = 1

    def __init__(
        self, root: Element, parents: list[Any], standard: Standard, places: Mapping[str, Element]
    ) -> None:
        self.root, self.parents, self.standard, self.places, self.number = root, parents, standard, places, 0
        self.namespace = ""

    def number_elements(self, document: Any) -> None:
        """Give every element its number in the file, so that references to it can be written."""
        self.elements = self.root.walk()
        for element in self.elements:
            document.objectcounter += 1
            element.number = document.objectcounter
        if self.standard is Standard.UA2_A4:
            told = PDFDictionary({"Type": PDFName("Namespace"), "NS": PDFString(NAMESPACE)})
            self.namespace = document.Reference(told).format(document).decode("ascii")

    def format(self, document: Any) -> bytes:
        """Called by reportlab."""
        self.number = int(document.Reference(self).format(document).split()[0])
        nums = []
        for index, owner in enumerate(self.parents):
            if isinstance(owner, Element):
                nums.append(f"{index} {owner.number} 0 R")
            else:
                nums.append(f"{index}[{' '.join(f'{element.number} 0 R' for element in owner)}]")
        tree = f"<</Nums[{' '.join(nums)}]>>"
        spaces = f"/Namespaces[{self.namespace}]" if self.namespace else ""
        return (
            f"<</Type/StructTreeRoot/K {self.root.number} 0 R/ParentTree {tree}"
            f"/ParentTreeNextKey {len(self.parents)}{spaces}>>"
        ).encode("ascii")

    def outline_entry(self, entry: OutlineEntryObject, document: Any) -> bytes:
        """An entry of the outline that leads to an element, where the standard asks for that."""
        if self.standard is Standard.UA1_A2A:
            return bytes(to_pdf(entry, document))
        told: dict[str, Any] = {
            "Title": PDFString(entry.Title),
            "Parent": entry.Parent,
            "A": GoTo(entry.Dest, self.places),
        }
        for name in ("Prev", "Next", "First", "Last", "Count"):
            if (value := getattr(entry, name)) is not None:
                told[name] = value
        return bytes(to_pdf(PDFDictionary(told), document))

    def objects(self, pages: list[str]) -> list[tuple[int, bytes]]:
        """Number and content of every element; to be called after `format`."""
        return [
            (
                element.number,
                element.to_pdf(
                    element.parent.number if element.parent else self.number, pages, self.namespace
                ),
            )
            for element in self.elements
        ]


class _File:
    """The bytes so far, and where each object went."""

    def __init__(self, version: tuple[int, int]) -> None:
        self.parts = [b"%%PDF-%d.%d\n%%\xe2\xe3\xcf\xd3\n" % version]
        self.size = len(self.parts[0])
        self.places: dict[int, tuple[int, int, int]] = {}

    def add(self, number: int, data: bytes) -> None:
        block = b"%d 0 obj\n%s\nendobj\n" % (number, data)
        self.places[number] = (1, self.size, 0)
        self.parts.append(block)
        self.size += len(block)

    def add_stream(self, number: int, entries: bytes, content: bytes) -> None:
        packed = zlib.compress(content, COMPRESSION)
        head = b"<<%s/Filter/FlateDecode/Length %d>>" % (entries, len(packed))
        self.add(number, head + b"\nstream\n" + packed + b"\nendstream")

    def add_packed(self, number: int, objects: list[tuple[int, bytes]]) -> None:
        """Several small objects as one object stream."""
        heads, position = [], 0
        for index, (member, data) in enumerate(objects):
            heads.append(b"%d %d" % (member, position))
            position += len(data) + 1
            self.places[member] = (2, number, index)
        head = b" ".join(heads) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head))
        self.add_stream(number, entries, head + b"\n".join(data for _, data in objects))

    def finish(self, number: int, root: bytes, info: bytes, ident: bytes) -> bytes:
        """The whole file, closed by its cross-reference stream; `info` is empty where the standard has none."""
        start = self.size
        self.places[number] = (1, start, 0)
        wide = (start.bit_length() + 7) // 8
        columns = wide + 3
        rows = [bytes(wide + 1) + b"\xff\xff"]
        for member in range(1, number + 1):
            kind, place, index = self.places[member]
            rows.append(kind.to_bytes(1, "big") + place.to_bytes(wide, "big") + index.to_bytes(2, "big"))
        known = b"/Info " + info if info else b""
        entries = b"/Type/XRef/W[1 %d 2]/Size %d/Root %s%s/ID%s" % (wide, number + 1, root, known, ident)
        entries += b"/DecodeParms<</Predictor 12/Columns %d>>" % columns
        self.add_stream(number, entries, _predicted(rows))
        return b"".join([*self.parts, b"startxref\n%d\n%%%%EOF\n" % start])


def _predicted(rows: list[bytes]) -> bytes:
    """Each row as its difference with the row above (PNG predictor 'up'): what counts up then compresses to
    next to nothing.
    """
    above = bytes(len(rows[0]))
    found = []
    for row in rows:
        found.append(b"\x02" + bytes((byte - over) & 0xFF for byte, over in zip(row, above, strict=True)))
        above = row
    return b"".join(found)


def write_document(document: Any, structure: StructureRoot, pages: list[Any]) -> bytes:
    """The bytes of a finished reportlab document; takes the place of `PDFDocument.format`.

    Streams go into the file one by one, everything else into object streams, which halves a tagged file.
    """
    root = document.Reference(document.Catalog)
    info = document.Reference(document.info) if structure.standard is Standard.UA1_A2A else None
    structure.number_elements(document)
    file = _File(document._pdfVersion)
    small: list[tuple[int, bytes]] = []
    number = 0
    while number < document.objectcounter:  # formatting an object may register new ones
        number += 1
        name = document.numberToId.get(number)
        if name is None:  # an element of the structure tree
            continue
        found = document.idToObject[name]
        if isinstance(found, OutlineEntryObject):
            data = structure.outline_entry(found, document)
        else:
            data = to_pdf(found, document, toplevel=1)
        if data.endswith(_STREAM_END):  # PDF/A wants a line end before 'endstream'; reportlab writes none
            file.add(number, data[: -len(_STREAM_END)] + b"\nendstream")
        else:
            small.append((number, data))
    small += structure.objects([document.Reference(page).format(document).decode("ascii") for page in pages])
    for start in range(0, len(small), OBJECTS_PER_STREAM):
        number += 1
        file.add_packed(number, small[start : start + OBJECTS_PER_STREAM])
    ident = document.ID().split(b"%")[0].strip()
    return file.finish(number + 1, root.format(document), info.format(document) if info else b"", ident)
