"""Tagged (PDF/UA-2) and archivable (PDF/A-4) PDFs with open-source reportlab. See README.md."""

from .canvas import TaggedCanvas
from .encoding import clean, legible, shows, spoken
from .flowables import Figure, Tagged, list_items
from .linebreak import Breaker
from .metadata import Standard
from .stack import Block, Stack
from .structure import Element, TagError
from .table import TableStyle, TaggedTable
from .text import Content, Run, Text, TextStyle, paint, part_of

__all__ = [
    "Block",
    "Breaker",
    "Content",
    "Element",
    "Figure",
    "Run",
    "Stack",
    "Standard",
    "TableStyle",
    "TagError",
    "Tagged",
    "TaggedCanvas",
    "TaggedTable",
    "Text",
    "TextStyle",
    "clean",
    "legible",
    "list_items",
    "paint",
    "part_of",
    "shows",
    "spoken",
]
