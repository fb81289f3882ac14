"""What a report must say, in which order and under which tags: worked out from the content, not from the
drawing.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from math import floor
from pathlib import Path

from pdf.report_input import ReportInput
from pdf.typography import curl
from scoring.advising.recommendation import Recommendation
from scoring.barriers import BarrierState
from scoring.models import HowStep
from tests.pdf import struct
from tests.pdf.struct import Node


def complaints(path: Path, report: ReportInput) -> list[str]:
    """Where text, order or tags of the file differ from the content. Validators see none of this."""
    root = struct.read(path)
    found = [
        *_headings(root),
        *_cards(root, report),
        *_rest(root, report),
        *_themes(root, report),
        *_crimes(root, path, report),
    ]
    return [*found, *_supplier(root, report), *_first_help(root, report), *_all_is_tagged(root, path)]


def _said(text: str) -> str:
    return struct.joined(curl(text))


def _in_order(wanted: Iterable[str], texts: list[str], what: str) -> list[str]:
    """Complaints about what is not in `texts`, or not in this order."""
    at = 0
    for text in wanted:
        try:
            at = texts.index(_said(text), at) + 1
        except ValueError:
            return [f"{what}: '{text[:60]}' is missing or out of order"]
    return []


def _headings(root: Node) -> list[str]:
    levels = [int(node.tag[1]) for node in root.all("H1", "H2", "H3", "H4")]
    found = [] if levels[:1] == [1] and levels.count(1) == 1 else ["there is not one first heading H1"]
    return found + [f"H{b} follows H{a}" for a, b in itertools.pairwise(levels) if b > a + 1]


def _cards(root: Node, report: ReportInput) -> list[str]:
    """Each card: heading with number and title, why, steps as a numbered list, facts."""
    nodes = root.all("H2", "H3", "P", "L")
    found = []
    count = 0
    for number, r in enumerate(report.advice.recommendations, 1):
        title = _said(f"{number}. {r.measure.title}")
        at = next((i for i, node in enumerate(nodes) if node.tag == "H3" and node.text == title), None)
        if at is None:
            break
        count = number
        found += _card(nodes[at + 1 : at + 9], r)
    least = min(12, len(report.advice.week) + len(report.advice.soon))
    return found + ([] if count >= least else [f"only {count} actions in full, expected at least {least}"])


def _card(behind: list[Node], r: Recommendation) -> list[str]:
    found = []
    if r.measure.why and (behind[0].tag, behind[0].text) != ("P", _said(r.measure.why)):
        found.append(f"{r.measure.id}: the reason does not follow the heading as a paragraph")
    lists = [node for node in behind[:2] if node.tag == "L"]
    steps = [body.text for body in lists[0].all("LBody")] if lists else []
    if steps != [_said(_written(step)) for step in r.told]:
        found.append(f"{r.measure.id}: the steps are not a list in their order")
    labels = [label.text for label in lists[0].all("Lbl")] if lists else []
    if labels != [f"{n}." for n in range(1, len(steps) + 1)]:
        found.append(f"{r.measure.id}: the steps are not numbered")
    return found


def _written(step: HowStep) -> str:
    """A step with its addresses to type over."""
    pages = [*([step.link] if step.link else []), *(f"{link.label}: {link.address}" for link in step.links)]
    return " ".join((step.text, *(f"({page.replace('https://', '').rstrip('/')})" for page in pages)))


def _rest(root: Node, report: ReportInput) -> list[str]:
    """Actions without a card stand in one table, a row each."""
    cards = {node.text for node in root.all("H3")}
    rest = [
        (f"{number}.", _said(r.measure.title))
        for number, r in enumerate(report.advice.recommendations, 1)
        if _said(f"{number}. {r.measure.title}") not in cards
    ]
    rows = [[cell.text for cell in row.all("TD")] for row in root.all("TR")]
    shown = [(row[0], row[1]) for row in rows if len(row) == 5 and row[0][:-1].isdigit()]
    return (
        [] if shown == rest else [f"the table of further actions shows {len(shown)} of {len(rest)} actions"]
    )


def _themes(root: Node, report: ReportInput) -> list[str]:
    rows = {
        row.all("TH")[0].text: [cell.text for cell in row.all("TD")]
        for row in root.all("TR")
        if len(row.all("TH")) == 1
    }
    found = []
    for theme in report.score.themes:
        cells = rows.get(_said(theme.title), [])
        figure = "–" if theme.score_pct is None else str(floor(theme.score_pct + 1e-9))
        if figure not in cells:
            found.append(f"theme {theme.id}: {figure} does not stand in its row {cells}")
    return found


def _crimes(root: Node, path: Path, report: ReportInput) -> list[str]:
    heads = [node.text for node in root.all("TH")]
    found = _in_order((t.threat.title for t in report.resilience), heads, "types of crime")
    spoken = struct.alternative_texts(path)
    for threat in report.resilience:
        words = next((alt for alt in spoken if alt.startswith(threat.threat.title + ".")), "")
        for barrier in threat.barriers:
            if (barrier.barrier.title in words) == (barrier.state is BarrierState.NOT_RELEVANT):
                found.append(f"barrier {barrier.barrier.id} is not told as it is")
    return found


def _supplier(root: Node, report: ReportInput) -> list[str]:
    cells, advice = [node.text for node in root.all("TD")], report.advice
    found = _in_order((q.text for q in advice.supplier_questions), cells, "supplier's sheet")
    found += _in_order((q.text for q in advice.builder_questions), cells, "web builder's sheet")
    return found + _in_order((q.text for q in advice.inside_questions), cells, "questions inside")


def _first_help(root: Node, report: ReportInput) -> list[str]:
    steps = [node.text for node in root.all("LBody")]
    found = []
    at = 0
    for first in report.region.first_help:
        begin = _said(first.title)
        behind = next(
            (
                i
                for i in range(at, len(steps))
                if steps[i].startswith(begin) and _said(first.text) in steps[i]
            ),
            None,
        )
        if behind is None:
            found.append(f"first help: '{first.id}' is missing or out of order")
        else:
            at = behind + 1
    return found


def _all_is_tagged(root: Node, path: Path) -> list[str]:
    """Whatever stands on a page is tagged, besides the footer; and nothing is tagged that nobody sees."""
    seen, tagged = Counter(_letters(struct.visible_words(path))), Counter(_letters(root.text.split()))
    footers = Counter(_letters(struct.footer_text(path).split()))
    found = [f"tagged but not on a page: {dict(tagged - seen)}"] if tagged - seen else []
    loose = seen - tagged - footers
    for table in root.all("Table"):  # the head of a table that goes on is repeated, and read once
        head = Counter(_letters(table.kids[0].text.split()))
        while head <= loose and head:
            loose -= head
    return [*found, f"on a page but not tagged: {dict(loose)}"] if loose else found


def _letters(words: Iterable[str]) -> str:
    """All letters and digits; where words begin differs between poppler's two ways of reading."""
    return "".join(char for word in words for char in word if char.isalnum())
