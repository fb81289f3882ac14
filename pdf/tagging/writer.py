"""Writing the file: small objects and the structure tree in compressed object streams, one cross-reference
stream.
"""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject
from reportlab.pdfbase.pdfdoc import format as to_pdf

from .structure import Element

OBJECTS_PER_STREAM = 1000  # a reader unpacks a whole stream to see one object; far fewer would compress worse
COMPRESSION = 6  # zlib level: 9 takes a third longer and saves under 1 %
_STREAM_END = b"endstream\n"


class StructureRoot(PDFObject):
    """The entry of the catalogue that leads to the structure tree; its parts get their numbers when the file
    is written.
    """

    __RefOnly__ = 1

    def __init__(self, root: Element, parents: list[Any]) -> None:
        self.root, self.parents, self.number = root, parents, 0

    def format(self, document: Any) -> bytes:
        """Called by reportlab. Numbers the elements first, so that every reference to them can be written."""
        self.elements = self.root.walk()
        for element in self.elements:
            document.objectcounter += 1
            element.number = document.objectcounter
        self.number = int(document.Reference(self).format(document).split()[0])
        nums = []
        for index, owner in enumerate(self.parents):
            if isinstance(owner, Element):
                nums.append(f"{index} {owner.number} 0 R")
            else:
                nums.append(f"{index}[{' '.join(f'{element.number} 0 R' for element in owner)}]")
        tree = f"<</Nums[{' '.join(nums)}]>>"
        return (
            f"<</Type/StructTreeRoot/K {self.root.number} 0 R/ParentTree {tree}/ParentTreeNextKey {len(self.parents)}>>"
        ).encode("ascii")

    def objects(self, pages: list[str]) -> list[tuple[int, bytes]]:
        """Number and content of every element; to be called after `format`."""
        return [
            (element.number, element.to_pdf(element.parent.number if element.parent else self.number, pages))
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
        """The whole file, closed by its cross-reference stream."""
        start = self.size
        self.places[number] = (1, start, 0)
        wide = (start.bit_length() + 7) // 8
        columns = wide + 3
        rows = [bytes(wide + 1) + b"\xff\xff"]
        for member in range(1, number + 1):
            kind, place, index = self.places[member]
            rows.append(kind.to_bytes(1, "big") + place.to_bytes(wide, "big") + index.to_bytes(2, "big"))
        entries = b"/Type/XRef/W[1 %d 2]/Size %d/Root %s/Info %s/ID%s" % (wide, number + 1, root, info, ident)
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
    root, info = document.Reference(document.Catalog), document.Reference(document.info)
    file = _File(document._pdfVersion)
    small: list[tuple[int, bytes]] = []
    number = 0
    while number < document.objectcounter:  # formatting an object may register new ones
        number += 1
        name = document.numberToId.get(number)
        if name is None:  # an element of the structure tree
            continue
        data = to_pdf(document.idToObject[name], document, toplevel=1)
        if data.endswith(_STREAM_END):  # PDF/A wants a line end before 'endstream'; reportlab writes none
            file.add(number, data[: -len(_STREAM_END)] + b"\nendstream")
        else:
            small.append((number, data))
    small += structure.objects([document.Reference(page).format(document).decode("ascii") for page in pages])
    for start in range(0, len(small), OBJECTS_PER_STREAM):
        number += 1
        file.add_packed(number, small[start : start + OBJECTS_PER_STREAM])
    ident = document.ID().split(b"%")[0].strip()
    return file.finish(number + 1, root.format(document), info.format(document), ident)
