"""The privacy label: what is protected, how strongly, over what time, whom one must trust, and what attacks reached.

Laid out as NIST SP 800-226 (evaluating differential privacy guarantees) and the W3C note on privacy for reviewers
ask: unit, epsilon, time, trust, and what is left. docs/privacy-label.md is this text; a test keeps it so.
"""

from __future__ import annotations

from data.aggregates.derivation import DELTA, YEARS_COUNTED, Derived, Told, derived, epsilon_at, surest
from data.content.promises import USUAL_PCT, Promise
from data.privacy import Privacy
from questionnaire.language.numbers import written
from questionnaire.models import Questionnaire

# What the attacks of tests/data/aggregates/test_attacks_joint.py reached at most, in percent of the answers of 200
# made-up businesses whose answers hang together. The tests fail when an attack comes to more.
STRONG_REGION_PCT = 1.0
STRONG_EVENT_PCT = 3.0
# Correlation between what an attacker with all of one business's bits believes of it and how far it really is.
IMPRESSION_REGION = 0.8
IMPRESSION_EVENT = 0.9


def label(questionnaire: Questionnaire, privacy: Privacy) -> str:
    """The page, in Dutch Markdown."""
    told = derived(questionnaire, privacy)
    promised = Promise(told)
    rows = (
        ("één antwoord: of iets geregeld is", told.in_place),
        ("één antwoord: elk ander verschil, zoals *ja* tegen *weet ik niet*", told.any_answer),
        ("een hele snelle scan, alle antwoorden samen", told.whole_quick),
        ("een hele volledige scan, alle antwoorden samen", told.whole_scan),
        ("één antwoord van het profiel dat bepaalt welke vragen iemand krijgt", told.profile_answer),
    )
    table = "\n".join(_row(name, t, told) for name, t in rows)
    return f"""# Privacylabel

Dit blad komt uit de code (`python -m data privacy-label`): dezelfde getallen als het scherm *Privacy* en de open data.
De afleiding: [randomised.md](decisions/randomised.md) en [noise.md](decisions/noise.md).

## Wat is beschermd
| eenheid | regio: epsilon | bijeenkomst erbij: epsilon van even brede Laplace-ruis | mu | epsilon bij delta {DELTA:g} | regio, in {YEARS_COUNTED} jaar ({told.counted} keer geteld) |
|---|---|---|---|---|---|
{table}

- **Eenheid**: een antwoord van een bewaarde scan, per keer dat die meetelt. Niet: een bedrijf. Een tweede sleutel telt opnieuw.
- **Regio**: randomised response, vóór het opslaan; delta is 0. Wie vijftig-vijftig begint, is daarna hooguit {promised.region_certain} procent
  zeker of iets geregeld is, en hooguit {promised.region_any} procent over elk ander verschil. Wie op 90 procent begon: hooguit {surest(told.in_place.region, 0.9):.0f}.
- **Bijeenkomst**: discreet Gaussische ruis, een zachte grens. Met de regio samen in {USUAL_PCT} van de 100 gevallen hooguit {promised.both_certain} procent,
  en over elk ander verschil {promised.both_any} procent.
- **Waar mensen stoppen**: epsilon {_number(privacy.drop_off_epsilon.value)} per gestopte scan.

## Over welke tijd
Een bewaarde scan telt hooguit eens in {privacy.refold_after.value} kwartalen. Wie steeds hetzelfde antwoordt, telt de rij hierboven op.

## Wie moet u vertrouwen
| waarvoor | wie |
|---|---|
| de regio, als u klaar bent | niemand: ook wie alle bestanden van elk moment heeft, komt niet verder dan hierboven |
| terwijl u antwoordt, en op het moment van tellen | wie de server beheert: uw antwoorden staan dan in het geheugen |
| een bijeenkomst die nog open is | wie de server beheert: die kan zien wat er tussen twee momenten bij kwam |
| een plek die blokken aanlevert | het programmateam: het kan haar blokken er weer uit halen |

## Wat aanvallen bereikten
Op verzonnen bedrijven waarvan de antwoorden samenhangen. De aanvaller kent alle anderen, het profiel en alle antwoorden op één na.
| aanval | uitkomst |
|---|---|
| zeker weten | 0 antwoorden |
| sterk vermoeden (van onder 75 naar boven 95 procent), met alle bits van het slachtoffer | hooguit {_number(STRONG_REGION_PCT)} procent van de antwoorden |
| hetzelfde, als het slachtoffer ook op een bijeenkomst was | hooguit {_number(STRONG_EVENT_PCT)} procent van de antwoorden |
| een indruk van hoe ver één bedrijf is, uit al zijn bits | correlatie hooguit {_number(IMPRESSION_REGION)} met de werkelijkheid; met een bijeenkomst {_number(IMPRESSION_EVENT)} |
| een kopie van een halfvol blok naast wat later openbaar wordt | de helft van de ruis blijft over |
| een ruwe kopie van de schijf | een afgerond journaal bevat alleen nullen |
"""


def _row(name: str, told: Told, whole: Derived) -> str:
    years = _number(told.region * whole.counted)
    return (
        f"| {name} | {_number(told.region)} | {_number(told.event)} | {_number(told.mu)} "
        f"| {_number(epsilon_at(told.mu))} | {years} |"
    )


def _number(value: float) -> str:
    return written(value, "nl", 1)
