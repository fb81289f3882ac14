"""Privacy: what is kept, what is published, and what is not promised. In plain words."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st
from babel.numbers import format_decimal

from data.aggregates.derivation import YEARS_COUNTED
from data.content.promises import USUAL_PCT, counted_once_in, kept_for, promise
from data.privacy import load_privacy
from data.region import load_region
from screens.markup import listed, paragraph
from screens.parts.shell import mark_step
from screens.session import scan as this_scan
from screens.session.language import chosen_language, text
from screens.session.request_language import with_language


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
                "Wij willen weten hoe weerbaar {region} is. Wij willen niet weten hoe weerbaar ú bent. Zo is het gemaakt."
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
            _(
                "Er blijft geen rij per bedrijf over: alleen sommen, per gemeente, per soort bedrijf met grootte, en per bijeenkomst."
            ),
            _(
                "Bij elk antwoord gooien we eerst een dobbelsteen: soms draaien we het om voordat het ergens wordt opgeschreven. Wat we bewaren is daardoor van niemand meer te vertrouwen. Over veel bedrijven samen valt het toeval weg."
            ),
            _(
                "Een som gaat open als er {k} bedrijven bij kwamen, en aan het eind van een kwartaal. De som van een bijeenkomst begint met willekeurige ruis; het totaal gaat open bij {event} mensen, de rest bij {questions}."
            ).format(k=k.region, event=k.event, questions=k.event_questions),
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
            _("Dát u meedeed, houden we niet verborgen. Op een bijeenkomst ziet men u immers."),
            _(
                "Wie de server zelf overneemt, kan de antwoorden zien van wie dan bezig is, en bij een bijeenkomst wat er tussen twee momenten bij kwam."
            ),
            _("Wie veel valse scans instuurt, kan iets beter gaan gokken. Zeker weten kan ook dan niet."),
        ],
    )
    _exact()
    st.html(
        f'<p><a class="dw-button dw-quiet" href="{with_language("/wissen", chosen_language())}">{escape(_("Wis alles"))}</a></p>'
    )


def _part(title: str, lines: list[str]) -> None:
    st.html(f"<h2>{escape(title)}</h2>{listed(lines)}")


def _exact() -> None:
    """The promise in figures, for who wants to check it."""
    _ = text()
    privacy = load_privacy()
    figure = partial(format_decimal, locale=chosen_language())
    promised = promise(this_scan.questionnaire(), privacy)
    told = promised.told
    first = _(
        "Per antwoord: wie alles van iedereen weet behalve dit ene antwoord, en ook onze bestanden heeft, komt voor de cijfers van de regio van 50 naar hoogstens {certain} procent zekerheid of iets geregeld is, en hoogstens {any} over elk ander verschil. Was u ook op een bijeenkomst, dan is dat in {usual} van de 100 gevallen hoogstens {both}, en {both_any}."
    ).format(
        certain=promised.region_certain,
        any=promised.region_any,
        usual=USUAL_PCT,
        both=promised.both_certain,
        both_any=promised.both_any,
    )
    second = _(
        "Voor wie het wil narekenen: epsilon per antwoord is {answer} en {most}; van een bijeenkomst komt er {event} en {event_most} bij, met Gaussische ruis die even breed is als Laplace-ruis van die epsilon. Over een hele scan opgeteld is het {whole}, en {whole_event} van een bijeenkomst: van alle antwoorden samen blijft dus wel een indruk over."
    ).format(
        answer=figure(round(told.in_place.region, 1)),
        most=figure(round(told.any_answer.region, 1)),
        event=figure(round(told.in_place.event, 1)),
        event_most=figure(round(told.any_answer.event, 1)),
        whole=figure(round(told.whole_scan.region)),
        whole_event=figure(round(told.whole_scan.event)),
    )
    third = _(
        "Dit geldt per bewaarde scan, niet per bedrijf: wie een tweede scan met een andere sleutel doet, telt nog een keer. In {years} jaar telt een scan hoogstens {counted} keer; wie steeds hetzelfde antwoordt, vertelt dan zoveel keer zoveel."
    ).format(years=YEARS_COUNTED, counted=told.counted)
    st.html(
        f"<h2>{escape(_('De belofte in cijfers'))}</h2>{paragraph(first)}{paragraph(second)}{paragraph(third)}"
    )
