"""What the law and customers may ask of this business, with the official check."""

from __future__ import annotations

from reportlab.platypus import Flowable

from pdf.advice.actions import readable
from pdf.kit import Kit
from pdf.parts import Box, Panel
from pdf.report_input import ReportInput
from pdf.tagging import Run
from scoring.advising.obligations import verdicts


def obligations(kit: Kit, report: ReportInput, size: float) -> list[Flowable]:
    """A heading and a paragraph per obligation; nothing when the rule names none."""
    found = verdicts(report.content, report.score)
    if not found:
        return []
    blocks: list[Flowable] = [kit.h2(kit._("Wat de wet en uw klanten vragen"), "obligations")]
    name = kit.styles.like(kit.styles.h3, size=size + 0.5, leading=size + 4, before=0, after=2)
    body = kit.styles.like(kit.styles.cell, size=size, leading=1.3 * size)
    for obligation, verdict in found:
        check: list[str | Run] = [
            f" {obligation.link_title}: ",
            Run(readable(obligation.link), link=obligation.link),
        ]
        told = [
            kit.text(f"{obligation.title}: {verdict.title}.", name, "H3"),
            kit.text([verdict.text, *check], body),
        ]
        blocks.append(Panel(told, Box(pad=(0, 0, 0, 0)), after=8))  # a panel is not split over two pages
    return blocks
