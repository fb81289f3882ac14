"""Vraag het een ander: a link for the supplier, the web builder or a colleague, and what came back through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from html import escape

import streamlit as st

from data import clock
from data.enquiries import open_enquiry, put_enquiry, withdraw_enquiry
from data.tokens import new_token
from questionnaire.language.dates import day_in_words
from questionnaire.language.translation import N_, translator
from questionnaire.saved_scans.enquiry import (
    DAYS_OPEN,
    LONGEST_NAME,
    MOST_OPEN,
    Asked,
    Reply,
    Whom,
    as_text,
    asked_of_others,
    changes_of,
    confirmation,
    read_asked,
    read_reply,
    taken_over,
)
from questionnaire.saved_scans.saved_scan import SavedScan, SentEnquiry
from scoring.explain import answer_text
from screens.downloads.links import enquiry_link
from screens.markup import paragraph, plain
from screens.parts.answer_fields import let_go
from screens.parts.to_myself import ways
from screens.session import scan as this_scan
from screens.session.addresses import sites_here
from screens.session.language import chosen_language, text

_ASK: dict[Whom, str] = {
    "supplier": N_("Maak een link voor wie uw ICT doet"),
    "builder": N_("Maak een link voor wie uw website maakte"),
    "inside": N_("Maak een link voor een collega"),
}
_SENT: dict[Whom, str] = {
    "supplier": N_("Link voor wie uw ICT doet"),
    "builder": N_("Link voor wie uw website maakte"),
    "inside": N_("Link voor een collega"),
}
_BY = "enquiry_by"  # in the session: the name that the respondent asks under


@dataclass(frozen=True)
class Sent:
    """One enquiry of this scan: what was asked and what came back; both None when the link opens nothing any
    more.
    """

    enquiry: SentEnquiry
    asked: Asked | None
    reply: Reply | None


def sent(scan: SavedScan) -> list[Sent]:
    """The enquiries of this scan that were not taken over yet."""
    found = []
    for one in scan.enquiries:
        if one.seen_on is None:
            kept = open_enquiry(one.token)
            asked = read_asked(kept.asked) if kept else None
            found.append(Sent(one, asked, read_reply(kept.answered) if kept else None))
    return found


def answered(scan: SavedScan) -> int:
    """To how many enquiries an answer waits to be taken over."""
    return sum(one.reply is not None for one in sent(scan)) if scan.enquiries else 0


def enquiries(open_items: Mapping[Whom, tuple[str, ...]]) -> None:
    """Draws what came back, what was sent, and the button for each of whom something can be asked.

    `open_items` are the items that each of them can tell about. Nothing on an event laptop, whose links are
    gone when people are at home.
    """
    if sites_here().is_for_a_while:
        return
    scan = this_scan.current()
    for number, one in enumerate(sent(scan)):
        with st.container(key=f"card-enquiry-{number}"):
            if one.asked is not None and one.reply is not None:
                _came_back(one, one.asked, one.reply)
            else:
                _on_its_way(one)
    _taken(scan)
    if any(open_items.values()):
        _new(open_items, scan)


def _new(open_items: Mapping[Whom, tuple[str, ...]], scan: SavedScan) -> None:
    _ = text()
    if sum(one.seen_on is None for one in scan.enquiries) >= MOST_OPEN:
        return
    with st.container(key="card-ask-other"):
        told = _(
            "De ander krijgt een link, zonder account. Hij of zij ziet alleen deze vragen: geen score en geen andere antwoorden. U kijkt de antwoorden na voordat ze meetellen."
        )
        st.html(
            f'<h2 class="dw-card-title">{escape(_("Laat de ander het zelf invullen"))}</h2>{paragraph(told)}'
        )
        by = st.text_input(
            _("Uw naam of bedrijf, zodat de ander weet wie het vraagt"), max_chars=LONGEST_NAME, key=_BY
        )
        pressed: Whom | None = None
        with st.container(key="ask-other-buttons", horizontal=True):
            for whom, items in open_items.items():
                if items and st.button(plain(_(_ASK[whom])), key=f"ask_{whom}"):
                    pressed = whom
        if pressed is None:
            return
        if not by.strip():
            st.html(f'<p class="dw-error" role="alert">{escape(_("Vul eerst uw naam of bedrijf in."))}</p>')
            return
        _send(pressed, open_items[pressed], " ".join(by.split()))
        st.rerun()


def _send(whom: Whom, items: tuple[str, ...], by: str) -> None:
    scan, token = this_scan.current(), new_token()
    until = clock.today() + timedelta(DAYS_OPEN)
    asked = asked_of_others(this_scan.questionnaire(), this_scan.counting(), items, by, whom, scan.edition)
    put_enquiry(token, as_text(asked), until)
    one = SentEnquiry(token=token, whom=whom, until=until)
    this_scan.keep(scan.changed(enquiries=(*scan.enquiries, one)[-20:]))


def _on_its_way(one: Sent) -> None:
    _ = text()
    head = f'<h2 class="dw-card-title">{escape(_(_SENT[one.enquiry.whom]))}</h2>'
    if one.asked is None:
        st.html(head + paragraph(_("Deze link is verlopen en werkt niet meer.")))
        st.button(
            _("Weghalen"), key=f"drop_{one.enquiry.token[:8]}", on_click=_withdraw, args=(one.enquiry.token,)
        )
        return
    link = enquiry_link(sites_here(), one.enquiry.token, chosen_language())
    count = len(one.asked.items)
    told = (
        translator(chosen_language())
        .ngettext(
            "{count} vraag, gesteld door {by}. De link werkt tot en met {day}. Er is nog geen antwoord.",
            "{count} vragen, gesteld door {by}. De link werkt tot en met {day}. Er is nog geen antwoord.",
            count,
        )
        .format(count=count, by=one.asked.by, day=day_in_words(one.enquiry.until, chosen_language()))
    )
    subject = _("Vragen over onze digitale veiligheid")
    said = _("Wilt u deze vragen over onze digitale veiligheid beantwoorden? Dat kan zonder account:")
    st.html(head + paragraph(told) + ways(link, subject, said))
    st.button(
        _("Trek de link in"),
        key=f"withdraw_{one.enquiry.token[:8]}",
        type="tertiary",
        on_click=_withdraw,
        args=(one.enquiry.token,),
    )


def _withdraw(token: str) -> None:
    withdraw_enquiry(token)
    scan = this_scan.current()
    this_scan.keep(scan.changed(enquiries=tuple(one for one in scan.enquiries if one.token != token)))


def _came_back(one: Sent, asked: Asked, reply: Reply) -> None:
    _ = text()
    token, scan, language = one.enquiry.token, this_scan.current(), chosen_language()
    day = day_in_words(reply.on, language)
    note = f'<blockquote class="dw-quote">{escape(reply.note)}</blockquote>' if reply.note else ""
    st.html(
        f'<h2 class="dw-card-title">{escape(_("{name} heeft geantwoord").format(name=reply.name))}</h2>'
        + paragraph(_("Gezien op {day}.").format(day=day))
        + note
    )
    changes = changes_of(this_scan.questionnaire(), asked, scan, reply)
    if not changes:
        st.html(paragraph(_("Hierdoor verandert geen van uw antwoorden.")))
    chosen = [
        item_id
        for item_id in changes
        if _change(token, item_id, scan, scan.with_answer(item_id, changes[item_id]))
    ]
    with st.container(key=f"accept-{token[:8]}", horizontal=True):
        if changes and st.button(_("Neem over"), key=f"accept_{token[:8]}", type="primary"):
            _accept(token, reply, chosen)
            st.rerun()
        st.button(_("Neem niet over"), key=f"refuse_{token[:8]}", on_click=_withdraw, args=(token,))


def _change(token: str, item_id: str, before: SavedScan, after: SavedScan) -> bool:
    """One answer that changes, with what it was; whether it is to be taken over."""
    _ = text()
    item = this_scan.as_asked(item_id)
    content = this_scan.content()
    was, becomes = (
        answer_text(content, item_id, content.score(one.responses, one.quick), _) for one in (before, after)
    )
    ticked = st.checkbox(plain(item.question), value=True, key=f"take_{token[:8]}_{item_id}")
    st.html(
        f'<p class="dw-change"><span>{escape(was)}</span> <span aria-hidden="true">→</span> <strong>{escape(becomes)}</strong></p>'
    )
    return ticked


def _accept(token: str, reply: Reply, item_ids: list[str]) -> None:
    """Takes these answers over, and closes the link: from now on the answers are the respondent's own."""
    scan = taken_over(this_scan.questionnaire(), this_scan.current(), reply, item_ids)
    kept = tuple(
        one.model_copy(update=confirmation(scan, reply)) if one.token == token else one
        for one in scan.enquiries
    )
    this_scan.keep(scan.changed(enquiries=kept))
    for item_id in item_ids:
        let_go(item_id)
    withdraw_enquiry(token)


def _taken(scan: SavedScan) -> None:
    _ = text()
    lines = "".join(
        f"<li>{escape(_('Antwoorden van {name}, gezien op {day}').format(name=one.seen_by, day=day_in_words(one.seen_on, chosen_language())))}</li>"
        for one in scan.enquiries
        if one.seen_on is not None
    )
    if lines:
        st.html(f'<ul class="dw-good">{lines}</ul>')
