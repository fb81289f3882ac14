"""With whom this business can go on: a person, a desk or a course nearby."""

from __future__ import annotations

from reportlab.platypus import Flowable

from data.region_help import HEADINGS
from pdf.kit import Kit
from pdf.report_input import ReportInput
from pdf.tagging import Run


def go_on_with(kit: Kit, report: ReportInput, size: float) -> list[Flowable]:
    """The card that fits this business, with how to reach it; nothing when nobody is known."""
    desk = report.nearby.card
    if desk is None:
        return []
    body = kit.styles.like(kit.styles.body, size=size, leading=1.35 * size)
    blocks: list[Flowable] = [
        kit.h2(kit._(HEADINGS[desk.kind or "desk"]), "go-on"),
        kit.text([Run(f"{desk.title}. ", bold=True), desk.text], body),
    ]
    blocks += [
        kit.text([Run(f"{label}: ", bold=True), words], body)
        for label, words in desk.told(report.day, kit.language)
    ]
    ways: list[str | Run] = []
    if desk.phone:
        ways.append(Run(desk.phone.replace(" ", "\u00a0"), bold=True))
    if desk.email:
        ways.append(Run(desk.email, link=f"mailto:{desk.email}"))
    if desk.url:
        ways.append(Run(desk.site, link=desk.url))
    parted: list[str | Run] = [part for way in ways for part in (" \u00b7 ", way)][1:]
    return [*blocks, kit.text(parted, body)] if parted else blocks
