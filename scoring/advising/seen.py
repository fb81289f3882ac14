"""What was seen from outside, beside the measures that it is about and the answers that it gave."""

from __future__ import annotations

from evidence.findings import GRADE_WORDS, KINDS, Grade
from questionnaire.language.dates import day_in_words
from questionnaire.language.translation import N_, translator
from questionnaire.saved_scans.origins import origin_in_words, origin_of
from questionnaire.saved_scans.saved_scan import SavedScan
from scoring.content import Content


def seen_beside(content: Content, scan: SavedScan) -> dict[str, str]:
    """By measure: what was seen that it is about, in one line in the language of the content."""
    rules, seen = content.evidence, scan.seen
    if rules is None or seen is None:
        return {}
    _ = translator(content.language).gettext
    day = day_in_words(seen.on, content.language)
    told = {}
    for measure, findings in rules.measures.items():
        found = [
            f"{_(KINDS[one].title)}: {_(GRADE_WORDS[Grade(seen.grades[one])])}"
            for one in findings
            if one in seen.grades and one in KINDS
        ]
        if found:
            told[measure] = _(N_("Gezien op {day}: {findings}.")).format(day=day, findings="; ".join(found))
    return told


def origin_told(content: Content, scan: SavedScan, item_id: str) -> str:
    """Whence an answer, in words, with why the respondent stays with another one than was seen; empty for what is said
    alone and could not be seen.
    """
    _ = translator(content.language).gettext
    origin = origin_of(scan, [item_id])
    if origin.on is not None:
        return origin_in_words(origin, content.language)
    seen = scan.seen
    differs = seen is not None and item_id in seen.answers and seen.edition == scan.edition
    if seen is None or not differs or item_id in scan.to_confirm:
        return ""
    told = _(N_("Zelf gezegd; wij zagen iets anders."))
    return f"{told} {seen.reasons[item_id]}" if item_id in seen.reasons else told
