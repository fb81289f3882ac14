"""The cover: within five seconds the score, the level, and the one thing to do first."""

from __future__ import annotations

from reportlab.platypus import Flowable

from pdf.advice.actions import linked
from pdf.advice.themes import strengths
from pdf.charts import level_stairs, score_dial
from pdf.kit import Kit
from pdf.logo import logo
from pdf.parts import Box, Columns, Panel, Space, Spring, rule, share_out
from pdf.report_input import ReportInput
from pdf.styles import BOLD, Page
from pdf.tagging import Run, Stack, spoken
from pdf.typography import can_be_read, typed
from scoring.advising.advice import first_help
from scoring.advising.in_words import cost, done_by, effort, total_effort
from scoring.advising.outcome import (
    barriers_since,
    held_back,
    only_shared,
    plan_told,
    range_told,
    score_between,
    score_figure,
    standing,
    then_and_now,
)
from scoring.advising.plan import brings
from scoring.advising.recommendation import Recommendation

STRENGTHS = 6
CONTENT_COLUMNS = 3
WIDEST = 40.0  # points between the ends of a score: more says nothing that one can act on
CONTENTS = dict[str, tuple[str, int]]  # anchor -> heading, page


def cover(kit: Kit, report: ReportInput, contents: CONTENTS, page: Page) -> list[Flowable]:
    """The blocks of the first page, spread over its height: where one stands, what the actions of this week make
    of it, what goes well, and what to begin with.
    """
    gaps = [Spring(weight, 8) for weight in (1.4, 1.0, 1.0, 1.0, 1.0, 1.2)]
    top: list[Flowable] = [_sender(kit, report), gaps[0], *_title(kit, report), gaps[1]]
    outcome = [_outcome(kit, report), gaps[2]]
    good = [*strengths(kit, report, STRENGTHS), gaps[4]]
    brought = [*this_week_brings(kit, report), gaps[3]]
    begin = [_first_thing(kit, report), gaps[5]]
    mains = [[*top, *outcome, *brought, *good, *begin], [*top, *outcome, *brought, *begin]]
    if now := first_help(report.content, report.score):
        told = (len(now), 1, 0)  # actions with their steps, as many as there is room for
        helped = [[*top, _help_now(kit, now, steps), Spring(0.4, 14), *outcome] for steps in told]
        mains = [[*helped[0], *brought, *good], *helped]
    # A name of many lines leaves no room for all: what stands on other pages as well gives way first.
    ends: tuple[list[Flowable], ...] = (
        [*_contents(kit, contents), *_motto(kit, report)],
        _contents(kit, contents),
        _contents_in_a_line(kit, contents),
        [],
    )
    blocks = next((b for main in mains for end in ends if _fits(b := [*main, *end], page)), mains[-1])
    share_out(blocks, page.room)
    return blocks


def _fits(blocks: list[Flowable], page: Page) -> bool:
    return Stack(blocks).wrap(page.room[0])[1] <= page.room[1]


def _motto(kit: Kit, report: ReportInput) -> list[Flowable]:
    """A line of the programme at the foot of the cover."""
    motto = report.region.programme.motto
    if not motto:
        return []
    return [rule(kit.house.rule, before=14, after=5), kit.text(motto, kit.styles.small)]


def _sender(kit: Kit, report: ReportInput) -> Flowable:
    styles, programme = kit.styles, report.region.programme
    name = kit.text(programme.name, styles.like(styles.h3, before=0, after=0, keep_with_next=False))
    words = [name] if not programme.sender else [name, kit.text(programme.sender, styles.small)]
    mark = logo(kit.house, programme.name, 36)
    return Columns([[mark], words], [mark.width, None], gap=10, middle=True)


def _title(kit: Kit, report: ReportInput) -> list[Flowable]:
    _ = kit._
    styles = kit.styles
    blocks: list[Flowable] = [kit.title(report.content.questionnaire.wording.advice or _("Uw advies"))]
    name, event = typed(report.name), typed(report.event)
    if name:
        shown = name if can_be_read(name) else _("uw bedrijf (naam in een ander schrift)")
        line = kit.text(
            _("Voor {name}").format(name=shown), styles.like(styles.lead, size=15, leading=20, after=2)
        )
        if shown != name:  # who listens gets the name itself
            line.element.actual_text = spoken(_("Voor {name}").format(name=name))
        blocks.append(line)
    kind = (
        _("Advies na de snelle scan, gemaakt op {day}.")
        if report.score.quick
        else _("Advies na de scan, gemaakt op {day}.")
    )
    said = kind.format(day=kit.day(report.day))
    if event:
        said += " " + _("Gemaakt bij: {event}.").format(event=event)
    blocks.append(kit.text(said, styles.like(styles.small, size=10.5, leading=14)))
    return blocks


