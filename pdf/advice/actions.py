"""What to do: this week in full on one page, the next actions and the rest on another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from reportlab.platypus import Flowable

from pdf.kit import Kit
from pdf.layout import Sheet, fitted, fitting
from pdf.parts import Columns, tick_box
from pdf.report_input import ReportInput
from pdf.styles import Page
from pdf.tagging import Block, Run, Stack, Text, part_of
from pdf.tagging import Content as Words
from scoring.advising.in_words import barriers_more, cost, done_by, effort, gain, hours
from scoring.advising.recommendation import Recommendation
from scoring.measure_parts import HowStep

NUMBER_WIDTH = 32.0
SIZES = (
    13.0,
    12.5,
    12.0,
    11.5,
    11.0,
    10.5,
    10.0,
    9.5,
    9.0,
)  # of the letters on a page with actions: the largest that fits
FAR = 30.0  # points that two actions stand apart at most
SPLIT_FROM = 500.0  # points: an action that does not even fit here is split between its steps

Blocks = list[Flowable]


def this_week(kit: Kit, report: ReportInput, page: Page) -> list[Sheet]:
    """The actions of this week in full; no page without any."""
    if not report.advice.week:
        return []
    return fitted([partial(_week, kit, report, size) for size in SIZES], page, FAR)


def _week(kit: Kit, report: ReportInput, size: float) -> Blocks:
    heading = kit.h2(report.part_title("week"), "actions")
    told = kit.text(_words(kit, report), kit.styles.like(kit.styles.lead, keep_with_next=True))
    return [heading, told, *_cards(kit, report, report.advice.week, size)]


def after_that(kit: Kit, report: ReportInput, page: Page) -> tuple[list[Sheet], bool]:
    """The next actions and a line for each of the rest, and whether the steps of the next ones fitted."""
    if not report.advice.soon and not report.advice.later:
        return [], True
    full = [partial(_after, kit, report, size, True, True) for size in SIZES]
    if fitting(full[-1:], page, FAR) is not None:  # else there is no need to try the larger ones
        return fitted(full, page, FAR), True
    short = [partial(_after, kit, report, size, False, why) for why in (True, False) for size in SIZES]
    return fitted(short, page, FAR), False


def _after(kit: Kit, report: ReportInput, size: float, steps: bool, why: bool) -> Blocks:
    _ = kit._
    advice = report.advice
    blocks: Blocks = []
    if advice.soon:
        blocks += [
            kit.h2(report.part_title("soon"), "soon"),
            kit.text(
                _("Dit doet u als de acties van deze week klaar zijn."),
                kit.styles.like(kit.styles.lead, keep_with_next=True),
            ),
            *_cards(kit, report, advice.soon, size, steps, why),
        ]
        if not steps:
            told = Run(_("Hoe u dit doet, staat bij ‘Stap voor stap’."), link="#steps")
            blocks.append(kit.text([told], kit.styles.small))
    if advice.later:
        blocks += _rest(kit, report, min(size, 10.0))
    return blocks


def steps_of_next(kit: Kit, report: ReportInput, size: float) -> Blocks:
    """How to do the next actions, for the annex, where their own page has no room for the steps."""
    _ = kit._
    blocks: Blocks = [kit.h2(_("Stap voor stap"), "steps")]
    first = len(report.advice.week) + 1
    step = kit.styles.like(kit.styles.item, size=size, leading=1.3 * size, after=1)
    name = kit.styles.like(kit.styles.h3, size=size + 2, leading=size + 5)
    for number, r in enumerate(report.advice.soon, first):
        blocks.append(kit.text(f"{number}. {r.measure.title}", name, "H3"))
        blocks += kit.bullets([linked(told) for told in r.told], step, numbered=True)
        blocks += _source(kit, r)
    return blocks


def _words(kit: Kit, report: ReportInput) -> str:
    _ = kit._
    if all(r.measure.kind == "proof" for r in report.advice.recommendations):
        return _(
            "Volgens u staat bijna alles. Met deze kleine proeven ziet u of dat zo is. Zet een kruisje als een proef klaar is."
        )
    return _("Zet een kruisje in het vakje als een actie klaar is. Eén actie per keer is genoeg.")


def _cards(
    kit: Kit,
    report: ReportInput,
    wanted: Sequence[Recommendation],
    size: float,
    steps: bool = True,
    why: bool = True,
) -> Blocks:
    first = report.advice.recommendations.index(wanted[0]) + 1
    chosen = {r.measure.id for r in report.chosen}
    return [
        Card(kit, number, r, r.measure.id in chosen, size, steps, why, report.seen.get(r.measure.id, ()))
        for number, r in enumerate(wanted, first)
    ]


class Card(Block):
    """One action: its number and a box to tick at the left; title, what it takes in one line, why, and the
    steps over the full width.
    """

    def __init__(
        self,
        kit: Kit,
        number: int,
        r: Recommendation,
        chosen: bool,
        size: float,
        steps: bool,
        why: bool,
        seen: Sequence[str] = (),
    ) -> None:
        super().__init__()
        styles = kit.styles
        self.colour = kit.house.primary
        self.before = self.after = size if steps or why else 0.6 * size
        heading = styles.like(
            styles.h3, size=size + 3.5, leading=size + 7, before=0, after=1, keep_with_next=False
        )
        title = kit.text(r.measure.title, heading, "H3")
        mark = styles.like(heading, size=2 * size, leading=2 * size + 3, colour=kit.house.primary)
        self.number: Text | None = Text(f"{number}. ", mark, element=title.element)
        small = styles.like(styles.small, size=size - 0.5, leading=size + 2.5, after=3)
        head: Blocks = [title, kit.text(_facts(kit, r, chosen), small)]
        body = styles.like(styles.body, size=size, leading=1.3 * size, after=3)
        if r.measure.why and why:
            head.append(kit.text(r.measure.why, body))
        head += [kit.text(line, small) for line in seen]
        self.head = Stack(head)
        step = styles.like(styles.item, size=size, leading=1.3 * size, after=0.15 * size, indent=1.5 * size)
        told = [linked(found) for found in r.told] if steps else []
        self.steps = Stack(
            [*kit.bullets(told, step, numbered=True), *(_source(kit, r) if steps else [])] if told else []
        )

    def measure(self, width: float) -> float:
        self.room = width - NUMBER_WIDTH
        return self.head.wrap(self.room)[1] + self._gap() + self.steps.wrap(self.room)[1]

    def _gap(self) -> float:
        return 3.0 if self.head.children and self.steps.children else 0.0

    def split(self, width: float, height: float) -> list[Card]:
        self.wrap(width)
        if height < SPLIT_FROM:
            return []
        parts = self.steps.split(self.room, height - self.head.height - self._gap())
        if len(parts) < 2 or min(len(part.children) for part in parts) < 2:
            return []
        first, rest = part_of(self), part_of(self)
        first.steps, rest.steps = parts
        rest.number, rest.head = None, Stack(())
        for card in (first, rest):
            card.wrap(width)
        return [first, rest]

    def draw(self) -> None:
        canvas, top = self.canv, self.height
        if self.number is not None:
            self.number.wrap(NUMBER_WIDTH)
            self.number.draw_at(canvas, 0, top + 3)
            tick_box(canvas, 1, top - self.number.style.leading - 6, self.colour, 12)
        self.head.draw_at(canvas, NUMBER_WIDTH, top)
        self.steps.draw_at(canvas, NUMBER_WIDTH, top - self.head.height - self._gap())


def linked(step: HowStep) -> Words:
    """A step with its pages behind it: to click on a screen, and to type over from paper."""
    words: list[str | Run] = [step.text]
    pages = [
        *([("", step.link)] if step.link else []),
        *((f"{link.label}: ", link.address) for link in step.links),
    ]
    for label, address in pages:
        words += [f" ({label}", Run(readable(address), link=address), ")"]
    return words


def readable(address: str) -> str:
    """An address as people type it."""
    return address.split("://", 1)[-1].rstrip("/")


def _source(kit: Kit, r: Recommendation) -> Blocks:
    source = r.measure.source
    small = kit.styles.like(kit.styles.small, before=2)
    return [kit.text([kit._("Bron:") + " ", Run(readable(source), link=source)], small)] if source else []


def _facts(kit: Kit, r: Recommendation, chosen: bool) -> Words:
    """When it cannot wait, hours, cost, who, and what it brings, in one line; finding out brings nothing yet,
    it makes answers known.
    """
    _, language = kit._, kit.language
    lead = [text for text, said in ((_("Vandaag"), r.acute), (_("In uw plan"), chosen)) if said]
    brings = gain(r, language) if r.finds_out else ""
    more = barriers_more(r.barriers_gained, language) if r.barriers_gained else ""
    facts = [effort(r, language), cost(r, language), done_by(r, language), brings, more]
    plain = " · ".join(_whole(fact) for fact in facts if fact)
    return [Run(" · ".join(lead), bold=True), f" · {plain}"] if lead else plain


def _whole(fact: str) -> str:
    """A short fact that is not broken over two lines."""
    return fact.replace(" ", "\u00a0") if len(fact) < 32 else fact


def _rest(kit: Kit, report: ReportInput, size: float) -> Blocks:
    """The actions for later, a line each with a box to tick, in two columns."""
    _ = kit._
    later, styles = report.advice.later, kit.styles
    first = len(report.advice.recommendations) - len(later) + 1
    chosen = {r.measure.id for r in report.chosen}
    style = styles.like(
        styles.item, size=size - 0.5, leading=1.2 * size, indent=22, after=0.25 * size, hyphenated=True
    )
    said: list[Words] = []
    for r in later:
        mine = f" · {_('In uw plan')}" if r.measure.id in chosen else ""
        takes = hours(r.hours, kit.language).replace(" ", "\u00a0")
        said.append([r.measure.title, f" ·\u00a0{takes}", Run(mine, bold=True)])
    lines = kit.bullets(said, style, labels=[f"{number}." for number in range(first, first + len(later))])
    half = (len(lines) + 1) // 2
    heading = styles.like(styles.h3, before=16, after=3)
    told = kit.ngettext(
        "{count} actie voor als u zover bent. De stappen staan in de scan.",
        "{count} acties voor als u zover bent. De stappen staan in de scan.",
        len(later),
    ).format(count=len(later))
    return [
        kit.text(report.part_title("later"), heading, "H3" if report.advice.soon else "H2", anchor="later"),
        kit.text(told, styles.like(styles.small, after=5)),
        Columns([lines[:half], lines[half:]], gap=20),
    ]
