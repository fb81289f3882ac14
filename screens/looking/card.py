"""On the pages of the result: what was seen beside the actions, exactly what to set, and a look once more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import quote

import streamlit as st

from evidence.records import Record
from questionnaire.language.dates import day_in_words
from scoring.advising.advice import Advice
from scoring.evidence_rules import changes, findings_of, with_seen
from scoring.explain import answer_text
from screens.downloads.seen import written_records
from screens.looking import looks
from screens.looking.walk import drawn, lines, offer
from screens.markup import heading, linked, paragraph
from screens.parts.answer_fields import let_go
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text


def beside(measure_id: str) -> str:
    """What was seen about an action, with what to set when this session knows the domain; empty without either."""
    rules, seen = this_scan.content().evidence, this_scan.current().seen
    if rules is None or seen is None or not (findings := rules.measures.get(measure_id)):
        return ""
    told = lines(findings, seen)
    shown = drawn("seen", day_in_words(seen.on, chosen_language()), told, "") if told else ""
    return shown + _records(findings)


def records_of(findings: Iterable[str]) -> tuple[Record, ...]:
    """What to set for these findings, in the language of the screen; none once the session that looked is over."""
    _ = text()
    look, wanted = looks.last(), set(findings)
    records = look.records if look else ()
    return tuple(replace(record, when=_(record.when)) for record in records if record.finding in wanted)


def _records(findings: Iterable[str]) -> str:
    records, look = records_of(findings), looks.last()
    return drawn("records", look.domain, records) if records and look else ""


def look_again(advice: Advice) -> None:
    """Below the plan: a look where it is about an action, what it changes, and room to take that over."""
    rules = this_scan.content().evidence
    if rules is None or not looks.may_be_offered():
        return
    listed = [r.measure.id for r in advice.recommendations]
    if not findings_of(rules, [*listed, *this_scan.current().done]):
        return
    _ = text()
    with st.container(key="card-look"):
        st.html(heading(_("Kijk naar uw domein"), kind="dw-card-title"))
        _changed()
        offer("plan")


def _changed() -> None:
    """What the last look says against the answers of a scan that is done: nothing changes before somebody says so."""
    rules, look, scan = this_scan.content().evidence, looks.last(), this_scan.current()
    if rules is None or look is None:
        return
    found = changes(rules, this_scan.questionnaire(), scan, look.seen)
    if not found:
        return
    _ = text()
    content = this_scan.content()
    rows = []
    for item_id, answer in found.items():
        then = content.score(scan.responses, scan.quick)
        after = scan.with_answer(item_id, answer)
        rows.append(
            (
                this_scan.as_asked(item_id).question,
                answer_text(content, item_id, then, _),
                answer_text(content, item_id, content.score(after.responses, after.quick), _),
            )
        )
    st.html(drawn("changes", rows))
    if st.button(_("Neem over wat te zien is"), key="look_take_over"):
        this_scan.keep(with_seen(rules, this_scan.questionnaire(), scan, look.seen, confirm=False))
        for item_id in found:
            let_go(item_id)
        st.rerun()


def for_others() -> None:
    """On the question sheet: what to set, to send to whoever manages the domain or the site."""
    rules, look = this_scan.content().evidence, looks.last()
    if rules is None or look is None:
        return
    _ = text()
    records = records_of(f for f in {record.finding for record in look.records})
    if not records:
        return
    with st.container(key="card-records"):
        st.html(heading(_("Dit kan wie uw domein of site beheert instellen"), kind="dw-card-title"))
        st.html(drawn("records", look.domain, records))
        st.html(linked(_("Mail dit door"), _mail(look.domain, records)))
        st.html(paragraph(_("Uw eigen mailprogramma gaat open; u kiest zelf aan wie."), "dw-soft"))


def _mail(domain: str, records: tuple[Record, ...]) -> str:
    _ = text()
    said = [_("Goedendag,"), "", _("Wilt u dit voor ons instellen bij {domain}?").format(domain=domain), ""]
    for record in records:
        said += [f"{record.when}:", f"{record.name}  {record.type}", record.value, ""]
    said += [_("Met vriendelijke groet,"), ""]
    subject = _("Instellingen voor ons domein")
    return (
        f"mailto:?subject={quote(subject)}&body={quote(chr(13) + chr(10)).join(quote(line) for line in said)}"
    )


def records_for_paper() -> str:
    """What to set for the actions of the advice, for the form of the PDF; empty when there is nothing."""
    rules = this_scan.content().evidence
    records = records_of(findings_of(rules, rules.measures)) if rules else ()
    return written_records(records) if records else ""
