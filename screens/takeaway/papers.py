"""Every file a respondent can download, made from a saved scan: the same whether a route or a session asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.region import load_region
from pdf.report import render_report
from pdf.report_input import ReportInput
from questionnaire.saved_scan import SavedScan
from scoring.advice import Advice, advise
from scoring.content import Content
from scoring.loading import load_content
from screens.addresses import sites_for
from screens.takeaway.benchmark import peers_of
from screens.takeaway.calendar import plan_calendar
from screens.takeaway.checklist import checklist_csv, checklist_xlsx
from screens.takeaway.links import carried_link, start_link
from screens.takeaway.planned import planned_actions
from screens.takeaway.supplier_mail import supplier_text

ADVICE_FILE = "weerbaarheidsadvies.pdf"  # as it lands in somebody's downloads
LONGEST_NAME = 80  # characters that fit on the cover


@dataclass(frozen=True)
class Paper:
    """A file for the respondent."""

    body: bytes
    media_type: str
    filename: str


@dataclass(frozen=True)
class Wishes:
    """What the respondent asks for besides: a name on the cover, and the page that is for them alone. Never stored."""

    name: str = ""
    private_page: bool = False
    host: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str], host: str = "") -> Wishes:
        """The wishes in the fields of a form."""
        return cls(" ".join(asked.get("naam", "").split())[:LONGEST_NAME], asked.get("link") == "1", host)


def advice_pdf(scan: SavedScan, language: str, wishes: Wishes = Wishes()) -> Paper:
    """The advice as PDF, with the plan, and then and now after a second scan."""
    content = load_content(language=language)
    earlier = scan.earlier
    region = load_region(language=language)
    peers = peers_of(content, scan.responses, region)
    report = ReportInput.of(
        content,
        scan.responses,
        quick=scan.quick,
        region=region,
        then=content.score(earlier.responses, earlier.quick) if earlier else None,
        name=wishes.name,
        plan=scan.plan,
        benchmark=peers.benchmark() if peers and peers.themes else None,
        resume_link=carried_link(sites_for(wishes.host), scan, language) if wishes.private_page else "",
    )
    return Paper(render_report(report, language), "application/pdf", ADVICE_FILE)


def checklist_as_csv(scan: SavedScan, language: str, wishes: Wishes = Wishes()) -> Paper:
    """The plan as CSV."""
    return Paper(checklist_csv(_actions(scan, language), language), "text/csv; charset=utf-8", "checklist.csv")


def checklist_as_xlsx(scan: SavedScan, language: str, wishes: Wishes = Wishes()) -> Paper:
    """The plan as a spreadsheet."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Paper(checklist_xlsx(_actions(scan, language), language), kind, "checklist.xlsx")


def calendar(scan: SavedScan, language: str, wishes: Wishes = Wishes()) -> Paper:
    """The plan as calendar entries."""
    made = plan_calendar(_actions(scan, language), language, date.today(), start_link(sites_for(wishes.host), language))
    return Paper(made, "text/calendar; charset=utf-8", "plan.ics")


def supplier_letter(scan: SavedScan, language: str, wishes: Wishes = Wishes()) -> Paper:
    """The questions for the supplier as plain text."""
    _, advice = _judged(scan, language)
    text = supplier_text(advice.supplier_questions, language).replace("\n", "\r\n")
    return Paper(text.encode("utf-8-sig"), "text/plain; charset=utf-8", "vragen-leverancier.txt")


def scan_file(scan: SavedScan, language: str, wishes: Wishes = Wishes()) -> Paper:
    """The scan itself, to open here or elsewhere later."""
    return Paper(scan.as_text().encode(), "application/json", "mijn-scan.json")


PAPERS = {
    "advies.pdf": advice_pdf,
    "checklist.csv": checklist_as_csv,
    "checklist.xlsx": checklist_as_xlsx,
    "plan.ics": calendar,
    "vragen-leverancier.txt": supplier_letter,
    "mijn-scan.json": scan_file,
}


def _judged(scan: SavedScan, language: str) -> tuple[Content, Advice]:
    content = load_content(language=language)
    return content, advise(content, content.score(scan.responses, scan.quick))


def _actions(scan: SavedScan, language: str):
    return planned_actions(_judged(scan, language)[1], scan.plan, date.today())
