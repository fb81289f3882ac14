"""Where the business stands: a bar per theme, and what stands already."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from pdf.charts import bar, draw_others_mark, draw_then_mark, tick
from pdf.kit import Kit
from pdf.parts import Columns, Decoration
from pdf.report_input import ReportInput
from pdf.tagging import Block, Run, TaggedTable, Text
from pdf.theme_marks import MARKS, draw_mark
from scoring.advising.in_words import no_figure
from scoring.advising.outcome import only_shared, score_between
from scoring.results import ThemeScore

MARK_SIZE, MARK_ROOM = 13.0, 19.0  # points, of the mark of a theme and with the gap behind it


def themes(kit: Kit, report: ReportInput) -> list[Flowable]:
    """Bars per theme, with then and comparable businesses where those are known."""
    _ = kit._
    blocks: list[Flowable] = [kit.h2(_("Hoe weerbaar u bent"), "themes")]
    blocks.append(_table(kit, report))
    note = only_shared(report.compared, kit.language) if report.compared else ""
    return [*blocks, *_legend(kit, report), *([kit.text(note, kit.styles.small)] if note else [])]


def _table(kit: Kit, report: ReportInput) -> TaggedTable:
    _ = kit._
    styles = kit.styles
    head_style = styles.like(styles.column_head, align="right")
    found = report.compared
    then = {t.id: found.theme_before(t.id) for t in report.score.themes} if found else {}
    others = report.benchmark.themes if report.benchmark else {}
    columns: list[Flowable] = [
        kit.text(words, styles.column_head) for words in (_("Thema"), _("Score van 0 tot 100"))
    ]
    widths = [182.0, 0.0]
    for known, words, wide in (
        (report.compared, _("Vorige scan"), 62.0),
        (report.benchmark, _("Bedrijven zoals u"), 92.0),
    ):
        if known:
            columns.append(kit.text(words, head_style))
            widths.append(wide)
    widths[1] = 481.9 - sum(widths)
    rows: list[list[Flowable | None]] = [list(columns)]
    for theme in report.score.themes:
        rows.append(_row(kit, report, theme, then, others))
    if report.score.score_pct is not None:
        between = score_between(report.score)
        figures = "–".join(between) if between else kit.score(report.score.score_pct)
        total: list[Flowable | None] = [
            kit.text(_("Totaal"), styles.cell_bold),
            kit.text([Run(figures, bold=True)], styles.number),
        ]
        if report.compared:
            total.append(_figure(kit, report.compared.total_before, bold=True))
        if report.benchmark:
            total.append(kit.text("–", styles.number))
        rows.append(total)
    look = styles.table.__class__(**{**styles.table.__dict__, "middle": True, "pad_y": 1.5})
    return TaggedTable(rows, widths, summary=_("Score per thema"), style=look, after=6)


def _row(
    kit: Kit, report: ReportInput, theme: ThemeScore, then: dict[str, Any], others: object
) -> list[Flowable | None]:
    _ = kit._
    name = marked(kit, theme.id, theme.title)
    before, like_you = then.get(theme.id), others.get(theme.id)  # type: ignore[attr-defined]
    row: list[Flowable | None] = [name]
    if theme.score_pct is None:
        row.append(kit.text(no_figure(theme, report.score, kit.language), kit.styles.small))
    else:
        picture = bar(kit, theme.score_pct, before, like_you, 16)
        row.append(Columns([[picture], [_figure(kit, theme.score_pct, bold=True)]], [None, 30], middle=True))
    if report.compared:
        row.append(_figure(kit, before))
    if report.benchmark:
        margin = report.benchmark.margins.get(theme.id)
        text = "–" if like_you is None else kit.figure(like_you)
        row.append(kit.text(text if margin is None else f"{text} ± {kit.figure(margin)}", kit.styles.number))
    return row


def marked(kit: Kit, theme_id: str, title: str) -> Flowable:
    """The title of a theme for a table, behind its mark where it has one."""
    text = kit.text(title, kit.styles.cell_bold)
    return Marked(text, theme_id, kit) if theme_id in MARKS else text


class Marked(Block):
    """The title of a theme behind its mark."""

    def __init__(self, text: Text, theme_id: str, kit: Kit) -> None:
        super().__init__()
        self.text, self.theme_id, self.kit = text, theme_id, kit

    def measure(self, width: float) -> float:
        return self.text.wrap(width - MARK_ROOM)[1]

    def draw(self) -> None:
        middle = self.height - self.text.style.leading / 2
        draw_mark(self.canv, self.theme_id, 0, middle, MARK_SIZE, self.kit.house.primary)
        self.text.draw_at(self.canv, MARK_ROOM, self.height)


def _figure(kit: Kit, value: float | None, bold: bool = False) -> Text:
    style = kit.styles.number
    shown = "–" if value is None else kit.score(value)
    return kit.text([Run(shown, bold=bold)], style)


def _legend(kit: Kit, report: ReportInput) -> list[Flowable]:
    """What the marks on the bars mean."""
    _ = kit._
    marks = []
    if report.compared:
        marks.append((lambda c, w: draw_then_mark(c, kit, 5, 3), _("driehoek: de vorige scan")))
    if report.benchmark:
        said = _("streep: bedrijven zoals u ({label}, {n} scans)").format(
            label=report.benchmark.label, n=kit.figure(report.benchmark.n)
        )
        marks.append((lambda c, w: draw_others_mark(c, kit, 5, 3, 6), said))
    return [
        Columns([[Decoration(12, draw)], [kit.text(said, kit.styles.small)]], [12, None], gap=4, middle=True)
        for draw, said in marks
    ]


def strengths(kit: Kit, report: ReportInput, most: int, size: float = 10.0) -> list[Flowable]:
    """What stands already, at most `most` so many, with a tick each; said first, because it is what one builds
    on.
    """
    _ = kit._
    found = report.strengths()[:most]
    if not found:
        return []
    half = (len(found) + 1) // 2
    style = kit.styles.like(kit.styles.item, size=size, leading=1.3 * size, indent=0, after=0)
    items = [Done(text, kit) for text in kit.bullets(found, style, labels=[""] * len(found))]
    heading = kit.text(_("Dit gaat al goed"), kit.styles.like(kit.styles.h3, before=0, after=4), "H2")
    return [heading, Columns([items[:half], items[half:]], gap=16)]


class Done(Block):
    """A text with a tick in front of it."""

    after = 3.0

    def __init__(self, text: Text, kit: Kit) -> None:
        super().__init__()
        self.text, self.kit = text, kit

    def measure(self, width: float) -> float:
        return self.text.wrap(width - 17)[1]

    def draw(self) -> None:
        tick(self.canv, self.kit, 0, self.height - self.text.style.leading / 2)
        self.text.draw_at(self.canv, 17, self.height)
