"""What a report must say, in which order and under which tags: worked out from the content, not from the
drawing.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from math import floor
from pathlib import Path

from pdf.advice.crimes import most_in_place, most_to_win, state_words
from pdf.advice.wall import on_the_wall
from pdf.kit import kit_for
from pdf.report_input import ReportInput
from pdf.typography import curl
from scoring.advising.in_words import cost, done_by, effort, no_figure, not_asked
from scoring.advising.recommendation import Recommendation
from scoring.models import STEPS, HowStep
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
        *_crimes(root, report),
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
    """Each of the first actions: heading with number and title, what it takes, why, and its steps as a numbered
    list; those of the next actions may stand in the annex.
    """
    nodes = root.all("H2", "H3", "P", "L")
    heads = [node.text if node.tag == "H3" else "" for node in nodes]
    found = []
    for number, r in enumerate((*report.advice.week, *report.advice.soon), 1):
        title = _said(f"{number}. {r.measure.title}")
        at = [i for i, text in enumerate(heads) if text == title]
        if not at:
            found.append(f"{r.measure.id}: it does not stand in full")
            continue
        told = [nodes[i + 1 : i + 5] for i in at]
        found += _takes(told[0], r, number <= len(report.advice.week), report.content.language)
        found += _steps(told[-1], r)
    return found


def _takes(behind: list[Node], r: Recommendation, this_week: bool, language: str) -> list[str]:
    facts, why = behind[:2]
    found = []
    if facts.tag != "P" or any(
        _said(fact) not in facts.text
        for fact in (effort(r, language), cost(r, language), done_by(r, language))
    ):
        found.append(f"{r.measure.id}: hours, cost and who do not follow the heading")
    if this_week and r.measure.why and (why.tag, why.text) != ("P", _said(r.measure.why)):
        found.append(f"{r.measure.id}: the reason does not follow")
    return found


def _steps(behind: list[Node], r: Recommendation) -> list[str]:
    found = []
    lists = [node for node in behind if node.tag == "L"]
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
    """The actions for later stand in one list, in their order under their own numbers."""
    later = report.advice.later
    first = len(report.advice.recommendations) - len(later) + 1
    wanted = [(f"{number}.", _said(r.measure.title)) for number, r in enumerate(later, first)]
    titles = {title for _, title in wanted}
    for items in root.all("L"):
        shown = [(item.kids[0].text, item.kids[-1].text.rsplit(" · ", 1)[0]) for item in items.all("LI")]
        plan = [(label, text.removesuffix(" · " + text.rsplit(" · ", 1)[-1])) for label, text in shown]
        if shown == wanted or [(label, _title(text, titles)) for label, text in plan] == wanted:
            return []
    return [f"the list of further actions does not show the {len(wanted)} of them"] if wanted else []


def _title(text: str, titles: set[str]) -> str:
    return next((title for title in titles if text.startswith(title)), text)


def _themes(root: Node, report: ReportInput) -> list[str]:
    rows = {
        row.all("TH")[0].text: [cell.text for cell in row.all("TD")]
        for row in root.all("TR")
        if len(row.all("TH")) == 1
    }
    found = []
    for theme in report.score.themes:
        cells = rows.get(_said(theme.title), [])
        figure = no_figure(theme, report.score, report.content.language)
        if theme.score_pct is not None:
            figure = str(floor(theme.score_pct + 1e-9))
        if _said(figure) not in cells:
            found.append(f"theme {theme.id}: {figure} does not stand in its row {cells}")
        if "" in cells:
            found.append(f"theme {theme.id}: an empty cell is read out")
    return found


def _crimes(root: Node, report: ReportInput) -> list[str]:
    """The drawn types of crime: the steps in their order, and every barrier as an item that says whether it
    stands; each other type in a line with how many stand.
    """
    drawn = most_to_win(report) or most_in_place(report)
    kit = kit_for(report.content, report.region)
    words = state_words(kit, not_asked(report.score, kit.language))
    nodes, lines = root.all("H3", "P", "LI"), [node.text for node in root.all("LBody")]
    heads = [node.text if node.tag == "H3" else "" for node in nodes]
    found = []
    full = [threat for threat in drawn if _said(threat.threat.title) in heads]
    for threat in full:
        at = heads.index(_said(threat.threat.title))
        end = next((i for i in range(at + 1, len(heads)) if heads[i]), len(heads))
        items = [node for node in nodes[at:end] if node.tag == "LI"]
        shown = [(item.kids[0].text, item.kids[-1].text) for item in items]
        wanted = [b for step in STEPS for b in threat.barriers if b.barrier.step == step and b.state in words]
        if len(shown) != len(wanted) or not all(
            label == words[b.state] and text.startswith(_said(b.barrier.title))
            for (label, text), b in zip(shown, wanted, strict=False)
        ):
            found.append(f"the barriers against {threat.threat.id} are not told as they are")
        story = [node.text for node in nodes[at:end] if node.tag == "P"]
        if [text for text in story if ": " in text] == [] or not all(
            any(text.endswith(_said(said)) for text in story) for said in threat.threat.steps.values()
        ):
            found.append(f"the steps of {threat.threat.id} are not told")
    for threat in report.resilience:
        if threat not in full and not any(
            line.startswith(_said(threat.threat.title) + ":") for line in lines
        ):
            found.append(f"types of crime: {threat.threat.id} is missing")
    return found if full or not drawn else [*found, "no type of crime is told in full"]


def _supplier(root: Node, report: ReportInput) -> list[str]:
    cells, advice = [node.text for node in root.all("TD")], report.advice
    found = _in_order((q.text for q in advice.supplier_questions), cells, "supplier's sheet")
    found += _in_order((q.text for q in advice.builder_questions), cells, "web builder's sheet")
    return found + _in_order((q.text for q in advice.inside_questions), cells, "questions inside")


def _first_help(root: Node, report: ReportInput) -> list[str]:
    """The steps on the wall in their order, the others in theirs behind it; all in full."""
    steps = [node.text for node in root.all("LBody")]
    wall = on_the_wall(report.region)
    found = []
    for part in (wall, [first for first in report.region.first_help if first not in wall]):
        at = 0
        for first in part:
            begin, text = _said(first.title), _said(first.text)
            places = range(at, len(steps))
            behind = next((i for i in places if steps[i].startswith(begin) and text in steps[i]), None)
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
