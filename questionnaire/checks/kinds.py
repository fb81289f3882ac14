"""Whether an item is put together as its kind asks: options, exclusive options, number bounds and bands."""

from __future__ import annotations

from questionnaire.authoring.mistakes import Phrase
from questionnaire.checks.findings import Findings
from questionnaire.language.translation import N_
from questionnaire.language.visible import bare
from questionnaire.models import Item
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE, RESERVED_ANSWERS
from questionnaire.routing import RESERVED_TEXTS


def check_kind(findings: Findings, item: Item, profile: bool) -> None:
    """Mistakes of one item against its own kind; at the first that does not fit the kind, the rest is left."""
    if item.kind == "number":
        if item.options:
            findings.item(
                item,
                ("options",),
                "kind",
                N_("een getal heeft geen 'options'."),
                N_("haal 'kind: number' weg, of haal 'options' weg."),
            )
        elif item.number is None:
            findings.item(
                item,
                (),
                "kind",
                N_("een getal heeft 'number' nodig."),
                N_("voeg 'number' toe, met 'unit', 'least' en 'most'."),
            )
        else:
            _check_number(findings, item, profile)
        return
    for key in ("number", "bands", "number_points"):
        if getattr(item, key):
            findings.item(
                item,
                (key,) if item.kind != "single" or item.options else (),
                "kind",
                N_("'{key}' hoort alleen bij 'kind: number'."),
                N_("zet 'kind: number' bij dit item, of haal '{key}' weg."),
                key=key,
            )
            return
    _check_options(findings, item)


def _check_options(findings: Findings, item: Item) -> None:
    if len(item.options) < 2 and item.options_from is not None and not findings.loaded.whole:
        return  # the list elsewhere could not be read, which is told there
    if len(item.options) < 2:
        steps = ("options",) if item.options else ()
        findings.item(
            item,
            steps,
            "options",
            N_("er zijn geen twee antwoorden om uit te kiezen."),
            N_("voeg antwoorden toe bij 'options'."),
        )
        return
    exclusive = [o.id for o in item.options if o.exclusive]
    if item.kind == "single" and exclusive:
        findings.item(
            item,
            ("kind",),
            "exclusive",
            N_("'exclusive' bij '{option}' werkt alleen als iemand meer kan kiezen."),
            N_("zet 'kind: multiple' bij dit item, of haal 'exclusive' weg."),
            option=exclusive[0],
        )
    if item.kind == "multiple" and len(exclusive) == len(item.options) - 1:
        findings.item(
            item,
            ("kind",),
            "exclusive",
            N_("er is maar één antwoord zonder 'exclusive', dus meer kiezen kan nooit."),
            N_("kies 'kind: single', of haal 'exclusive' weg bij wat samen kan gaan."),
        )
    if item.kind == "multiple" and len(exclusive) == len(item.options):
        findings.item(
            item,
            ("kind",),
            "exclusive",
            N_("alle antwoorden zijn 'exclusive', dus meer kiezen kan nooit."),
            N_("kies 'kind: single', of haal 'exclusive' weg bij wat samen kan gaan."),
        )
    offered = {DONT_KNOW: item.dont_know, NOT_APPLICABLE: item.not_applicable}
    own = {bare(RESERVED_TEXTS[answer]): answer for answer, there in offered.items() if there}
    _check_doubles(findings, item)
    for i, option in enumerate(item.options):
        if option.id in RESERVED_ANSWERS:
            findings.item(
                item,
                ("options", i, "id"),
                "reserved",
                N_("'{option}' is bezet: de scan biedt dat antwoord zelf aan."),
                N_("haal dit antwoord weg, of geef het een andere id."),
                option=option.id,
            )
        if bare(option.label) in own:
            findings.item(
                item,
                ("options", i, "label"),
                "same_label",
                N_("'{option}' zegt hetzelfde als '{text}', en dat antwoord staat er al bij."),
                N_("haal dit antwoord weg, of zet '{key}: false' bij de vraag."),
                option=option.id,
                text=Phrase(RESERVED_TEXTS[own[bare(option.label)]]),
                key=own[bare(option.label)],
            )


def _check_doubles(findings: Findings, item: Item) -> None:
    """Own options with the id of one that comes from a list elsewhere; doubles in one file are told by the
    loading.
    """
    if item.options_from is None:
        return
    seen: set[str] = set()
    for i, option in enumerate(item.options):
        if option.id in seen and findings.where(item, ("options", i))[1][-1] != "options_from":
            findings.item(
                item,
                ("options", i, "id"),
                "double_id",
                N_("de id '{option}' staat al in '{list}' van {file}."),
                N_("geef het antwoord hier een andere id."),
                option=option.id,
                list=item.options_from.list,
                file=item.options_from.file,
            )
        seen.add(option.id)


def _check_number(findings: Findings, item: Item, profile: bool) -> None:
    number = item.number
    assert number is not None
    if number.least >= number.most:
        findings.item(
            item,
            ("number", "most"),
            "bounds",
            N_("'least: {least:g}' is niet kleiner dan 'most: {most:g}'."),
            N_("maak 'most' groter dan 'least'."),
            least=number.least,
            most=number.most,
        )
        return
    if item.bands and item.number_points:
        findings.item(
            item,
            ("number_points",),
            "kind",
            N_("'bands' en 'number_points' gaan niet samen."),
            N_("houd er één over."),
        )
    if not item.bands and not item.number_points and not profile:
        findings.item(
            item,
            (),
            "bands",
            N_("dit getal levert nooit punten op: 'bands' ontbreekt."),
            N_("voeg 'bands' toe, van laag naar hoog; de laatste regel heeft geen 'up_to'."),
        )
    reached, last = number.least, len(item.bands) - 1
    for i, band in enumerate(item.bands):
        if band.up_to is None:
            if i < last:
                findings.item(
                    item,
                    ("bands", i),
                    "bands",
                    N_("alleen de laatste regel van 'bands' heeft geen 'up_to'."),
                    N_("geef deze regel een 'up_to', of zet hem onderaan."),
                )
            return
        if i == last and band.up_to < number.most:
            findings.item(
                item,
                ("bands", i, "up_to"),
                "bands",
                N_("boven {up_to:g} levert een getal niets op."),
                N_("haal 'up_to' weg in de laatste regel, of voeg een regel toe."),
                up_to=band.up_to,
            )
        elif (i > 0 and band.up_to <= reached) or (i == 0 and band.up_to < reached):
            findings.item(
                item,
                ("bands", i, "up_to"),
                "bands",
                N_("'up_to: {up_to:g}' komt nooit aan de beurt."),
                N_("zet 'bands' van laag naar hoog, boven {reached:g}."),
                up_to=band.up_to,
                reached=reached,
            )
        elif i < last and band.up_to >= number.most:
            findings.item(
                item,
                ("bands", i, "up_to"),
                "bands",
                N_("na 'up_to: {up_to:g}' komt geen regel meer aan de beurt: meer dan {most:g} kan niet."),
                N_("maak 'up_to' kleiner, of haal de regels eronder weg."),
                up_to=band.up_to,
                most=number.most,
            )
        reached = max(reached, band.up_to)
