"""Privacy: what is kept, what is published, and what is not promised. In plain words."""

from __future__ import annotations

from functools import partial

import streamlit as st
from babel.numbers import format_decimal

from data.content.promises import counted_once_in, kept_for, promise
from data.privacy import load_privacy
from data.region import Region, load_region
from questionnaire.language.templates import Templates
from screens.markup import fold, heading, listed, paragraph, way
from screens.parts.shell import mark_step
from screens.parts.sums import sums_told
from screens.session import scan
from screens.session.language import chosen_language, text
from screens.session.request_language import with_language

_TEMPLATES = Templates(__file__)


def show() -> None:
    """Draws the screen."""
    _ = text()
    privacy = load_privacy()
    region = load_region(language=chosen_language())
    st.title(_("Privacy"), anchor=False)
    mark_step("privacy")
    st.html(
        paragraph(
            _(
                "Wij willen weten hoe {region} ervoor staat. Wij willen niet weten hoe ú ervoor staat. Zo is het gemaakt."
            ).format(region=region.title),
            "dw-lead",
        )
    )
    k = privacy.smallest_block.value
    _part(
        _("Wat wij niet vragen en niet bewaren"),
        [
            _("Geen naam, geen e-mailadres, geen account. Een naam op de PDF gaat alleen naar uw PDF."),
            _("Geen IP-adres en geen tijdstip bij uw antwoorden."),
            _(
                "Geen cookies van anderen, en niets wat u volgt. Er gaat geen enkel verzoek naar een andere site."
            ),
            _("Kiest u een andere taal, dan onthoudt een tweede cookie die taal. Meer staat er niet in."),
            _("Tikt u liever zelf op ‘Volgende’, dan onthoudt uw eigen browser dat. Wij horen het niet."),
        ],
    )
    _part(
        _("Uw eigen antwoorden"),
        [
            _(
                "Ze staan versleuteld op onze server, zodat u later verder kunt. Alleen u heeft de sleutel: die zit in één cookie en in uw eigen link."
            ),
            _("Zonder die sleutel kunnen ook wij ze niet lezen, en zien we niet van wie ze zijn."),
            _(
                "Gebruikt u ze {time} niet, dan gaan ze vanzelf weg. Met ‘Wis alles’ zijn ze meteen weg."
            ).format(time=kept_for(chosen_language())),
        ],
    )
    _part(
        _("De cijfers over {region}").format(region=region.title),
        [
            _(
                "Als u op ‘Bekijk resultaat’ drukt, tellen we uw antwoorden op bij die van anderen. U kunt dat vooraf uitzetten."
            ),
            _("Er blijft geen rij per bedrijf over, alleen sommen. U telt mee bij: {sums}.").format(
                sums=sums_told(scan.content(), region, _)
            ),
            _(
                "Elke som begint met willekeurige ruis. Hij gaat pas open als er minstens {k} bedrijven in zitten; bij een bijeenkomst opent het totaal bij {event} mensen, en de rest bij {questions}."
            ).format(k=k.municipality, event=k.event, questions=k.event_questions)
            if region.events
            else _(
                "Elke som begint met willekeurige ruis. Hij gaat pas open als er minstens {k} bedrijven in zitten."
            ).format(k=k.municipality),
            _("Wat eenmaal is opgeteld, kan er niet meer uit. Het is ook van niemand meer."),
            _("Doet u de scan opnieuw, dan tellen we u hoogstens één keer in {time}.").format(
                time=counted_once_in(chosen_language())
            ),
            _(
                "Stopt u onderweg, dan tellen we alleen bij welke vraag u was. Dat is één som voor de hele regio, ook met ruis, en pas open bij {count} gestopte scans."
            ).format(count=privacy.drop_off_smallest_block.value),
        ],
    )
    _part(
        _("Wat wij niet beloven"),
        [
            *(
                [_("Dát u meedeed, houden we niet verborgen. Op een bijeenkomst ziet men u immers.")]
                if region.events
                else []
            ),
            _(
                "Wie de server zelf overneemt, kan een potje zien dat nog open is, en de antwoorden van wie dan bezig is."
            ),
            _("Wie veel valse scans instuurt, kan iets beter gaan gokken. Zeker weten kan ook dan niet."),
        ],
    )
    _responsible(region)
    _exact()
    st.html(way(_("Wis alles"), with_language("/wissen", chosen_language()), "dw-button dw-quiet"))