def _outcome(kit: Kit, report: ReportInput) -> Flowable:
    _ = kit._
    styles, score = kit.styles, report.score
    then_pct = report.compared.total_before if report.compared else None
    label = styles.like(styles.small, size=10.5, leading=13)
    big = styles.like(styles.h2, before=0, after=4, size=24, leading=28, keep_with_next=False)
    told = standing(report.content, score)
    words: list[Flowable] = [kit.text(told.kind, label), kit.text(told.title, big), kit.text(told.meaning)]
    if between := range_told(report.content, score):
        words.append(kit.text(between, styles.cell_bold))
    if score.level is not None:
        levels = report.content.rule.levels
        reached = next(i for i, level in enumerate(levels) if level.id == score.level.id)
        words += [kit.text(reason, styles.small) for reason in held_back(report.content, score)[:2]]
        words += [Space(6), level_stairs(kit, [level.title for level in levels], reached, 290)]
    words += _compared(kit, report)
    dial = score_dial(
        kit, score.score_pct, then_pct, between=score.range_pct if score_between(score) else None
    )
    panel = Columns([[dial], words], [132, None], gap=22, middle=True)
    return Panel([panel], Box(pad=(14, 20, 14, 20), fill=kit.house.tint, radius=6))


def _help_now(kit: Kit, recommendations: tuple[Recommendation, ...], steps: int) -> Flowable:
    """For whom it has just happened to: what to do before the score is of any use; the first `steps` in full."""
    _, styles = kit._, kit.styles
    words: list[Flowable] = [
        kit.text(
            _("Eerst dit: het is net gebeurd"), styles.like(styles.h2, before=0, after=4), "H2", bookmark=1
        ),
        kit.text(_("Uw score kan wachten. Doe eerst wat nu nodig is."), styles.lead),
    ]
    for number, found in enumerate(recommendations):
        words.append(kit.text(found.measure.title, styles.like(styles.h3, before=6, after=3), "H3"))
        if number < steps:
            words += kit.bullets([linked(step) for step in found.told], styles.item, numbered=True)
    return Panel(
        words,
        Box(pad=(14, 20, 14, 20), fill=kit.house.tint, radius=6, stripe=kit.house.accent, stripe_width=4),
    )


def _compared(kit: Kit, report: ReportInput) -> list[Flowable]:
    """The scan before beside this one, over the questions that both asked."""
    found, language = report.compared, kit.language
    said = then_and_now(found, language, kit.day(report.then_day) if report.then_day else "") if found else ""
    if found is None or not said:
        return []
    more = barriers_since(found, language)
    blocks: list[Flowable] = [
        Space(4),
        kit.text(f"{said} {more[:1].upper()}{more[1:]}." if more else said, kit.styles.cell_bold),
    ]
    note = only_shared(found, language)
    return [*blocks, kit.text(note, kit.styles.small)] if note else blocks


