"""The pages of who answers questions for somebody else: opening the link, the questions, thanks, and closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape

from markupsafe import Markup

from questionnaire.language.dates import day_in_words
from questionnaire.language.translation import N_
from questionnaire.models import Item
from questionnaire.number_input import NumberRefused, number_text, read_number
from questionnaire.responses import NOT_APPLICABLE, Answer
from questionnaire.saved_scans.enquiry import LONGEST_NAME, LONGEST_NOTE, Asked, Reply, Whom
from screens.markup import fold, paragraph
from screens.session.request_language import texts, with_language
from web.assets import Assets
from web.pages.frame import render_page
from web.pages.notice import notice

_AS: dict[Whom, str] = {
    "supplier": N_("U bent de ICT-leverancier, of helpt met de computers."),
    "builder": N_("U maakt of onderhoudt de website."),
    "inside": N_("U werkt in het bedrijf, of kent het goed."),
}


@dataclass(frozen=True)
class Put:
    """What is asked of the other one, in one language: items with their options, until when, and what came
    back already.
    """

    asked: Asked
    items: tuple[Item, ...]
    until: date
    reply: Reply | None


@dataclass(frozen=True)
class Form:
    """The fields as they were filled in. `wrong` tells by field what to do about it, empty when all is well."""

    name: str = ""
    on: str = ""
    note: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    trouble: bool = False

    @classmethod
    def of_reply(cls, put: Put, today: date, language: str) -> Form:
        """As it was sent before, else empty and of today."""
        reply = put.reply
        if reply is None:
            return cls(on=today.isoformat())
        given = reply.responses.answers
        typed = {i: number_text(a, language) for i, a in given.items() if isinstance(a, float | int)}
        return cls(reply.name, reply.on.isoformat(), reply.note, given, typed)

    @classmethod
    def sent(cls, put: Put, fields: Mapping[str, str], today: date, language: str) -> Form:
        """What was sent, checked. What its item does not offer counts as left out."""
        _ = texts(language)
        wrong: dict[str, str] = {}
        name = " ".join(fields.get("naam", "").split())[:LONGEST_NAME]
        if not name:
            wrong["naam"] = _("Vul uw naam in, zodat duidelijk is wie dit zag.")
        on = fields.get("gezien", "")
        try:
            if date.fromisoformat(on) > today:
                wrong["gezien"] = _("Kies een dag die niet in de toekomst ligt.")
        except ValueError:
            wrong["gezien"] = _("Kies de dag waarop u dit zag.")
        answers: dict[str, Answer] = {}
        typed: dict[str, str] = {}
        for item in put.items:
            if item.kind == "number" and item.number and (text := fields.get(f"v-{item.id}", "").strip()):
                typed[item.id] = text
                try:
                    answers[item.id] = read_number(text, item.number, language)
                except NumberRefused as error:
                    wrong[item.id] = error.say(_)
                continue
            answer = _chosen(item, fields)
            if answer is not None and item.accepts(answer):
                answers[item.id] = answer
        if not answers and not wrong:
            wrong["answers"] = _("Beantwoord minstens één vraag. Weet u het niet? Laat die vraag dan leeg.")
        note = fields.get("notitie", "").strip()[:LONGEST_NOTE]
        return cls(name, on, note, answers, typed, wrong)

    def reply(self) -> Reply:
        """What is kept; call it only when nothing is wrong."""
        answers = {i: list(a) if isinstance(a, tuple) else a for i, a in self.answers.items()}
        return Reply(name=self.name, on=date.fromisoformat(self.on), note=self.note, answers=answers)


def _chosen(item: Item, fields: Mapping[str, str]) -> Answer | None:
    if item.kind != "multiple":
        return fields.get(f"v-{item.id}") or None
    if fields.get(f"v-{item.id}-{NOT_APPLICABLE}"):
        return NOT_APPLICABLE
    ticked = tuple(o for o in item.options if fields.get(f"v-{item.id}-{o.id}"))
    alone = [o.id for o in ticked if o.exclusive]
    return (alone[0],) if alone else tuple(o.id for o in ticked) or None


def open_page(assets: Assets, language: str) -> Markup:
    """Opens what the link carries behind `#`, which no log sees."""
    _ = texts(language)
    title = _("Vragen voor u")
    return render_page(assets, "enquiry_open.html", language, title, path="/antwoord", script="resume.js")


def closed_page(assets: Assets, language: str) -> Markup:
    """A link that was withdrawn, is over, or was answered and taken over."""
    _ = texts(language)
    told = _(
        "De vragen zijn ingetrokken, verlopen, of uw antwoorden zijn al overgenomen. Vraag wie u de link gaf om een nieuwe."
    )
    return notice(assets, language, _("Deze link werkt niet meer"), told)


def thanks_page(assets: Assets, language: str, put: Put) -> Markup:
    """After sending."""
    _ = texts(language)
    title = _("Bedankt voor uw antwoorden")
    told = _("{by} ziet ze nu in de scan, met uw naam erbij.").format(by=put.asked.by)
    return render_page(assets, "enquiry_thanks.html", language, title, told=told)


def questions_page(assets: Assets, language: str, put: Put, form: Form) -> Markup:
    """The questions, with who asks and what happens with the answers."""
    _ = texts(language)
    title = _("Vragen van {by}").format(by=put.asked.by)
    told = _(
        "{by} deed de Digitale Weerbaarheidsscan en weet deze antwoorden niet. Wilt u ze geven? Met ‘u’ bedoelen de vragen het bedrijf van {by}."
    ).format(by=put.asked.by)
    seen = _(
        "U ziet alleen deze vragen, geen score en geen andere antwoorden. De link werkt tot en met {day}."
    ).format(day=day_in_words(put.until, language))
    errors = list(form.wrong.values())
    if form.trouble:
        errors.append(_("Bewaren lukt nu even niet. Uw antwoorden staan er nog: probeer het zo opnieuw."))
    alert = "".join(paragraph(error) for error in errors)
    fields = "".join(_question(number, item, form, language) for number, item in enumerate(put.items, 1))
    body = (
        f"<h1>{escape(title)}</h1>"
        + (f'<div class="dw-error" role="alert">{alert}</div>' if alert else "")
        + f"{paragraph(_(_AS[put.asked.whom]))}{paragraph(told)}{paragraph(seen)}"
        f'<form class="dw-enquiry" method="post" action="{with_language("/antwoord/vragen", language)}">{fields}'
        f'<fieldset class="dw-asked-card"><legend>{escape(_("Wie bent u?"))}</legend>'
        f'<div class="dw-form"><label>{escape(_("Uw naam en bedrijf"))}'
        f'<input type="text" name="naam" maxlength="{LONGEST_NAME}" required autocomplete="name" value="{escape(form.name)}"{_invalid("naam", form)}></label>'
        f"<label>{escape(_('Gezien op'))}"
        f'<input type="date" name="gezien" required value="{escape(form.on)}"{_invalid("gezien", form)}></label>'
        f"<label>{escape(_('Notitie (mag leeg)'))}"
        f'<textarea name="notitie" rows="3" maxlength="{LONGEST_NOTE}">{escape(form.note)}</textarea></label></div></fieldset>'
        f'<button class="dw-button" type="submit">{escape(_("Verstuur de antwoorden"))}</button></form>'
    )
    # Safe: every text in it is escaped where it is put in, here or by `screens/markup.py`.
    inside = Markup(body)
    return render_page(assets, "inside.html", language, title, path="/antwoord/vragen", inside=inside)


def _invalid(name: str, form: Form) -> str:
    return ' aria-invalid="true"' if name in form.wrong else ""


def _question(number: int, item: Item, form: Form, language: str) -> str:
    _ = texts(language)
    given = form.answers.get(item.id)
    lead = item.supplier_question or item.question
    under = paragraph(item.question, "dw-soft") if lead != item.question else ""
    more = fold(_("Hoe kom ik hierachter?"), paragraph(item.how_to_find), lead) if item.how_to_find else ""
    if item.kind == "number" and item.number:
        unit = _("Aantal {unit}").format(unit=item.number.unit)
        fields = (
            f'<div class="dw-form"><label>{escape(unit)}<input type="text" inputmode="decimal" name="v-{escape(item.id)}" '
            f'value="{escape(form.typed.get(item.id, ""))}"{_invalid(item.id, form)}></label></div>'
        )
    else:
        fields = "".join(_option(item, o.id, o.label, given) for o in item.options)
        if item.not_applicable:
            fields += _option(item, NOT_APPLICABLE, _("Niet van toepassing"), given)
    if item.kind == "single":
        fields += _option(item, "", _("Weet ik niet, laat leeg"), given)
    return f'<fieldset class="dw-asked-card"><legend>{number}. {escape(lead)}</legend>{under}{fields}{more}</fieldset>'


def _option(item: Item, answer: str, label: str, given: Answer | None) -> str:
    chosen = answer in given if isinstance(given, tuple) else (given or "") == answer
    several = item.kind == "multiple"
    name = f"v-{item.id}-{answer}" if several else f"v-{item.id}"
    kind, value = ("checkbox", "1") if several else ("radio", answer)
    return (
        f'<label class="dw-choice"><input type="{kind}" name="{escape(name)}" value="{escape(value)}"'
        f"{' checked' if chosen else ''}><span>{escape(label)}</span></label>"
    )