def _part(title: str, lines: list[str]) -> None:
    st.html(heading(title) + listed(lines))


def _responsible(region: Region) -> None:
    """Who answers for it and what one may ask, in plain words; the articles fold open."""
    _ = text()
    about = region.responsible
    authority = next((h for h in region.local_help if h.id == about.complaints), None)
    macros = _TEMPLATES.macros("screens.html", chosen_language())
    draft = (
        "" if about.confirmed else str(macros.draft(_("De gemeenten hebben dit deel nog niet vastgesteld.")))
    )
    complain = macros.complain(
        authority.title if authority else "", (authority.url if authority else "") or ""
    )
    st.html(
        heading(_("Wie is verantwoordelijk, en wat mag u vragen?"))
        + draft
        + paragraph(_("Verantwoordelijk: {controller}.").format(controller=about.controller.rstrip(".")))
        + paragraph(about.contact)
        + listed(
            (
                _("Inzien, meenemen en verbeteren: dat doet u zelf, bij ‘Bewaar’ en in de vragen."),
                _("Wissen: met ‘Wis alles’, hieronder. Dan is alles meteen weg, ook bij ons."),
                _("Niet meetellen: dat kiest u vóór uw resultaat."),
            )
        )
        + fold(
            _("Voor wie het precies wil weten"),
            paragraph(_("Waarom het mag: {ground}").format(ground=about.legal_ground))
            + paragraph(_("Functionaris gegevensbescherming: {officer}").format(officer=about.officer))
            + paragraph(
                _(
                    "U heeft recht op inzage, verbetering, wissen, beperking en bezwaar. Wij weten niet welke scan van wie is. Zonder uw eigen link of bestand kunnen wij daarom niets voor u opzoeken (artikel 11 van de AVG)."
                )
            )
            + paragraph(_("Er beslist geen computer over u. De score en het advies zijn alleen voor u."))
            + str(complain),
        )
    )


def _exact() -> None:
    """The promise in figures, folded: for who wants to check it."""
    _ = text()
    region, promised = load_region(), promise(scan.content().questionnaire)
    told, figure = promised.told, partial(format_decimal, locale=chosen_language())
    lines = [
        _(
            "Per antwoord: wie alles van iedereen weet behalve dit ene antwoord, komt door de cijfers van de regio van 50 naar hoogstens {certain} procent zekerheid of iets geregeld is, en hoogstens {most} over elk ander verschil. De ruis is discreet Laplace verdeeld; epsilon is {epsilon} en {epsilon_most}."
        ).format(
            certain=promised.region,
            most=promised.region_any,
            epsilon=figure(round(told.in_place.epsilon, 2)),
            epsilon_most=figure(round(told.any_answer.epsilon, 2)),
        )
    ]
    if region.events:
        lines.append(
            _(
                "Was u ook op een bijeenkomst, dan is dat in {usual} van de 100 gevallen hoogstens {certain} procent, en {most} over elk ander verschil. In de andere gevallen kan het meer zijn; zeker weten kan nooit. Die ruis is discreet Gaussisch, even breed als Laplace met epsilon {epsilon} en {epsilon_most}."
            ).format(
                usual=promised.usual,
                certain=promised.event,
                most=promised.event_any,
                epsilon=figure(round(told.in_place.event, 2)),
                epsilon_most=figure(round(told.any_answer.event, 2)),
            )
        )
    lines.append(
        _(
            "Van één hele scan, alle antwoorden samen, is epsilon {whole} in de regio: daarvan blijft dus wel een indruk over. De belofte geldt per bewaarde scan, niet per bedrijf: wie nog een scan doet met een andere sleutel, telt nog een keer."
        ).format(whole=promised.whole_region)
    )
    st.html(fold(_("De belofte in cijfers"), "".join(map(paragraph, lines))))
