"""Words that Streamlit's front end writes itself, in English only. The shell puts ours in their place.

`{}` stands for anything. Left out is what our settings never show (deploying, the main menu, recording a
screen).
"""

from __future__ import annotations

import json

from questionnaire.language.translation import LANGUAGE_NAMES, LANGUAGES, N_, translator
from scoring.editions.current import while_live
from screens.streamlit_patches.pieces import StreamlitChanged

WORDS = {
    "Skip to main content": N_("Direct naar de inhoud"),
    "Please wait...": N_("Een ogenblik…"),
    "Running...": N_("Bezig…"),
    "Stop": N_("Stop"),
    "Close": N_("Sluiten"),
    "Copy": N_("Kopieer"),
    "Copy to clipboard": N_("Kopieer"),
    "Copied": N_("Gekopieerd"),
    "Copy Vega-Lite spec": N_("Kopieer de grafiek als code"),
    "Clear value": N_("Wissen"),
    "Clear entry": N_("Wissen"),
    "Clear all": N_("Alles wissen"),
    "Choose date": N_("Kies een dag"),
    "Choose an option": N_("Kies een antwoord"),
    "Choose options": N_("Kies antwoorden"),
    "No options to select": N_("Niets om te kiezen"),
    "No options to select.": N_("Niets om te kiezen"),
    "No results": N_("Niets gevonden"),
    "Select all": N_("Alles kiezen"),
    "Selectbox options": N_("Mogelijke antwoorden"),
    "Multiselect options": N_("Mogelijke antwoorden"),
    "Selected values": N_("Gekozen antwoorden"),
    "Remove {}": N_("Haal {} weg"),
    "Show suggestions": N_("Toon suggesties"),
    "Show password": N_("Toon wachtwoord"),
    "Hide password": N_("Verberg wachtwoord"),
    "Press Enter to apply": N_("Druk op Enter om dit te gebruiken"),
    "Press Enter to submit form": N_("Druk op Enter om te versturen"),
    "This field is required.": N_("Vul dit in."),
    "Number is outside the allowed range. Please enter a value between {} and {}.": N_(
        "Vul een getal in tussen {} en {}."
    ),
    "Number is below the allowed range. Please enter a value greater than or equal to {}.": N_(
        "Vul een getal in van {} of meer."
    ),
    "Number is above the allowed range. Please enter a value less than or equal to {}.": N_(
        "Vul een getal in van {} of minder."
    ),
    "Number is below the allowed range.": N_("Dit getal is te laag."),
    "Number is above the allowed range.": N_("Dit getal is te hoog."),
    "progress": N_("voortgang"),
    "Link to heading": N_("Link naar deze kop"),
    "Fullscreen": N_("Volledig scherm"),
    "Close fullscreen": N_("Sluit volledig scherm"),
    "Show data": N_("Toon de cijfers"),
    "Show chart": N_("Toon de grafiek"),
    "Download as PNG": N_("Download als plaatje"),
    "Scrollable table": N_("Tabel om doorheen te schuiven"),
    "Scroll tabs left": N_("Tabbladen naar links"),
    "Scroll tabs right": N_("Tabbladen naar rechts"),
    "Upload": N_("Kies een bestand"),
    "Drag and drop a file here": N_("Sleep uw bestand hierheen"),
    "Drag and drop file here": N_("Sleep uw bestand hierheen"),
    "file upload": N_("Kies een bestand"),
    "Add files": N_("Kies een ander bestand"),
    "add icon": N_("Kies een ander bestand"),
    "{}MB per file": N_("hoogstens {} MB"),
    "{} per file": N_("hoogstens {}"),
    "{}.0B": N_("{} bytes"),
    "{}.{}KB": N_("{},{} kB"),
    "{}.{}MB": N_("{},{} MB"),
    "Limit {} per file{}": N_("Hoogstens {} per bestand{}"),
    "Upload failed": N_("Openen lukte niet"),
    "Download failed": N_("Downloaden lukte niet"),
    "Connection error": N_("Even geen verbinding"),
    "Connection lost. Please wait for the app to reconnect, then try again.": N_(
        "Even geen verbinding. Wacht tot hij terug is en probeer het dan opnieuw."
    ),
    "Streamlit server is not responding. Are you connected to the internet?": N_(
        "We proberen het opnieuw. Uw antwoorden zijn bewaard. Heeft u internet?"
    ),
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": N_(
        "We proberen het opnieuw. Uw antwoorden zijn bewaard. Heeft u internet?"
    ),
    "Connection timed out.": N_("We proberen het opnieuw. Uw antwoorden zijn bewaard. Heeft u internet?"),
    "Connection failed with status {}": N_(
        "We proberen het opnieuw. Uw antwoorden zijn bewaard. Heeft u internet?"
    ),
    "Page not found": N_("Deze pagina is er niet"),
    "The page that you have requested does not seem to exist": N_(
        "Ga terug naar de start. Uw antwoorden zijn bewaard."
    ),
}

# What the shell says itself, by the name under which its script asks for it.
OWN = {
    "lost": N_("Even geen verbinding. Uw antwoorden zijn bewaard. We proberen het steeds opnieuw."),
    "wait": N_("Even geduld…"),
    "slow": N_("Trage verbinding. Uw antwoord is onderweg; u hoeft niets opnieuw te doen."),
    "back": N_("De verbinding is terug."),
    "menu": N_("Hoofdmenu"),
    "links": N_("Meer over deze scan"),
}


def words_json() -> str:
    """For the shell script, in all languages (the switch needs no new page), as JSON that may stand inside
    HTML.
    """
    return while_live("shell words", _words_json)


def _words_json() -> str:
    data = {language: _in(language) for language in LANGUAGES}
    return json.dumps({"languages": LANGUAGE_NAMES, "texts": data}, ensure_ascii=False).replace(
        "<", "\\u003c"
    )


def _in(language: str) -> dict[str, object]:
    _ = translator(language).gettext
    words = {english: _(ours) for english, ours in WORDS.items()}
    return {"words": words, **{name: _(sentence) for name, sentence in OWN.items()}}


_FAILED = N_("Dit lukte niet. Dat ligt aan ons, niet aan u. Laad de pagina opnieuw.")


def say_errors_in_words() -> None:
    """Where even our own words fail (`screens/trouble.py`) Streamlit has a sentence in English. Ours comes in
    its place, in all languages: which one is wanted is not known there.
    """
    from streamlit.elements import exception

    if not isinstance(getattr(exception, "_GENERIC_UNCAUGHT_EXCEPTION_TEXT", None), str):
        raise StreamlitChanged("the sentence for an exception stands elsewhere")
    told = " · ".join(translator(language).gettext(_FAILED) for language in LANGUAGES)
    exception._GENERIC_UNCAUGHT_EXCEPTION_TEXT = told  # type: ignore[misc]
