"""The cover: within five seconds the score, the level, and the one thing to do first."""

from __future__ import annotations

from reportlab.platypus import Flowable

from pdf.advice import wording
from pdf.charts import level_stairs, score_dial
from pdf.kit import Kit
from pdf.logo import logo
from pdf.parts import Box, Columns, Panel, Space, Spring, rule, share_out
from pdf.report_input import ReportInput
from pdf.styles import Page
from pdf.tagging import Content, Run
from pdf.typography import typed
from questionnaire.walk import ItemState

_ANSWERED = (ItemState.ANSWERED, ItemState.DONT_KNOW, ItemState.NOT_APPLICABLE)
CONTENTS = dict[str, tuple[str, int]]  # anchor -> heading, page


def cover(kit: Kit, report: ReportInput, contents: CONTENTS, page: Page) -> list[Flowable]:
    """The blocks of the first page, spread over its height."""
    gaps = [Spring(weight) for weight in (3.0, 1.0, 1.0, 1.6)]
    top: list[Flowable] = [_sender(kit, report), gaps[0], *_title(kit, report), gaps[1], _outcome(kit, report), gaps[2]]
    blocks = [*top, _first_thing(kit, report), gaps[3], *_contents(kit, contents), *_motto(kit, report)]
    share_out(blocks, page.room)
    return blocks


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
    blocks: list[Flowable] = [kit.title(_("Uw advies voor een weerbaar bedrijf"))]
    name, event = typed(report.name), typed(report.event)
    if name:
        blocks.append(kit.text(_("Voor {name}").format(name=name), styles.like(styles.lead, size=15, leading=20, after=2)))
    kind = _("Snelle scan van {day}.") if report.score.quick else _("Scan van {day}.")
    said = kind.format(day=kit.day(report.day))
    if event:
        said += " " + _("Gemaakt bij: {event}.").format(event=event)
    blocks.append(kit.text(said, styles.like(styles.small, size=10.5, leading=14)))
    return blocks


def _outcome(kit: Kit, report: ReportInput) -> Flowable:
    _ = kit._
    styles, score = kit.styles, report.score
    then_pct = report.then.score_pct if report.then else None
    words: list[Flowable] = []
    label = styles.like(styles.small, size=10.5, leading=13)
    big = styles.like(styles.h2, before=0, after=4, size=24, leading=28, keep_with_next=False)
    if score.level is not None:
        levels = report.content.rule.levels
        reached = next(i for i, level in enumerate(levels) if level.id == score.level.id)
        words += [kit.text(_("Uw niveau"), label), kit.text(score.level.title, big)]
        words.append(kit.text(score.level.description or ""))
        words += [kit.text(k.reason, styles.small) for k in score.knock_outs if k.level_at_most == score.level.id][:2]
        words += [Space(6), level_stairs(kit, [level.title for level in levels], reached, 290)]
    elif score.quick:
        words += [kit.text(_("Snelle scan"), label), kit.text(_("Een eerste beeld, nog geen niveau"), big)]
        answered = sum(item.state in _ANSWERED for item in score.items.values())
        said = _(
            "U beantwoordde {asked} van de {total} vragen. Doe de hele scan voor een niveau en een volledig advies. "
            "Uw antwoorden blijven staan."
        ).format(asked=answered, total=len(score.items))
        if not score.complete:
            said = _("Nog niet alle vragen van de snelle scan hebben een antwoord.") + " " + said
        words.append(kit.text(said))
    else:
        words += [kit.text(_("Nog niet af"), label), kit.text(_("Nog geen niveau"), big)]
        words.append(kit.text(_("Niet alle vragen zijn beantwoord. Maak de scan af, dan ziet u uw niveau.")))
    if report.then is not None:
        words += [Space(4), kit.text(_compared(kit, report), styles.cell_bold)]
    panel = Columns([[score_dial(kit, score.score_pct, then_pct)], words], [132, None], gap=22, middle=True)
    return Panel([panel], Box(pad=(18, 20, 18, 20), fill=kit.house.tint, radius=6))


def _compared(kit: Kit, report: ReportInput) -> str:
    _ = kit._
    before, now = report.then.score_pct if report.then else None, report.score.score_pct
    if before is None or now is None:
        return ""
    said = _("Vorige scan: {before}. Nu: {now}.")
    if report.then_day is not None:
        said = _("Vorige scan, {day}: {before}. Nu: {now}.")
    text = said.format(before=kit.score(before), now=kit.score(now), day=kit.day(report.then_day) if report.then_day else "")
    more = report.barriers_since() or 0
    if more > 0:
        text += " " + kit.ngettext("Er is {more} barrière bijgekomen.", "Er zijn {more} barrières bijgekomen.", more).format(more=more)
    return text


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
        facts = " · ".join((wording.hours(kit, first.hours), wording.cost(kit, first.cost), wording.who(kit, first)))
        words = [kit.text(_("Begin hiermee"), label), kit.text(first.measure.title, heading, "H2", bookmark=1)]
        words += [kit.text(first.measure.why, body)] if first.measure.why else []
        go_on = Run(_("De stappen staan bij actie 1."), link="#actions")
        words.append(kit.text([Run(facts + ".", bold=True), "  ", go_on], styles.like(styles.cell, **white)))
    elif not report.score.complete:
        words = [
            kit.text(_("Begin hiermee"), label),
            kit.text(_("Maak de scan af"), heading, "H2", bookmark=1),
            kit.text(_("Er zijn nog vragen zonder antwoord. Weet u iets niet? Dan is 'Weet ik niet' ook een antwoord."), body),
        ]
    else:
        words = [
            kit.text(_("Goed bezig"), label),
            kit.text(_("Houd vast wat u hebt"), heading, "H2", bookmark=1),
            kit.text(_("Alles waar de scan naar vraagt, staat. Doe de scan over een half jaar opnieuw."), body),
        ]
    return Panel(words, Box(pad=(16, 20, 18, 20), fill=kit.house.primary, radius=6))


def _contents(kit: Kit, contents: CONTENTS) -> list[Flowable]:
    """What stands where, with a link to each part."""
    _ = kit._
    styles = kit.styles
    if not contents:
        return []
    said: list[Content] = []
    for anchor, (title, page) in contents.items():
        said.append([Run(title.rstrip("."), link=f"#{anchor}"), ", " + _("bladzijde {page}").format(page=page)])
    lines = kit.bullets(said, styles.like(styles.cell, leading=16), labels=[""] * len(said))
    half = (len(lines) + 1) // 2
    return [
        kit.text(_("In dit advies"), styles.like(styles.h3, after=4), "H2"),
        Columns([lines[:half], lines[half:]], gap=18),
    ]