def this_week_brings(kit: Kit, report: ReportInput) -> list[Flowable]:
    """What the actions of this week make of it, in three figures; of a plan that was chosen, in its own words.
    Nothing when they bring no points.
    """
    _ = kit._
    styles = kit.styles
    heading = styles.like(styles.h3, before=0, after=4)
    if report.chosen and (told := plan_told(report.outcome)):
        return [kit.text(_("Het plan dat u koos"), heading, "H2", anchor="plan"), kit.text(told)]
    week = report.advice.week
    after = brings(report.content, report.score, week) if week else None
    if after is None or after.score.score_pct is None or report.score.score_pct is None:
        return []
    now, then = score_figure(report.score), score_figure(after.score)
    if now == then and not after.barriers_more:
        return []
    low, high = after.score.range_pct or (0.0, 0.0)
    settled = sum(r.makes_known for r in week if r.finds_out)
    count = kit.ngettext(
        "Dit maakt de eerste actie ervan", "Dit maken de eerste {count} acties ervan", len(week)
    )
    tiles = [
        (then, _("uw score daarna, nu {now}").format(now=now), then != now and high - low <= WIDEST),
        (f"{settled}", _("antwoorden die u dan zeker weet"), settled > 1 and high - low > WIDEST),
        (f"+{after.barriers_more}", _("barrières tegen misdaad erbij"), after.barriers_more),
        (total_effort(week, kit.language), _("werk, alles bij elkaar"), True),
    ]
    big = styles.like(styles.h2, size=21, leading=25, before=0, after=0, keep_with_next=False, balanced=False)
    columns: list[list[Flowable]] = [
        [
            rule(kit.house.primary, 1.6, after=4),
            kit.text(figure, big, "P"),
            kit.text(words, styles.like(styles.small, size=10, leading=12.5)),
        ]
        for figure, words, tells in tiles
        if tells
    ]
    return [kit.text(count.format(count=len(week)), heading, "H2"), Columns(columns, gap=16)]


def _first_thing(kit: Kit, report: ReportInput) -> Flowable:
    _ = kit._
    styles = kit.styles
    white = {"colour": "#ffffff", "link_colour": "#ffffff"}
    label = styles.like(styles.small, size=10.5, leading=14, **white)
    heading = styles.like(styles.h2, size=20, leading=24, before=0, after=4, keep_with_next=False, **white)
    body = styles.like(styles.lead, after=6, **white)
    words: list[Flowable]
    if report.advice.recommendations:
        first = report.advice.recommendations[0]
        facts = " · ".join(
            (effort(first, kit.language), cost(first, kit.language), done_by(first, kit.language))
        )
        begin = _("Doe dit vandaag") if first.acute else _("Begin hiermee")
        words = [kit.text(begin, label), kit.text(first.measure.title, heading, "H2", bookmark=1)]
        words += [kit.text(first.measure.why, body)] if first.measure.why else []
        go_on = Run(_("De stappen staan bij actie 1."), link="#actions")
        words.append(kit.text([Run(facts + ".", bold=True), "  ", go_on], styles.like(styles.cell, **white)))
    elif not report.score.complete:
        words = [
            kit.text(_("Begin hiermee"), label),
            kit.text(_("Maak de scan af"), heading, "H2", bookmark=1),
            kit.text(
                _(
                    "Er zijn nog vragen zonder antwoord. Weet u iets niet? Dan is 'Weet ik niet' ook een antwoord."
                ),
                body,
            ),
        ]
    else:
        words = [
            kit.text(_("Goed bezig"), label),
            kit.text(_("Houd vast wat u hebt"), heading, "H2", bookmark=1),
            kit.text(
                _("Alles waar de scan naar vraagt, staat. Doe de scan over een half jaar opnieuw."), body
            ),
        ]
    return Panel(words, Box(pad=(13, 20, 14, 20), fill=kit.house.primary, radius=6))


def _contents(kit: Kit, contents: CONTENTS) -> list[Flowable]:
    """What stands where, with a link to each part."""
    _ = kit._
    styles = kit.styles
    if not contents:
        return []
    small = styles.like(styles.small, size=9.5, leading=12.5, after=2, indent=14)
    items = kit.bullets(
        [Run(title.rstrip("."), link=f"#{anchor}") for anchor, (title, _page) in contents.items()],
        small,
        labels=[str(number) for _title, number in contents.values()],
    )
    long = -(-len(items) // CONTENT_COLUMNS)
    columns = [items[at : at + long] for at in range(0, len(items), long)]
    heading = kit.text(_("In dit advies"), styles.like(small, font=BOLD, indent=0, after=3))
    return [heading, Columns(columns, [None] * len(columns), gap=14)]


def _contents_in_a_line(kit: Kit, contents: CONTENTS) -> list[Flowable]:
    """The same where a full page has no room for columns."""
    if not contents:
        return []
    words: list[str | Run] = [Run(kit._("In dit advies"), bold=True)]
    for anchor, (title, number) in contents.items():
        words += [
            " · " if len(words) > 1 else " ",
            Run(title.rstrip("."), link=f"#{anchor}"),
            f"\u00a0{number}",
        ]
    return [kit.text(words, kit.styles.like(kit.styles.small, size=9.5, leading=13))]
