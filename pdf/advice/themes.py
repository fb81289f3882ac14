"""Where the business stands: a bar per theme, what stands already, and the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from pdf.charts import bar, draw_others_mark, draw_then_mark
from pdf.kit import Kit
from pdf.parts import Box, Columns, Decoration, Panel, Ticked
from pdf.report_input import ReportInput
from pdf.tagging import Run, TaggedTable, Text
from scoring.advising.in_words import no_figure, total_effort
from scoring.advising.outcome import only_shared, plan_told, score_between
from scoring.advising.plan import parts, planned
from scoring.advising.recommendation import Recommendation
from scoring.results import ThemeScore


def themes(kit: Kit, report: ReportInput) -> list[Flowable]:
    """Bars per theme, with then and comparable businesses where those are known."""
    _ = kit._
    heading = kit.h2(_("Uw score per thema"), "themes")
    blocks: list[Flowable] = [heading]
    blocks.append(
        kit.text(
            _("Elk thema loopt van 0 tot 100. Een lage balk is geen fout: daar is het meeste te winnen.")
        )
    )
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
    columns = [_("Thema"), _("Score")]
    widths = [150.0, 0.0, 48.0]
    if report.compared:
        columns.append(_("Vorige scan"))
        widths.append(62.0)
    if report.benchmark:
        columns.append(_("Bedrijven zoals u"))
        widths.append(72.0)
    widths[1] = 481.9 - sum(widths)
    bars_head = kit.text(_("Balk van 0 tot 100"), styles.column_head)
    head: list[Flowable] = [kit.text(columns[0], styles.column_head), bars_head]
    head += [kit.text(title, head_style) for title in columns[1:]]
    rows: list[list[Flowable | None]] = [list(head)]
    for theme in report.score.themes:
        rows.append(_row(kit, report, theme, then, others))
    if report.score.score_pct is not None:
        between = score_between(report.score)
        shown = (
            kit.text([Run("–".join(between), bold=True)], styles.number)
            if between
            else _figure(kit, report.score.score_pct, bold=True)
        )
        total = [kit.text(_("Totaal"), styles.cell_bold), None, shown]
        if report.compared:
            total.append(_figure(kit, report.compared.total_before, bold=True))
        if report.benchmark:
            total.append(None)
        rows.append(total)
    look = styles.table.__class__(**{**styles.table.__dict__, "middle": True, "pad_y": 1.5})
    return TaggedTable(rows, widths, summary=_("Score per thema"), style=look, after=6)


def _row(
    kit: Kit, report: ReportInput, theme: ThemeScore, then: dict[str, Any], others: object
) -> list[Flowable | None]:
    _ = kit._
    name = kit.text(theme.title, kit.styles.cell_bold)
    before, like_you = then.get(theme.id), others.get(theme.id)  # type: ignore[attr-defined]
    if theme.score_pct is None:
        shown: Flowable = kit.text(no_figure(theme, report.score, kit.language), kit.styles.small)
        row: list[Flowable | None] = [name, shown, kit.text("–", kit.styles.number)]
    else:
        row = [name, bar(kit, theme.score_pct, before, like_you), _figure(kit, theme.score_pct, bold=True)]
    if report.compared:
        row.append(_figure(kit, before))
    if report.benchmark:
        margin = report.benchmark.margins.get(theme.id)
        text = "–" if like_you is None else kit.figure(like_you)
        row.append(kit.text(text if margin is None else f"{text} ± {kit.figure(margin)}", kit.styles.number))
    return row


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


def strengths(kit: Kit, report: ReportInput, most: int) -> list[Flowable]:
    """What stands already, at `most` so many; said first, because it is what one builds on."""
    _ = kit._
    found = report.strengths()[:most]
    if not found:
        return []
    half = (len(found) + 1) // 2
    style = kit.styles.like(kit.styles.item, size=10, leading=13.5)
    items = kit.bullets(found, style)
    heading = kit.h3(_("Dit staat al bij u"))
    return [heading, Columns([items[:half], items[half:]], after=4)]


def plan(kit: Kit, report: ReportInput, most: int, size: float) -> list[Flowable]:
    """The plan for today, this week and after that, and what the respondent chose for later; `most` lines per
    term.

    Without a choice what is for later is only counted: nobody plans thirty actions, and their hours add up to
    nothing that helps.
    """
    _ = kit._
    advice = report.advice
    if not advice.recommendations:
        return []
    heading = _("Het plan dat u koos") if report.chosen else _("Uw plan")
    blocks: list[Flowable] = [kit.h2(heading, "plan")]
    blocks.append(kit.text(_plan_words(kit, report)))
    number = {r.measure.id: index for index, r in enumerate(advice.recommendations, 1)}
    found = parts(advice, report.plan_begun, planned(advice, report.plan))
    terms = {
        report.part_title(part.id): [r for r in part.recommendations if not r.acute]
        for part in found
        if part.id != "later"
    }
    today = [r for part in found for r in part.recommendations if r.acute]
    for title, wanted in {_("Vandaag"): today, **terms}.items():
        if wanted:
            blocks.append(
                _term(kit, f"{title}: {total_effort(wanted, kit.language)}", wanted, number, most, size)
            )
    later = [r for part in found if part.id == "later" for r in part.recommendations if not r.acute]
    if later and report.chosen:
        blocks.append(_term(kit, report.part_title("later"), later, number, most, size))
    elif later:
        more = kit.ngettext(
            "Als u zover bent, is er nog {count} actie. Die staat in de tabel achter de acties.",
            "Als u zover bent, zijn er nog {count} acties. Die staan in de tabel achter de acties.",
            len(later),
        )
        blocks.append(kit.text([Run(more.format(count=len(later)), link="#later")], kit.styles.cell))
    return blocks


def _plan_words(kit: Kit, report: ReportInput) -> str:
    _ = kit._
    wanted = report.chosen or report.advice.recommendations
    total = total_effort(wanted, kit.language)
    if told := plan_told(report.outcome):
        return told
    if len(wanted) == 1:
        return _("Er is nog één actie voor u. Die kost ongeveer {hours}.").format(hours=total)
    if not report.advice.soon and not report.advice.later:
        return _("Alles samen kost ongeveer {hours}.").format(hours=total)
    return _("Begin met deze week. Dat en wat daarna komt, kost samen ongeveer {hours}.").format(
        hours=total_effort((*report.advice.week, *report.advice.soon), kit.language)
    )


def _term(
    kit: Kit, title: str, wanted: Sequence[Recommendation], number: dict[str, int], most: int, size: float
) -> Panel:
    """One term of the plan: its actions with a box to tick each."""
    _ = kit._
    styles = kit.styles
    style = styles.like(
        styles.item, size=size, leading=1.27 * size, indent=2 * size, after=0, hyphenated=False
    )
    heading = styles.like(styles.h3, before=0, after=4, keep_with_next=False, size=12, leading=15)
    items: list[Flowable] = [kit.text(title, heading, "H3")]
    shown = wanted if len(wanted) <= most else wanted[: most - 1]
    labels = [f"{number[r.measure.id]}." for r in shown]
    items += [
        Ticked(text, kit.house.primary, after=3.2)
        for text in kit.bullets([r.measure.title for r in shown], style, labels=labels)
    ]
    if len(shown) < len(wanted):
        more = kit.ngettext(
            "En nog {more} actie, zie de lijst.",
            "En nog {more} acties, zie de lijst.",
            len(wanted) - len(shown),
        )
        items.append(
            kit.text(
                more.format(more=len(wanted) - len(shown)),
                styles.like(styles.cell, size=size, leading=1.27 * size),
            )
        )
    return Panel(
        items, Box(pad=(7, 10, 6, 10), border=kit.house.rule, fill=kit.house.tint, radius=3), after=8
    )
