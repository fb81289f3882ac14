"""In the walk: the offer to look instead of to answer, and what was seen beside the answer."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from evidence.findings import GRADE_WORDS, KINDS, PART_WORDS, Grade
from evidence.in_words import sentence
from evidence.network.names import LONGEST
from questionnaire.language.dates import day_in_words
from questionnaire.language.templates import Templates
from questionnaire.models import Item
from questionnaire.saved_scans.saved_scan import LONGEST_REASON, SeenAnswers
from scoring.evidence_rules import changes, with_seen
from scoring.explain import answer_text
from screens.looking import looks
from screens.parts.answer_fields import let_go
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text
from screens.session.request_language import with_language
from screens.streamlit_patches.run_limit import run_limit

_TEMPLATES = Templates(__file__)
_PROBLEM = "look_problem"  # in the session: why the last look came to nothing, in Dutch


def drawn(name: str, *values: object) -> str:
    """The macro of this name, filled in."""
    return str(getattr(_TEMPLATES.macros("looking.html", chosen_language()), name)(*values))


def lines(findings: Iterable[str], seen: SeenAnswers) -> list[tuple[str, str, str]]:
    """Title, grade in words and sentence of these findings; no sentence once the session that looked is over."""
    _ = text()
    look = looks.last()
    said = {f.id: sentence(f, chosen_language()) for f in look.seen.findings} if look else {}
    return [
        (_(KINDS[one].title), _(GRADE_WORDS[Grade(seen.grades[one])]), said.get(one, ""))
        for one in findings
        if one in seen.grades and one in KINDS
    ]


def seen_of(item_id: str) -> SeenAnswers | None:
    """What was seen, when it says something of this item and its questions are still those of then."""
    scan, rules = this_scan.current(), this_scan.content().evidence
    if rules is None or scan.seen is None or scan.seen.edition != scan.edition or not rules.about(item_id):
        return None
    return scan.seen


def told(item: Item) -> str:
    """What was seen about this question, as HTML; empty when nobody looked."""
    rules, seen = this_scan.content().evidence, seen_of(item.id)
    about = rules.about(item.id) if rules else None
    if seen is None or about is None:
        return ""
    if item.id not in (*seen.answers, *seen.doubted) and not about.answers:
        return ""  # nothing that was seen speaks against the answer
    found = lines(about.findings, seen)
    return drawn("seen", day_in_words(seen.on, chosen_language()), found, _comes_to(item, seen))


def _comes_to(item: Item, seen: SeenAnswers) -> str:
    """What that means for the answer."""
    _ = text()
    scan = this_scan.current()
    if item.id in seen.doubted:
        return _("Dit past niet bij uw antwoord. Kijk het nog eens na.")
    if item.id not in seen.answers:
        return _("Hier volgt geen antwoord uit. Kies zelf.")
    if item.id not in scan.answers or scan.answers[item.id] != seen.answers[item.id]:
        return _("U koos iets anders dan wij zagen: {answer}. Uw antwoord telt.").format(
            answer=_answer(item, seen.answers[item.id])
        )
    if item.id not in scan.to_confirm:
        return _("Uw antwoord past bij wat te zien is.")
    if item.id in seen.said:
        return _(
            "U koos eerst: {answer}. Wij hebben overgenomen wat te zien is. Klopt dat niet? Kies anders."
        ).format(answer=_answer(item, seen.said[item.id]))
    return _("Wij vulden het antwoord in dat hieruit volgt. Klopt het niet? Kies anders.")


def _answer(item: Item, answer: str | list[str] | float) -> str:
    content, scan = this_scan.content(), this_scan.current()
    given = scan.changed(answers={**scan.answers, item.id: answer})
    return answer_text(content, item.id, content.score(given.responses, given.quick), text())


def below(item: Item) -> None:
    """Below the answers: the offer to look where that answers the question, and afterwards room to disagree."""
    rules = this_scan.content().evidence
    if rules is None or not rules.offered_at(item.id):
        return
    seen = seen_of(item.id)
    if seen is None:
        if looks.may_be_offered():
            offer(item.id)
    elif item.id in seen.answers:
        _disagree(item, seen)


def _disagree(item: Item, seen: SeenAnswers) -> None:
    _ = text()
    with st.expander(_("Klopt niet wat wij zagen?"), expanded=item.id in seen.reasons):
        key = f"reason_{item.id}"
        st.text_input(
            _("Kies hierboven uw eigen antwoord. Schrijf hier waarom, als u wilt."),
            value=seen.reasons.get(item.id, ""),
            max_chars=LONGEST_REASON,
            key=key,
            on_change=_reason,
            args=(item.id, key),
        )


def _reason(item_id: str, key: str) -> None:
    scan = this_scan.current()
    if scan.seen is None:
        return
    written = " ".join(str(st.session_state.get(key) or "").split())[:LONGEST_REASON]
    kept = {i: r for i, r in scan.seen.reasons.items() if i != item_id} | (
        {item_id: written} if written else {}
    )
    this_scan.keep(scan.changed(seen=scan.seen.model_copy(update={"reasons": kept})))


def offer(where: str) -> None:
    """The field for the domain, and the look while it is on its way. Takes over what was seen when it is over."""
    _ = text()
    on_its_way = looks.running() is not None
    problem = st.session_state.pop(_PROBLEM, "")
    with st.expander(_("Laat ons kijken"), expanded=on_its_way or bool(problem), key=f"look-{where}"):
        st.html(drawn("offer", with_language("/kijk", chosen_language())))
        with st.form(f"look_{where}", border=False):
            typed = st.text_input(
                _("Uw mailadres of webadres"),
                max_chars=LONGEST,
                key=f"look_typed_{where}",
                autocomplete="off",
            )
            pressed = st.form_submit_button(_("Kijk"), disabled=on_its_way)
        if problem:
            st.html(drawn("problem", _(problem)))
        if pressed and typed.strip():
            looks.begin(typed)
        _follow()


def _follow() -> None:
    """Draws how far the look is, until it is over."""
    found = looks.running()
    if found is None:
        return
    _ = text()
    place = st.empty()
    while True:
        with run_limit.released():  # others compute while this one waits for servers far away
            over = found.wait()
        parts = [(_(PART_WORDS[part]), done, of) for part, (done, of) in list(found.parts.items())]
        place.html(drawn("progress", parts))
        if over:
            break
    looks.ended()
    if found.look is None:
        st.session_state[_PROBLEM] = found.problem
    else:
        _take_over(found.look)
    st.rerun()


def _take_over(look: looks.Look) -> None:
    """Takes over what was seen: in the walk each answer is confirmed at its question; a scan that is done changes only
    when its respondent says so (screens/looking/card.py).
    """
    rules, scan, questions = this_scan.content().evidence, this_scan.current(), this_scan.questionnaire()
    if rules is None or (scan.finished and changes(rules, questions, scan, look.seen)):
        return
    after = with_seen(rules, questions, scan, look.seen, confirm=not scan.finished)
    this_scan.keep(after)
    for item_id in after.seen.answers if after.seen else ():
        let_go(item_id)
