"""Screen "Papier invoeren": a volunteer types in what somebody filled in by pen. Digits choose, Enter goes
on.

The keys are caught by `screens/assets/typing.js`; without it everything works by mouse and Tab as well. What
is typed stands in this session only, apart from any scan of the volunteer's own, and is gone with the next
participant.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

import streamlit as st

from data.organisers.events import Event
from data.region import load_region
from data.tokens import new_token
from pdf.paper import render_paper
from questionnaire.answer_codes import answer_codes
from questionnaire.language.templates import Templates
from questionnaire.language.translation import translator
from questionnaire.models import Item
from questionnaire.number_input import NumberRefused
from questionnaire.respondent import is_offered
from questionnaire.responses import DONT_KNOW, Answer
from questionnaire.routing import Routing
from questionnaire.saved_scans.saved_scan import SavedScan
from questionnaire.walk import item_before, next_item, path, progress, walk
from scoring.advising.advice import advise
from scoring.advising.outcome import score_figure
from screens.downloads.documents import DownloadOptions, advice_pdf
from screens.downloads.links import carried_link
from screens.markup import heading, listed, message, paragraph, plain, qr_figure
from screens.parts.paper_fields import typed_answer, typed_text
from screens.parts.shell import mark_step
from screens.session import scan as this_scan
from screens.session.addresses import sites_here
from screens.session.counting import finished
from screens.session.joining import CODE, event_of_address, over_by_now, told_over, told_too_late
from screens.session.language import chosen_language, text

CSS = Path(__file__).parent / "assets" / "typing.css"
SCAN, AT, TURN, WRONG, COUNT = "typed_scan", "typed_at", "typed_turn", "typed_wrong", "typed_count"
LEFT_EMPTY, NO_NUMBER = (
    "typed_left_empty",
    "typed_no_number",
)  # told once that it is empty; the text that was no number
_TEMPLATES = Templates(__file__)


def show() -> None:
    """Draws the start, one question, or the end of one participant."""
    st.html(CSS)
    scan: SavedScan | None = st.session_state.get(SCAN)
    if scan is not None:
        # Whoever types goes along with the questions of now: an answer that they offer no more is asked
        # again.
        questions, edition = this_scan.questionnaire(), this_scan.content().edition
        scan = st.session_state[SCAN] = scan.sound(questions).changed(
            edition=edition, version=questions.version
        )
    if scan is None:
        _start()
        _mark("start")
    elif scan.finished:
        _result(scan)
        _mark("result")
    elif item := _item(scan):
        _question(scan, item)
    else:
        _end(scan)


def _start() -> None:
    _ = text()
    event = event_of_address()
    st.title(_("Papier invoeren"), anchor=False)
    mark_step(f"paper {st.session_state.get(COUNT, 0)}")
    if event is None and st.query_params.get(CODE):
        told = _(
            "Deze bijeenkomst is voorbij, of de code klopt niet. Wat u nu invoert, telt in geen zaal mee. Wel in de gemeente en de branche."
        )
        st.html(message(told))
    if event:
        st.html(paragraph(_("Voor de bijeenkomst: {name}").format(name=event.name), "dw-lead"))
    st.html(
        paragraph(
            _(
                "Hier typt u de antwoorden van iemand die de scan op papier deed. Daarna krijgt die persoon het eigen advies."
            )
        )
    )
    rules = (
        _("Typ het cijfer dat op papier voor het vakje staat en druk op Enter."),
        _("Bij een getal typt u het getal. Backspace gaat een vraag terug."),
        _("Is een vraag leeg op papier? Druk twee keer op Enter, dan wordt het 'Weet ik niet'."),
        _("Praat niet over wat u leest, en geef de bladen terug aan de deelnemer."),
    )
    st.html(listed(rules))
    kinds = {True: _("Snelle scan"), False: _("Volledige scan")}
    quick = st.radio(
        _("Welke bladen heeft u?"),
        [True, False],
        format_func=kinds.__getitem__,
        index=0 if event and event.scan == "quick" else 1,
    )
    st.button(_("Begin"), type="primary", on_click=_begin, args=(quick, event))
    made = partial(_paper, quick, chosen_language())
    st.download_button(
        _("Download de lege bladen (PDF)"),
        made,
        file_name="scan-op-papier.pdf",
        mime="application/pdf",
        on_click="ignore",
    )
    if done := st.session_state.get(COUNT):
        st.html(paragraph(_("Ingevoerd in deze sessie: {count}.").format(count=done), "dw-soft"))


def _paper(quick: bool, language: str) -> bytes:
    return render_paper(this_scan.content().localised(language), load_region(language=language), quick)


def _begin(quick: bool, event: Event | None) -> None:
    st.session_state[SCAN] = SavedScan(
        quick=quick, event=event.id if event else None, version=this_scan.questionnaire().version
    )
    _turn(None)


def _turn(at: str | None, wrong: str = "", empty: bool = False, no_number: str = "") -> None:
    """On to another question, or the same one with what is wrong; the script waits for the number to change."""
    st.session_state[AT], st.session_state[WRONG] = at, wrong
    st.session_state[LEFT_EMPTY], st.session_state[NO_NUMBER] = empty, no_number
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


def _item(scan: SavedScan) -> Item | None:
    questions = this_scan.questionnaire()
    at = st.session_state.get(AT)
    return questions.items[at] if at in questions.items else next_item(questions, scan.responses, scan.quick)


def _question(scan: SavedScan, item: Item) -> None:
    _ = text()
    questions, turn = this_scan.questionnaire(), st.session_state[TURN]
    number = Routing(questions, chosen_language(), scan.quick).numbers[item.id]
    done = progress(questions, scan.responses, scan.quick)
    st.progress(done.share, text=plain(_("Vraag {number} op papier").format(number=number)))
    st.title(plain(item.question), anchor=False)
    mark_step(f"paper {turn}")
    with st.form(f"typed-{turn}", border=False):
        answer = typed_answer(item, scan.responses.get(item.id), turn, st.session_state.get(NO_NUMBER, ""))
        # An answer that was typed before may stop fitting when an earlier one is mended: it is asked again,
        # and says why.
        if wrong := st.session_state.get(WRONG) or _not_offered(scan, item, scan.responses.get(item.id)):
            st.html(message(wrong))
        if st.form_submit_button(_("Volgende"), type="primary", key=f"typed_next_{turn}"):
            _keep(scan, item, answer)
            st.rerun()
    st.button(_("Vorige"), key=f"typed_back_{turn}", on_click=_back, args=(scan, item), type="tertiary")
    _foot(item.kind, answer_codes(item))


def _keep(scan: SavedScan, item: Item, answer) -> None:
    _ = text()
    if answer is None and st.session_state.get(LEFT_EMPTY) and item.dont_know:
        answer = DONT_KNOW
    if isinstance(answer, NumberRefused):
        _turn(item.id, answer.say(_), no_number=typed_text(st.session_state[TURN]))
    elif answer is None:
        _turn(
            item.id,
            _("Er is niets gekozen. Leeg op papier? Druk nog eens op Enter, dan wordt het 'Weet ik niet'."),
            empty=True,
        )
    elif not item.accepts(answer):
        _turn(item.id, _("Deze antwoorden kunnen niet samen. Kies wat het meest op het papier lijkt."))
    elif hidden := _not_offered(scan, item, answer):
        _turn(item.id, hidden)
    else:
        st.session_state[SCAN] = scan.with_answer(item.id, answer)
        _turn(None)


def _not_offered(scan: SavedScan, item: Item, answer: Answer | None) -> str:
    """Why this answer cannot be, when it was meant for others than this participant; empty when it can."""
    _, questions = text(), this_scan.questionnaire()
    given, routing = (
        walk(questions, scan.responses, scan.quick).counting,
        Routing(questions, chosen_language(), scan.quick, coded=True),
    )
    parts = answer if isinstance(answer, tuple) else (answer,)
    told = []
    for code, part in answer_codes(item).items():
        option = item.options_by_id.get(part)
        if part not in parts or option is None or is_offered(option, given):
            continue
        if not routing.is_ever_offered(option):
            told.append(_("Antwoord {code} staat niet op deze bladen.").format(code=code))
        else:
            told.append(
                _("Antwoord {code} kan hier niet: {for_whom}.").format(
                    code=code, for_whom=routing.offered_to(option)
                )
            )
    if told:
        told.append(
            _(
                "Kijk of daar het goede is ingevoerd. Klopt het? Kies dan wat er verder op het papier staat, of laat de vraag leeg."
            )
        )
    return " ".join(told)


def _back(scan: SavedScan, item: Item | None) -> None:
    questions = this_scan.questionnaire()
    order = [i.id for i in questions.items.values() if i.id in scan.answers]
    before = (
        item_before(questions, path(questions, scan.responses, scan.quick), item.id)
        if item
        else questions.items[order[-1]]
    )
    if before:
        _turn(before.id)
    else:
        _forget()


def _foot(kind: str, codes: Iterable[str]) -> None:
    """The switch for the keys, the way out, and the mark for the script."""
    _ = text()
    with st.container(
        key="typed_foot", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        st.toggle(_("Typen met cijfers, Enter en Backspace"), value=True, key="typed_keys")
        st.button(_("Stop met deze bladen en wis wat is ingevoerd"), on_click=_forget, type="tertiary")
    _mark(kind, codes, st.session_state.get("typed_keys", True))


def _mark(kind: str, codes: Iterable[str] = (), keys: bool = False) -> None:
    """Tells the script which keys there are now; none at the start and at the result."""
    macros = _TEMPLATES.macros("screens.html", chosen_language())
    st.html(macros.typing(st.session_state.get(TURN, 0), kind, " ".join(codes), keys))


def _end(scan: SavedScan) -> None:
    _ = text()
    st.title(_("Alles is ingevoerd"), anchor=False)
    mark_step(f"paper {st.session_state[TURN]}")
    st.html(
        paragraph(
            translator(chosen_language())
            .ngettext(
                "{count} antwoord. Kijk nog even op het laatste blad: staat er een kruisje bij 'niet meetellen'?",
                "{count} antwoorden. Kijk nog even op het laatste blad: staat er een kruisje bij 'niet meetellen'?",
                len(scan.answers),
            )
            .format(count=len(scan.answers))
        )
    )
    if over := over_by_now(scan.event):
        st.html(message(told_over(over), "dw-note", "status"))
    with st.form("typed-end", border=False):
        out = st.checkbox(
            _("Er staat een kruisje: deze antwoorden tellen niet mee in de cijfers"), key="typed_out"
        )
        if st.form_submit_button(
            _("Klaar, toon het advies"), type="primary", key=f"typed_next_{st.session_state[TURN]}"
        ):
            st.session_state[SCAN] = finished(scan.changed(kept_out=out), new_token())
            st.session_state[COUNT] = st.session_state.get(COUNT, 0) + 1
            _turn(None)
            st.rerun()
    st.button(
        _("Vorige"),
        key=f"typed_back_{st.session_state[TURN]}",
        on_click=_back,
        args=(scan, None),
        type="tertiary",
    )
    _foot("end", ())


def _result(scan: SavedScan) -> None:
    _ = text()
    content = this_scan.content()
    score = content.score(scan.responses, scan.quick)
    link = carried_link(sites_here(), scan, chosen_language())
    st.title(_("Het advies is klaar"), anchor=False)
    mark_step(f"paper {st.session_state[TURN]}")
    told = _("Score: {score} van 100.").format(score=score_figure(score))
    if score.level:
        told += " " + _("Niveau: {level}.").format(level=score.level.title)
    st.html(paragraph(told, "dw-lead"))
    if scan.after_event:
        st.html(paragraph(told_too_late(), "dw-note"))
    if scan.to_count:
        told = _("Tellen lukte nu niet. Typ dit papier later nog eens in: dan telt het alsnog mee.")
        st.html(paragraph(told, "dw-note"))
    first = [r.measure.title for r in advise(content, score).week]
    if first:
        st.html(heading(_("Als eerste te doen")) + listed(first, ordered=True))
    made = partial(_advice, scan, chosen_language(), st.context.url or "")
    st.download_button(
        _("Download het advies (PDF) om te printen"),
        made,
        file_name="weerbaarheidsadvies.pdf",
        mime="application/pdf",
        type="primary",
        on_click="ignore",
    )
    st.html(
        heading(_("Of op de telefoon van de deelnemer"))
        + paragraph(
            _(
                "De deelnemer scant deze code en ziet daar het hele advies. De antwoorden staan in de code zelf, niet op onze server."
            )
        )
        + qr_figure(link, _("QR-code met het resultaat van de deelnemer"))
    )
    st.button(_("Volgende deelnemer (wist dit scherm)"), on_click=_forget)


def _advice(scan: SavedScan, language: str, at: str) -> bytes:
    return advice_pdf(scan, language, DownloadOptions(private_page=True, host=at)).body


def _forget() -> None:
    """Nothing of this participant stays behind in the session."""
    for key in [
        key
        for key in st.session_state
        if str(key).startswith("typed_") and key not in (COUNT, TURN, "typed_keys")
    ]:
        del st.session_state[key]
