"""`python -m scoring RESPONSES.yaml [--rule RULE.yaml] [--json] [--explain] [--quick]`: the score of one set
of responses.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from questionnaire.authoring.command_line import Parser, run
from questionnaire.authoring.mistakes import ContentError
from questionnaire.content_folder import ROOT
from questionnaire.language.numbers import score_in_full, written
from questionnaire.language.translation import LANGUAGES, translator
from questionnaire.response_files import load_responses
from scoring.advising.advice import Advice, advise
from scoring.advising.in_words import crime_stands, facts, gain, no_figure, not_asked, supplier_title
from scoring.advising.outcome import held_back, score_between, score_told
from scoring.advising.plan import parts, title
from scoring.content import Content
from scoring.explain import Explanation, explain
from scoring.loading import build
from scoring.reading import SCAN_RULE, read_rule
from scoring.results import Score


def main(arguments: list[str] | None = None) -> int:
    """Prints the score; returns 0, or 2 when the responses or the rule have mistakes (told on standard
    error).
    """
    options = _parser().parse_args(arguments)
    try:
        rule = options.rule or ROOT / SCAN_RULE
        root = ROOT if rule.resolve().is_relative_to(ROOT) else rule.resolve().parent
        content = build(read_rule(rule, root)).localised(options.language)
        responses = load_responses(options.responses, content.questionnaire)
    except ContentError as error:
        print("\n\n".join(m.say(options.language) for m in error.mistakes), file=sys.stderr)
        return 2
    score = content.score(responses, options.quick)
    advice = advise(content, score)
    if options.json:
        print(json.dumps(as_plain(content, score, advice, options.explain), ensure_ascii=False, indent=2))
    else:
        print(as_text(content, score, advice, options.explain))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m scoring", description="De score van één set antwoorden.")
    parser.add_argument(
        "responses", type=Path, metavar="ANTWOORDEN.yaml", help="bestand met 'responses: {vraag: antwoord}'"
    )
    parser.add_argument(
        "--rule", type=Path, metavar="REGEL.yaml", help="regelbestand; standaard scoring/rules/scan.yaml"
    )
    parser.add_argument("--json", action="store_true", help="alles als JSON")
    parser.add_argument("--explain", action="store_true", help="bij elk cijfer de onderdelen en regels")
    parser.add_argument("--quick", action="store_true", help="alleen de vragen van de snelle scan tellen")
    parser.add_argument("--language", choices=LANGUAGES, default="nl", help="taal van de teksten")
    return parser


def as_plain(
    content: Content, score: Score, advice: Advice, with_explanations: bool = False
) -> dict[str, Any]:
    """Score, barriers and advice as plain values for JSON. Figures are not rounded; what does not exist is
    null.
    """
    plain: dict[str, Any] = {
        "rule": score.rule_id,
        "questionnaire": {"id": content.questionnaire.id, "version": content.questionnaire.version},
        "quick": score.quick,
        "complete": score.complete,
        "total": {
            "value": score.value,
            "maximum": score.maximum,
            "minimum": score.minimum,
            "score_pct": score.score_pct,
            "range_pct": score.range_pct,
        },
        "level": score.level and {"id": score.level.id, "title": score.level.title},
        "failed": score.failed,
        "knock_outs": [k.id for k in score.knock_outs],
        "factors": list(score.factors),
        "themes": {
            t.id: {
                "title": t.title,
                "value": t.value,
                "maximum": t.maximum,
                "minimum": t.minimum,
                "score_pct": t.score_pct,
                "weight": t.weight,
            }
            for t in score.themes
        },
        "groups": {
            g.id: {
                "title": g.title,
                "value": g.value,
                "maximum": g.maximum,
                "minimum": g.minimum,
                "score_pct": g.score_pct,
            }
            for g in score.groups
        },
        "items": {
            i.id: {
                "state": i.state.value,
                "points": i.points,
                "maximum": i.maximum,
                "minimum": i.minimum,
                "share": i.share,
                "weight": i.weight,
            }
            for i in score.items.values()
        },
        "barriers": {
            r.threat.id: {
                "standing": r.standing,
                "relevant": r.relevant,
                "states": {b.barrier.id: b.state.value for b in r.barriers},
            }
            for r in content.resilience(score)
        },
        "advice": [
            {
                "measure": r.measure.id,
                "title": r.measure.title,
                "items": list(r.item_ids),
                "gain_pct": r.gain_pct,
                "barriers": r.barriers_gained,
                "value": r.value,
                "crimes": r.crimes_gained,
                "danger": r.danger,
                "acute": r.acute,
                "kind": r.measure.kind,
                "makes_known": r.makes_known,
                "could_become": r.could_become,
                "rank": r.measure.rank,
                "effort_hours": r.hours,
                "recurring_hours": r.effort.recurring,
                "per": r.effort.per,
                "supplier_hours": r.effort.supplier_hours,
                "euro_once": r.effort.euro_once,
                "euro_per_year": r.effort.euro_per_year,
                "cost": r.cost,
                "by_supplier": r.by_supplier,
            }
            for r in advice.recommendations
        ],
        "plan": {name: [r.measure.id for r in part] for name, part in advice.parts},
        "supplier_questions": [q.text for q in advice.supplier_questions],
        "inside_questions": [q.text for q in advice.inside_questions],
    }
    if with_explanations:
        ids = ["total", *(part.id for part in (*score.themes, *score.groups))]
        plain["explain"] = {i: _explanation(explain(content, score, i)) for i in ids}
    return plain


def _explanation(found: Explanation) -> dict[str, Any]:
    lines = [{name: getattr(line, name) for name in line.__slots__} for line in found.lines]
    return {
        "title": found.title,
        "value": found.value,
        "maximum": found.maximum,
        "rules": list(found.rules),
        "lines": lines,
    }


def as_text(content: Content, score: Score, advice: Advice, with_explanations: bool = False) -> str:
    """The same for reading on a screen, with figures as the content's language writes them."""
    language = content.language
    _ = translator(language).gettext

    def figure(value: float | None, decimals: int = 1) -> str:
        return "-" if value is None else written(value, language, decimals, trimmed=True)

    def row(title: str, value: float | None, maximum: float) -> str:
        return f"{title}: {score_in_full(value, language)} / {figure(maximum)}"

    rows = [content.rule.title, "", row(_("Totaal"), score.value, score.maximum)]
    if score_between(score):
        rows.append(score_told(score, language))
    if score.level is not None:
        rows.append(_("Niveau: {level}").format(level=score.level.title))
    elif content.rule.levels and not score.quick and not score.complete:
        rows.append(_("Nog geen niveau: niet alle vragen zijn beantwoord."))
    elif content.rule.levels and score.quick:
        rows.append(_("De snelle scan geeft geen niveau: daarvoor zijn alle vragen nodig."))
    # A cap above the level that the score gives anyway holds nobody back; --explain still names it.
    rows += [f"  ! {reason}" for reason in held_back(content, score)]
    rows.append("")
    for theme in score.themes:
        why = f"{theme.title}: {no_figure(theme, score, language)}"
        rows.append(why if theme.value is None else row(theme.title, theme.value, theme.maximum))
    threats = content.resilience(score)
    if threats:
        rows += ["", _("Barrières per soort misdaad")]
        rows += [
            f"  {r.threat.title}: {crime_stands(r, language, not_asked(score, language))}" for r in threats
        ]
    number = 0
    if advice.recommendations:
        rows += ["", _("Advies, belangrijkste eerst; tussen haakjes wat het kost en wat het oplevert")]
    for part in parts(
        advice, date.min
    ):  # a command keeps no plan, so its first day is today and says nothing here
        rows.append(f"  {title(part.id, date.min, date.min, language)}")
        for recommendation in part.recommendations:
            number += 1
            told = [*facts(recommendation, language), gain(recommendation, language)]
            rows.append(
                f"  {number:3}. {recommendation.measure.title} ({', '.join(fact for fact in told if fact)})"
            )
    if advice.supplier_questions:
        rows += [
            "",
            supplier_title(content, score),
            *(f"  - {question.text}" for question in advice.supplier_questions),
        ]
    if advice.inside_questions:
        rows += [
            "",
            _("Vraag binnen uw bedrijf"),
            *(f"  - {question.text}" for question in advice.inside_questions),
        ]
    if advice.builder_questions:
        rows += [
            "",
            _("Vragen voor wie uw website maakte"),
            *(f"  - {question.text}" for question in advice.builder_questions),
        ]
    if with_explanations:
        for part_id in ["total", *(part.id for part in (*score.themes, *score.groups))]:
            found = explain(content, score, part_id)
            rows += ["", found.title, *(f"  {sentence}" for sentence in found.rules)]
            for line in found.lines:
                said = " ".join(text for text in (line.label, line.answer or line.state) if text)
                reached, attainable, weight = (
                    figure(value, 2) for value in (line.reached, line.attainable, line.weight)
                )
                rows.append(f"  - {said} [{reached} / {attainable}, {_('gewicht')} {weight}]")
    return "\n".join(rows)


if __name__ == "__main__":
    run(main)
