"""`python -m evidence DOMAIN [--json] [--language nl]`: what can be seen of a domain from outside."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from typing import Any

from evidence.findings import GRADE_WORDS, PART_WORDS, Part
from evidence.in_words import sentence
from evidence.limits import NotNow
from evidence.look import Seen
from evidence.looking import look_at
from evidence.network.names import NotADomain, own_domain
from evidence.records import Record, records_for
from evidence.settings import SettingError
from questionnaire.authoring.command_line import Parser, run
from questionnaire.language.translation import LANGUAGES, N_, translator


def main(arguments: list[str] | None = None) -> int:
    """Prints what was seen; returns 0, or 2 when the domain or a setting cannot be, or looking is not possible."""
    options = _parser().parse_args(arguments)
    _ = translator(options.language).gettext
    try:
        seen = look_at(
            options.domain,
            datetime.now(UTC).date(),
            None if options.json else _progress(options.language),
        )
    except (NotADomain, NotNow) as error:
        sys.stderr.write(f"{_(error.sentence)}\n")
        return 2
    except SettingError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    records = records_for(seen, own_domain(options.domain).name)
    if options.json:
        plain = as_plain(seen, records, options.language)
        sys.stdout.write(f"{json.dumps(plain, ensure_ascii=False, indent=2)}\n")
    else:
        sys.stdout.write(f"{as_text(seen, records, options.language)}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m evidence", description="Wat er van buiten te zien is van een domein.")
    parser.add_argument("domain", metavar="DOMEIN", help="een webadres, een mailadres of een domein")
    parser.add_argument("--json", action="store_true", help="alles als JSON")
    parser.add_argument("--language", choices=LANGUAGES, default="nl", help="taal van de teksten")
    return parser


def _progress(language: str) -> Any:
    _ = translator(language).gettext

    def told(part: Part, done: int, of: int) -> None:
        sys.stderr.write(f"{_(PART_WORDS[part])}: {done}/{of}\n")

    return told


def as_plain(seen: Seen, records: list[Record], language: str) -> dict[str, Any]:
    """Day, findings, and what mends them, as plain values for JSON."""
    _ = translator(language).gettext
    return {
        "seen_on": seen.day.isoformat(),
        "findings": [
            {
                "id": finding.id,
                "part": finding.kind.part.value,
                "title": _(finding.kind.title),
                "grade": finding.grade.value,
                "outcome": finding.outcome,
                "says": sentence(finding, language),
                "values": finding.values,
            }
            for finding in seen.findings
        ],
        "records": [vars(record) | {"when": _(record.when)} for record in records],
    }


def as_text(seen: Seen, records: list[Record], language: str) -> str:
    """The same to read, under a heading for each part."""
    _ = translator(language).gettext
    lines: list[str] = []
    for part in Part:
        lines += ["", _(PART_WORDS[part])]
        for finding in seen.findings:
            if finding.kind.part is part:
                lines.append(f"  {_(GRADE_WORDS[finding.grade])}: {_(finding.kind.title)}")
                lines.append(f"    {sentence(finding, language)}")
    lines += ["", _(N_("Wat u kunt instellen, of laten instellen"))] if records else []
    for record in records:
        lines.append(f"  {_(record.when)}:")
        lines.append(f"    {record.name}  {record.type}  {record.value}")
    more = _(N_("De volledige test van de overheid en haar partners: {url}")).format(
        url="https://internet.nl"
    )
    return "\n".join([*lines[1:], "", more])


if __name__ == "__main__":
    run(main)
