"""Privacy: what is kept, what is published, and what is not promised. In plain words."""

from __future__ import annotations

from functools import partial

import streamlit as st
from babel.numbers import format_decimal

from data.content.promises import counted_once_in, kept_for, most_certain
from data.privacy import load_privacy
from data.region import load_region
from screens.markup import heading, listed, paragraph, way
from screens.parts.shell import mark_step
from screens.parts.sums import sums_told
from screens.session import scan
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
                "Elke som begint met willekeurige ruis. Hij gaat pas open als er minstens {k} bedrijven in zitten; bij een bijeenkomst {event}."
            ).format(k=k.municipality, event=k.event)
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
    _exact()
    st.html(way(_("Wis alles"), with_language("/wissen", chosen_language()), "dw-button dw-quiet"))


def _part(title: str, lines: list[str]) -> None:
    st.html(heading(title) + listed(lines))


def _exact() -> None:
    """The promise in figures, for who wants to check it."""
    _ = text()
    privacy = load_privacy()
    figure = partial(format_decimal, locale=chosen_language())
    told = _(
        "Voor wie het wil narekenen: de ruis is discreet Laplace verdeeld. Per scan is het privacybudget {points} voor wat geregeld is, "
        "en {most} voor het scherpste onderscheid. Wie al het andere al weet, komt daarmee van 50 naar hoogstens {certain} procent zekerheid."
    ).format(
        certain=most_certain(privacy),
        points=figure(privacy.points_epsilon.value.total),
        most=figure(privacy.strongest_distinction),
    )
    st.html(heading(_("De belofte in cijfers")) + paragraph(told))
