"""Every file a respondent can download, made from a saved scan: the same whether a route or a session asks
for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from data import clock
from data.region import load_region
from data.release.statement import sealed
from evidence.records import Record
from pdf.report import render_report
from pdf.report_input import ReportInput
from pdf.statement import render_statement
from questionnaire.saved_scans.saved_scan import SavedScan
from scoring.advising.outcome import Outcome
from scoring.advising.plan import first_day
from scoring.loading import load_content
from screens.downloads.benchmark import peers_of
from screens.downloads.calendar import Rhythm, calendar_key, plan_calendar
from screens.downloads.checklist import checklist_csv, checklist_xlsx
from screens.downloads.links import action_link, carried_link, start_link, statement_link
from screens.downloads.planned_actions import PlannedAction, planned_actions
from screens.downloads.seen import read_records, seen_on_paper
from screens.downloads.statement import Shown, made_statement
from screens.downloads.supplier_mail import supplier_text
from screens.session.addresses import sites_for

ADVICE_FILE = "weerbaarheidsadvies.pdf"  # as it lands in somebody's downloads
STATEMENT_FILE = "verklaring.pdf"
LONGEST_NAME = 80  # characters that fit on the cover


@dataclass(frozen=True)
class Download:
    """A file for the respondent."""

    body: bytes
    media_type: str
    filename: str


@dataclass(frozen=True)
class DownloadOptions:
    """What the respondent asks for besides: a name on the cover, the page that is for them alone, and when
    the calendar begins, what a statement shows, or what to set at their domain. Never stored.
    """

    name: str = ""
    private_page: bool = False
    host: str = ""
    rhythm: Rhythm | None = None
    shown: Shown = field(default_factory=Shown)
    records: tuple[Record, ...] = ()

    @classmethod
    def of(cls, asked: Mapping[str, str], host: str = "") -> DownloadOptions:
        """The wishes in the fields of a form."""
        return cls(
            " ".join(asked.get("naam", "").split())[:LONGEST_NAME],
            asked.get("link") == "1",
            host,
            Rhythm.of(asked, clock.today()),
            Shown.of(asked),
            read_records(asked.get("regels", "")) if asked.get("domein") == "1" else (),
        )


def advice_pdf(scan: SavedScan, language: str, options: DownloadOptions = DownloadOptions()) -> Download:
    """The advice as PDF, with the plan, and then and now after a second scan."""
    content, region = load_content(language=language), load_region(language=language)
    peers = peers_of(content, scan.responses, region)
    report = ReportInput.judged(
        Outcome.of(content, scan),
        region=region,
        begun=scan.planned_on,
        name=options.name,
        benchmark=peers.benchmark() if peers and peers.themes else None,
        resume_link=carried_link(sites_for(options.host), scan, language) if options.private_page else "",
        seen=seen_on_paper(content, scan, options.records),
    )
    return Download(render_report(report, language), "application/pdf", ADVICE_FILE)


def checklist_as_csv(
    scan: SavedScan, language: str, options: DownloadOptions = DownloadOptions()
) -> Download:
    """The plan as CSV."""
    return Download(
        checklist_csv(_actions(scan, language), language), "text/csv; charset=utf-8", "checklist.csv"
    )


def checklist_as_xlsx(
    scan: SavedScan, language: str, options: DownloadOptions = DownloadOptions()
) -> Download:
    """The plan as a spreadsheet."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Download(checklist_xlsx(_actions(scan, language), language), kind, "checklist.xlsx")


def calendar(scan: SavedScan, language: str, options: DownloadOptions = DownloadOptions()) -> Download:
    """The plan as calendar entries: what was chosen, or what is for this week and next; what can wait has no
    day.
    """
    now = clock.now()
    begun = first_day(scan.planned_on, now.date())
    outcome, sites = _outcome(scan, language), sites_for(options.host)
    actions = list(outcome.chosen or (*outcome.advice.week, *outcome.advice.soon))
    pages = {r.measure.id: action_link(sites, r.measure.id, language) for r in actions}
    made = plan_calendar(
        actions,
        language,
        begun,
        options.rhythm or Rhythm.of({}, now.date()),
        start_link(sites, language),
        calendar_key(scan),
        now,
        pages,
    )
    return Download(made, "text/calendar; charset=utf-8", "plan.ics")


def supplier_letter(scan: SavedScan, language: str, options: DownloadOptions = DownloadOptions()) -> Download:
    """The questions for the supplier as plain text."""
    text = supplier_text(_outcome(scan, language).advice.supplier_questions, language).replace("\n", "\r\n")
    return Download(text.encode("utf-8-sig"), "text/plain; charset=utf-8", "vragen-leverancier.txt")


def builder_letter(scan: SavedScan, language: str, options: DownloadOptions = DownloadOptions()) -> Download:
    """The questions for whoever built the website as plain text."""
    text = supplier_text(_outcome(scan, language).advice.builder_questions, language, "builder").replace(
        "\n", "\r\n"
    )
    return Download(text.encode("utf-8-sig"), "text/plain; charset=utf-8", "vragen-websitebouwer.txt")


def scan_file(scan: SavedScan, language: str, options: DownloadOptions = DownloadOptions()) -> Download:
    """The scan itself, to open here or elsewhere later."""
    return Download(scan.as_text().encode(), "application/json", "mijn-scan.json")


def statement_pdf(
    scan: SavedScan, language: str, options: DownloadOptions = DownloadOptions()
) -> Download | None:
    """What the respondent chose to show to a customer, signed; None when nothing that was chosen stands."""
    content = load_content(language=language)
    statement = made_statement(content, scan, options.shown, options.name, clock.today())
    if statement is None:
        return None
    link = statement_link(sites_for(options.host), sealed(statement), language)
    made = render_statement(statement, link, content, load_region(language=language))
    return Download(made, "application/pdf", STATEMENT_FILE)


RENDERERS: dict[str, Callable[[SavedScan, str, DownloadOptions], Download | None]] = {
    "advies.pdf": advice_pdf,
    "verklaring.pdf": statement_pdf,
    "checklist.csv": checklist_as_csv,
    "checklist.xlsx": checklist_as_xlsx,
    "plan.ics": calendar,
    "vragen-leverancier.txt": supplier_letter,
    "vragen-websitebouwer.txt": builder_letter,
    "mijn-scan.json": scan_file,
}


def _outcome(scan: SavedScan, language: str) -> Outcome:
    return Outcome.of(load_content(language=language), scan)


def _actions(scan: SavedScan, language: str) -> list[PlannedAction]:
    return planned_actions(
        _outcome(scan, language).advice, scan.plan, first_day(scan.planned_on, clock.today())
    )
