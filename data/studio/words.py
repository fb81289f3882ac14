"""The names of things for who never saw YAML: keys, files, places and changes in Dutch."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from questionnaire.authoring.mistakes import Phrase
from questionnaire.authoring.sources import parse_source
from questionnaire.language.translation import N_
from questionnaire.studio.editing import CannotEdit, Steps, resolve, value_at

# A key that is not here is told by its own name: a new key of a model needs nothing to be seen.
KEYS = {
    "id": N_("Naam voor regels (id)"),
    "title": N_("Titel"),
    "description": N_("Uitleg"),
    "question": N_("De vraag"),
    "kind": N_("Soort"),
    "quick": N_("Ook in de snelle scan"),
    "key": N_("Sleutelvraag: zonder dit blijft het niveau lager"),
    "weight": N_("Gewicht"),
    "explanation": N_("Korte regel eronder"),
    "why": N_("Waarom dit ertoe doet"),
    "how_to_find": N_("Hoe iemand het antwoord vindt"),
    "supplier_question": N_("Vraag voor de ICT-leverancier na 'weet ik niet'"),
    "inside_question": N_("Vraag binnen het bedrijf na 'weet ik niet'"),
    "asks": N_("Wie het weet na 'weet ik niet'"),
    "variants": N_("Andere tekst voor sommige bedrijven"),
    "not_applicable": N_("Biedt 'niet van toepassing' aan"),
    "dont_know": N_("Biedt 'weet ik niet' aan"),
    "dated": N_("Het antwoord veroudert vanzelf"),
    "dont_know_measures": N_("Maatregelen na 'weet ik niet'"),
    "dont_know_danger": N_("Hoe dringend na 'weet ik niet' (0 tot 10)"),
    "skip_if": N_("Wie deze vraag niet krijgt"),
    "shown_if": N_("Wie dit antwoord te zien krijgt"),
    "options": N_("Antwoorden"),
    "label": N_("Wat mensen lezen"),
    "points": N_("Punten"),
    "measures": N_("Maatregelen"),
    "exclusive": N_("Gaat niet samen met een ander antwoord"),
    "unseen": N_("Betekent: een ander doet het, niemand hier keek"),
    "danger": N_("Hoe dringend (0 tot 10)"),
    "how": N_("Stappen"),
    "how_supplier": N_("Stappen als een ICT-bedrijf het doet"),
    "check": N_("Zo weet u het zeker"),
    "ask_supplier": N_("Vraag aan de leverancier"),
    "done_by": N_("Wie het meestal doet"),
    "cost": N_("Kosten"),
    "impact": N_("Hoeveel het helpt (1 tot 3)"),
    "source": N_("Bron"),
    "reviewed": N_("Laatst nagekeken"),
    "story": N_("Verhaal"),
    "steps": N_("Stappen"),
    "barriers": N_("Barrières"),
    "step": N_("Stap"),
    "stands_when": N_("Wanneer de barrière staat"),
    "relevant_if": N_("Voor wie dit geldt"),
    "advised_if": N_("Wie dit advies krijgt"),
    "proves": N_("Welke antwoorden dit op de proef stelt"),
    "when": N_("Voor wie"),
    "first_help": N_("Eerste hulp"),
    "local_help": N_("Hulp in de buurt"),
    "municipalities": N_("Gemeenten"),
    "sectors": N_("Branches"),
    "text": N_("Tekst"),
    "url": N_("Adres van de pagina"),
    "phone": N_("Telefoon"),
    "levels": N_("Niveaus"),
    "knock_outs": N_("Grenzen"),
    "reason": N_("Reden"),
    "items": N_("Vragen"),
    "threats": N_("Typen criminaliteit"),
    "version": N_("Versie"),
    "playbooks": N_("Lijsten bij een incident"),
}
GROUPS = {
    "questionnaire/content": N_("Vragen"),
    "scoring/measures": N_("Maatregelen"),
    "scoring": N_("Typen criminaliteit"),
    "scoring/rules": N_("Niveaus en gewichten"),
    "data": N_("Regio en hulp"),
}


CHOICES = {
    "single": N_("één antwoord"),
    "multiple": N_("meer antwoorden"),
    "number": N_("een getal"),
    "supplier": N_("de ICT-leverancier"),
    "inside": N_("iemand binnen het bedrijf"),
    "builder": N_("de bouwer van de site"),
    "owner": N_("de eigenaar"),
    "staff": N_("iemand die er werkt"),
    "free": N_("gratis"),
    "low": N_("tot 100 euro"),
    "medium": N_("100 tot 1000 euro"),
    "high": N_("meer dan 1000 euro"),
    "scout": N_("verkennen"),
    "enter": N_("binnenkomen"),
    "expand": N_("uitbreiden"),
    "strike": N_("toeslaan"),
    "recover": N_("herstellen"),
    "do": N_("iets doen"),
    "find_out": N_("uitzoeken"),
    "proof": N_("een proef op de som"),
}


def choice_name(choice: str) -> Phrase:
    """One of the choices that a model offers, as the team knows it; its own name when nobody gave it one."""
    return Phrase(CHOICES[choice]) if choice in CHOICES else Phrase("{choice}", {"choice": choice})


def key_name(key: str) -> Phrase:
    """A key as the team knows it; its own name when nobody gave it one."""
    return Phrase(KEYS[key]) if key in KEYS else Phrase("{key}", {"key": key})


def title_of(value: Any, fallback: str = "") -> str:
    """What something is called: its question, title or text; else its id."""
    if isinstance(value, dict):
        for key in ("question", "title", "label", "text", "name", "reason", "id", "threat"):
            if isinstance(value.get(key), str):
                return str(value[key])
        return fallback
    return str(value) if isinstance(value, str) else fallback


def trail(root: Path, file: str, steps: Steps) -> list[tuple[Steps, str]]:
    """What leads to a place: each thing on the way that has a name, with its own place."""
    data = parse_source(file, (root / file).read_text("utf-8")).data
    found: list[tuple[Steps, str]] = [((), title_of(data, Path(file).stem))]
    for count in range(1, len(steps) + 1):
        try:
            value = value_at(data, resolve(data, steps[:count]))
        except CannotEdit:
            break
        if isinstance(value, dict):
            found.append((steps[:count], title_of(value, steps[count - 1])))
    return found


def shown(value: Any) -> str:
    """A value in a few words."""
    if isinstance(value, bool):
        return "✓" if value else "–"
    if value is None:
        return "–"
    if isinstance(value, dict):
        return title_of(value) or "…"
    if isinstance(value, list | tuple):
        return ", ".join(shown(part) for part in value)
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return value.isoformat() if isinstance(value, date) else str(value)
