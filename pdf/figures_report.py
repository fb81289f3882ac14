"""A report of released figures on paper: a sentence and a table per figure, bars where there is a percentage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from data.region import Region
from pdf.charts import bar
from pdf.kit import Kit, kit_for
from pdf.layout import About, flow_even, write
from pdf.parts import Columns, Space
from pdf.styles import Page
from pdf.tagging import TaggedTable
from scoring.content import Content

BARS, OTHER = (
    (116.0, 98.0),
    48.0,
)  # widths in points; a table of many columns has shorter bars, the first column takes the rest
KEPT_WHOLE, KEPT = 8, 4  # rows: a table as short as this stands on one page


@dataclass(frozen=True)
class FigureSection:
    """One figure: what one sees in a sentence, headings by key, and rows. `pct` in a row draws a bar; None is
    told as empty.
    """

    title: str
    sentence: str
    columns: Mapping[str, str]
    rows: Sequence[Mapping[str, Any]]


def render_figures_report(
    content: Content,
    region: Region,
    title: str,
    lead: str,
    sections: Sequence[FigureSection],
    notes: Sequence[str],
    day: date,
) -> bytes:
    """The report as tagged PDF, A4, in the language of the content."""
    kit = kit_for(content, region)
    blocks: list[Flowable] = [
        kit.title(title),
        kit.text(f"{region.programme.name} · {kit.day(day)}", kit.styles.small),
        Space(6),
        kit.text(lead, kit.styles.lead),
    ]
    waiting = [section for section in sections[1:] if not _tells(section)]
    for section in sections:
        if section not in waiting:
            blocks += _section(kit, section)
    if waiting:
        blocks.append(kit.h2(kit._("Wat er nog niet te zeggen is")))
        above = kit.styles.like(kit.styles.body, keep_with_next=True)
        for sentence in dict.fromkeys(section.sentence for section in waiting):
            blocks.append(kit.text(sentence, above))
            blocks += kit.bullets([w.title for w in waiting if w.sentence == sentence])
            blocks.append(Space(6))
    blocks += [kit.h2(kit._("Hoe deze cijfers zijn gemaakt")), *kit.bullets(list(notes))]
    about = About(title=title, author=region.programme.name, subject=lead)
    return write(flow_even(blocks, Page()), kit, about)


def _tells(section: FigureSection) -> bool:
    """Whether its table says more than the sentence above it: dashes and zeros do not."""
    keys = [key for key in section.columns if key not in ("label", "why")]
    return any(row.get(key) for row in section.rows for key in keys)


def _section(kit: Kit, section: FigureSection) -> list[Flowable]:
    heading = kit.h2(section.title)
    if not _tells(section):
        return [heading, kit.text(section.sentence)]
    blocks = [
        heading,
        kit.text(section.sentence, kit.styles.like(kit.styles.body, keep_with_next=True)),
        _table(kit, section),
    ]
    return blocks if len(section.rows) > KEPT_WHOLE else [Columns([blocks], before=heading.style.before)]


def _table(kit: Kit, section: FigureSection) -> Flowable:
    styles = kit.styles
    keys = [key for key in section.columns if key not in ("label", "why")]
    with_bar = "pct" in keys
    others = ([BARS[len(keys) > 3]] if with_bar else []) + [OTHER] * len(keys)
    right = styles.like(styles.column_head, align="right")
    # A heading breaks between words, never inside one.
    for place, key in enumerate(keys, len(others) - len(keys)):
        longest = max(stringWidth(word, right.font, right.size) for word in section.columns[key].split())
        others[place] = max(others[place], longest + 2 * styles.table.pad_x + 1)
    widths = [Page().room[0] - sum(others), *others]
    head: list[Flowable | None] = [kit.text(section.columns["label"], styles.column_head)]
    head += [kit.text(kit._("Balk van 0 tot 100"), styles.column_head)] if with_bar else []
    rows: list[list[Flowable | None]] = [head + [kit.text(section.columns[key], right) for key in keys]]
    for row in section.rows:
        cells: list[Flowable | None] = [kit.text(str(row["label"]), styles.cell_bold)]
        if with_bar:
            cells.append(
                bar(kit, row["pct"], None, row.get("region"))
                if row.get("pct") is not None
                else kit.text(str(row.get("why") or "–"), styles.small)
            )
        rows.append(cells + [kit.text(_cell(kit, key, row.get(key)), styles.number) for key in keys])
    return TaggedTable(
        rows,
        tuple(widths),
        row_heads=True,
        summary=section.title,
        style=replace(styles.table, middle=True, pad_y=2.0, kept=KEPT),
    )


def _cell(kit: Kit, key: str, value: Any) -> str:
    if value is None:
        return "–"
    return kit.figure(value, 1 if key == "worth" else 0) if isinstance(value, int | float) else str(value)
