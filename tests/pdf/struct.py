"""What a screen reader gets from a PDF: the tree of tags with their texts, in reading order."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf

_NODE = re.compile(r"^( *)([A-Za-z0-9]+)(?: \((?:block|inline|grouping|unknown)\))?(?: \"(.*)\")?:?$")
_TEXT = re.compile(r'^ *"(.*)"$')
_NO_TAG = {"Object"}


@dataclass
class Node:
    """One tag. `own` are its own pieces of text; `text` is all of it, below included."""

    tag: str
    parts: list[str | Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        return joined("".join(part if isinstance(part, str) else part._words() for part in self.parts))

    def _words(self) -> str:
        return self.text if self.tag == "Link" else f" {self.text} "

    @property
    def kids(self) -> list[Node]:
        return [part for part in self.parts if isinstance(part, Node)]

    def walk(self) -> Iterator[Node]:
        """This node and everything below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def all(self, *tags: str) -> list[Node]:
        """All nodes with one of these tags, in reading order."""
        return [node for node in self.walk() if node.tag in tags]


def joined(text: str) -> str:
    """Text with divided words joined, and one space between words."""
    return " ".join(re.sub("\u00ad ?", "", text).replace("\u00a0", " ").split())


def read(path: Path) -> Node:
    """The structure tree of a PDF."""
    out = subprocess.run(
        ["pdfinfo", "-enc", "UTF-8", "-struct-text", str(path)], capture_output=True, check=True
    ).stdout.decode("utf-8", "replace")
    root = Node("root")
    branch: list[tuple[int, Node]] = [(-1, root)]
    for line in out.splitlines():
        text = _TEXT.match(line)
        depth = len(line) - len(line.lstrip())
        while branch[-1][0] >= depth:
            branch.pop()
        if text:
            branch[-1][1].parts.append(text[1])
            continue
        node = _NODE.match(line)
        if node and node[2] not in _NO_TAG:
            made = Node(node[2])
            branch[-1][1].parts.append(made)
            branch.append((depth, made))
    return root.kids[0]


def visible_words(path: Path) -> list[str]:
    """The words that stand on the pages, footers included."""
    out = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-raw", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    return joined(out.replace("\u00ad\n", "\u00ad").replace("\n", " ")).split()


def alternative_texts(path: Path) -> list[str]:
    """The alternative texts of all figures, in reading order."""
    with pikepdf.open(path) as pdf:
        return list(_alts(pdf.Root.StructTreeRoot.K))


def _alts(element: pikepdf.Object) -> Iterator[str]:
    if isinstance(element, pikepdf.Array):
        for kid in element:
            yield from _alts(kid)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        if "/Alt" in element:
            yield str(element.Alt)
        yield from _alts(element.get("/K", pikepdf.Array()))


def footer_text(path: Path) -> str:
    """The words of the footers: the only words that are not tagged; they stand in the lowest strip of each
    page.
    """
    command = ["pdftotext", "-enc", "UTF-8", "-x", "0", "-y", "795", "-W", "600", "-H", "47", str(path), "-"]
    return joined(
        subprocess.run(command, capture_output=True, text=True, check=True).stdout.replace("\n", " ")
    )
