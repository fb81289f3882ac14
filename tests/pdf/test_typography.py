"""Quotes and apostrophes on paper: what an author types straight is curled the way a Dutch printer would."""

import pytest

from pdf.typography import curl


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("'t Is een mail van 's morgens vroeg.", "’t Is een mail van ’s morgens vroeg."),
        ("Bel ons 's avonds, of in 't weekend.", "Bel ons ’s avonds, of in ’t weekend."),
        ("'s-Gravenhage en 's-Hertogenbosch", "’s-Gravenhage en ’s-Hertogenbosch"),
        ("Restaurant 't Hart (in 't Harde)", "Restaurant ’t Hart (in ’t Harde)"),
        ("zo'n foto's van programma's uit '26", "zo’n foto’s van programma’s uit ’26"),
        ("'k Heb 'm 'n keer gezien", "’k Heb ’m ’n keer gezien"),
        ("Zoek naar 'exporteren' of 'back-up'.", "Zoek naar ‘exporteren’ of ‘back-up’."),
        ("Moest u op 'ja' klikken?", "Moest u op ‘ja’ klikken?"),
        ("Kies de letter 's' of 't'.", "Kies de letter ‘s’ of ‘t’."),
        ("Hij zei: ''t Is tijd', en ging.", "Hij zei: ‘’t Is tijd’, en ging."),
        ('"\'t Is tijd", zei hij', "“’t Is tijd”, zei hij"),
        ("Het heet ''s-Gravenhage veilig'.", "Het heet ‘’s-Gravenhage veilig’."),
        ("'Zo'n mail open ik niet', zegt 't team.", "‘Zo’n mail open ik niet’, zegt ’t team."),
        ('Druk op "Ja" ("nu")', "Druk op “Ja” (“nu”)"),
        ("('t kan) en ('nu')", "(’t kan) en (‘nu’)"),
        ("Hans' fiets en 't slot", "Hans’ fiets en ’t slot"),
        ("Tell 'em: 'tis done", "Tell ’em: ’tis done"),
        ("Wie 'Annuleren' kiest", "Wie ‘Annuleren’ kiest"),
        ("zonder", "zonder"),
    ],
)
def test_apostrophes_and_quotes_are_told_apart(typed, printed):
    assert curl(typed) == printed


def test_what_is_curled_already_stays_as_it_is():
    for printed in ("‘’t Is tijd’", "“’s avonds”", "zo’n"):
        assert curl(printed) == printed
