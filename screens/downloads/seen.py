"""What was seen of a domain, on paper: grades and the day from the scan, and what to set when the respondent asks for it.

The records hold the domain, so they are in no draft: the page of the session that looked sends them along with its form.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from evidence.findings import KINDS
from evidence.records import Record
from questionnaire.saved_scans.saved_scan import SavedScan
from scoring.advising.seen import seen_beside
from scoring.content import Content

_MOST, _LONGEST = 20, 300


def written_records(records: Iterable[Record]) -> str:
    """The records as the field of a form."""
    rows = [[r.finding, r.name, r.type, r.value, r.when] for r in records]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def read_records(text: str) -> tuple[Record, ...]:
    """The records in such a field; what is none is left out. It is the respondent's own paper, and still bounded."""
    try:
        rows = json.loads(text) if text else []
    except ValueError:
        return ()
    found = []
    for row in rows[:_MOST] if isinstance(rows, list) else []:
        if isinstance(row, list) and len(row) == 5 and all(_may_be(part) for part in row) and row[0] in KINDS:
            found.append(Record(*row))
    return tuple(found)


def _may_be(part: object) -> bool:
    return isinstance(part, str) and len(part) <= _LONGEST and part.isprintable()


def seen_on_paper(
    content: Content, scan: SavedScan, records: Iterable[Record] = ()
) -> dict[str, tuple[str, ...]]:
    """By measure, a line each: what was seen that it is about, and what to set."""
    rules, listed = content.evidence, tuple(records)
    told: dict[str, tuple[str, ...]] = {m: (line,) for m, line in seen_beside(content, scan).items()}
    for measure, findings in rules.measures.items() if rules else ():
        to_set = tuple(f"{r.when}: {r.name} {r.type} {r.value}" for r in listed if r.finding in findings)
        if to_set:
            told[measure] = (*told.get(measure, ()), *to_set)
    return told
