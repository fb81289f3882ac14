"""How the score was made: what counted, what did not, and where the levels begin."""

from __future__ import annotations

from collections import Counter

from reportlab.platypus import Flowable

from pdf.kit import Kit
from pdf.report_input import ReportInput
from questionnaire.walk import ItemState
from scoring.advising.outcome import held_back
from scoring.rule import MaturityLevel


def explained(kit: Kit, report: ReportInput, size: float) -> list[Flowable]:
    """Words on what counted, and the levels."""
    _ = kit._
    blocks: list[Flowable] = [kit.h2(_("Zo is uw score gemaakt"), "explained")]
    rule = report.content.rule
    body = kit.styles.like(kit.styles.body, size=size, leading=1.35 * size)
    if rule.description:
        blocks.append(kit.text(rule.description, body))
    blocks.append(kit.text(_counted_words(kit, report), body))
    if report.score.level is not None:
        blocks.append(kit.text(_levels_words(kit, rule.levels), body))
        blocks += [kit.text(reason, body) for reason in held_back(report.content, report.score)]
    version = _(
        "Vragenlijst {version}, puntentelling {rule}. De scan is een hulpmiddel, geen keurmerk en geen garantie."
    )
    blocks.append(
        kit.text(
            version.format(version=report.content.questionnaire.version, rule=rule.version), kit.styles.small
        )
    )
    return blocks


def _counted_words(kit: Kit, report: ReportInput) -> str:
    """How many questions counted, were unknown, did not fit, or were not asked."""
    _, ngettext = kit._, kit.ngettext
    states = Counter(
        item.state for item in report.score.items.values() if item.section not in _profile(report)
    )
    asked = states[ItemState.ANSWERED] + states[ItemState.DONT_KNOW] + states[ItemState.IMPLIED]
    said = [ngettext("Er telde {n} vraag mee.", "Er telden {n} vragen mee.", asked)]
    numbers = [asked]
    if states[ItemState.DONT_KNOW]:
        said.append(
            ngettext(
                "Bij {n} wist u het niet; dat telt als nog niet geregeld.",
                "Bij {n} wist u het niet; die tellen als nog niet geregeld.",
                states[ItemState.DONT_KNOW],
            )
        )
        numbers.append(states[ItemState.DONT_KNOW])
    outside = states[ItemState.SKIPPED] + states[ItemState.NOT_APPLICABLE]
    if outside:
        said.append(
            ngettext(
                "{n} vraag past niet bij uw bedrijf en telt niet mee.",
                "{n} vragen passen niet bij uw bedrijf en tellen niet mee.",
                outside,
            )
        )
        numbers.append(outside)
    if states[ItemState.NOT_ASKED]:
        said.append(_("Niet gevraagd in de snelle scan: {n}. Die tellen niet mee."))
        numbers.append(states[ItemState.NOT_ASKED])
    if states[ItemState.UNANSWERED]:
        said.append(_("Nog zonder antwoord: {n}."))
        numbers.append(states[ItemState.UNANSWERED])
    return " ".join(text.format(n=number) for text, number in zip(said, numbers, strict=True))


def _profile(report: ReportInput) -> frozenset[str]:
    return frozenset(section.id for section in report.content.questionnaire.sections if section.profile)


def _levels_words(kit: Kit, levels: tuple[MaturityLevel, ...]) -> str:
    _ = kit._
    starts = []
    for level in levels:
        start = level.needs.total.at_least if level.needs.total else None
        starts.append(f"{level.title} ({_('vanaf {points}').format(points=kit.figure(start or 0))})")
    return _("De niveaus zijn: {levels}.").format(levels=", ".join(starts))
