"""What can be found, how each outcome is graded, and what it says. docs/decisions/evidence.md tells why."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from questionnaire.language.translation import N_


class Grade(StrEnum):
    """How good a finding is. `UNSEEN` says that nothing could be seen, and is never held against anybody."""

    GOOD = "good"
    WEAK = "weak"
    BAD = "bad"
    UNSEEN = "unseen"


GRADE_WORDS = {
    Grade.GOOD: N_("goed"),
    Grade.WEAK: N_("kan beter"),
    Grade.BAD: N_("niet goed"),
    Grade.UNSEEN: N_("niet te zien"),
}


class Part(StrEnum):
    """The three things that are looked at, each with a progress of its own."""

    MAIL = "mail"
    DOMAIN = "domain"
    WEB = "web"


PART_WORDS = {Part.MAIL: N_("E-mail"), Part.DOMAIN: N_("Domeinnaam"), Part.WEB: N_("Website")}

UNREACHED = "unreached"
NO_TIME = "no_time"


class Outcome(NamedTuple):
    """A grade with the sentence that says it; braces are filled in from the values of a finding."""

    grade: Grade
    sentence: str


class Kind(NamedTuple):
    """One thing that is looked at."""

    part: Part
    title: str
    outcomes: dict[str, Outcome]


_ALWAYS = {
    UNREACHED: Outcome(Grade.UNSEEN, N_("Dit konden wij nu niet zien.")),
    NO_TIME: Outcome(Grade.UNSEEN, N_("Het antwoord kwam niet op tijd.")),
}


def _good(sentence: str) -> Outcome:
    return Outcome(Grade.GOOD, sentence)


def _weak(sentence: str) -> Outcome:
    return Outcome(Grade.WEAK, sentence)


def _bad(sentence: str) -> Outcome:
    return Outcome(Grade.BAD, sentence)


def _unseen(sentence: str) -> Outcome:
    return Outcome(Grade.UNSEEN, sentence)


def _kind(part: Part, title: str, **outcomes: Outcome) -> Kind:
    return Kind(part, title, outcomes | _ALWAYS)


_NO_MAIL = N_("Op dit domein komt geen mail aan, dus hier is niets te zien.")

KINDS: dict[str, Kind] = {
    "mx": _kind(
        Part.MAIL,
        N_("Waar uw mail aankomt (MX)"),
        fine=_good(N_("Uw mail komt aan bij: {servers}.")),
        no_mail=_good(N_("Dit domein zegt duidelijk dat het geen mail ontvangt.")),
        none=_unseen(N_("Dit domein noemt geen server voor mail.")),
        gone=_bad(N_("Een server voor uw mail bestaat niet meer: {servers}.")),
    ),
    "spf": _kind(
        Part.MAIL,
        N_("Wie namens u mag mailen (SPF)"),
        fine=_good(N_("Er staat een lijst van wie namens u mag mailen, en die klopt.")),
        absent=_bad(N_("Er staat nergens wie namens u mag mailen.")),
        several=_bad(N_("Er staan meer lijsten. Dan geldt er geen enkele.")),
        misspelt=_bad(N_("De lijst begint verkeerd. Daarom leest niemand hem.")),
        syntax=_bad(N_("In de lijst staat iets dat niet kan: {term}")),
        lookups=_bad(N_("De lijst is te lang: er zijn meer dan 10 zoekvragen nodig. Dan telt hij niet.")),
        include=_bad(N_("De lijst wijst naar iets dat er niet is: {term}")),
        everyone=_bad(N_("De lijst staat toe dat iedereen namens u mailt.")),
        neutral=_weak(N_("De lijst zegt niet dat anderen niet namens u mogen mailen.")),
        ptr=_weak(N_("De lijst gebruikt iets ouds dat veel ontvangers overslaan (ptr).")),
    ),
    "dmarc": _kind(
        Part.MAIL,
        N_("Wat er met valse mail gebeurt (DMARC)"),
        reject=_good(N_("Valse mail uit uw naam wordt geweigerd.")),
        quarantine=_good(N_("Valse mail uit uw naam gaat naar de ongewenste mail.")),
        none=_weak(N_("Er staat een regel, maar valse mail uit uw naam komt nog gewoon aan.")),
        some=_weak(N_("De regel geldt maar voor een deel van de valse mail.")),
        subdomains=_weak(N_("De regel geldt niet voor namen onder uw domein.")),
        absent=_bad(N_("Er staat geen regel. Valse mail uit uw naam komt gewoon aan.")),
        several=_bad(N_("Er staan meer regels. Dan geldt er geen enkele.")),
        syntax=_bad(N_("De regel is niet goed geschreven: {term}")),
    ),
    "dmarc_alignment": _kind(
        Part.MAIL,
        N_("Of uw eigen mail aan die regel voldoet"),
        fine=_good(
            N_("Lijst en handtekening horen bij uw domein. Uw eigen mail voldoet daarmee aan de regel.")
        ),
        one=_weak(
            N_("Alleen de lijst of alleen de handtekening is te zien. Doorgestuurde mail kan dan zoekraken.")
        ),
        neither=_bad(N_("Geen lijst en geen handtekening. Uw eigen mail voldoet dan niet aan de regel.")),
        no_rule=_unseen(N_("Zonder regel is dit niet te zien.")),
        no_mail=_unseen(N_("Dit domein verstuurt geen mail, dus hier is niets te zien.")),
    ),
    "dkim": _kind(
        Part.MAIL,
        N_("Een handtekening onder uw mail (DKIM)"),
        fine=_good(N_("De sleutel voor uw handtekening is er, en is sterk.")),
        short=_weak(N_("De sleutel voor uw handtekening is kort ({bits} bits). Neem 2048.")),
        testing=_weak(N_("De handtekening staat nog op proef.")),
        broken=_bad(N_("De sleutel voor uw handtekening is te kort of kapot.")),
        absent=_bad(N_("Er is geen enkele sleutel voor een handtekening.")),
        no_mail=_unseen(N_("Dit domein verstuurt geen mail, dus een handtekening is niet nodig.")),
        not_found=_unseen(N_("Op de bekende plekken staat geen sleutel. Hij kan ergens anders staan.")),
    ),
    "mta_sts": _kind(
        Part.MAIL,
        N_("Mail alleen over een veilige lijn (MTA-STS)"),
        enforce=_good(N_("Andere servers mogen uw mail alleen veilig bezorgen.")),
        testing=_weak(N_("De afspraak staat nog op proef.")),
        absent=_weak(N_("De afspraak is er niet. Dat is een extra slot, geen fout.")),
        off=_weak(N_("De afspraak is uitgezet.")),
        no_policy=_bad(N_("De afspraak wordt genoemd, maar is niet op te halen.")),
        broken=_bad(N_("De afspraak is niet goed geschreven.")),
        others=_bad(N_("De afspraak noemt een server van u niet: {servers}. Mail kan zoekraken.")),
        no_mail=_unseen(_NO_MAIL),
    ),
    "tls_rpt": _kind(
        Part.MAIL,
        N_("Bericht als bezorgen misgaat (TLS-RPT)"),
        fine=_good(N_("U krijgt bericht als veilig bezorgen niet lukt.")),
        absent=_weak(N_("U krijgt geen bericht als veilig bezorgen niet lukt. Dat is een extra, geen fout.")),
        broken=_bad(N_("Dit is niet goed geschreven, dus u krijgt geen bericht.")),
        no_mail=_unseen(_NO_MAIL),
    ),
    "starttls": _kind(
        Part.MAIL,
        N_("Een veilige lijn naar uw mail (STARTTLS)"),
        fine=_good(N_("Uw server neemt mail aan over een veilige lijn, met een goed certificaat.")),
        certificate=_weak(N_("De lijn is veilig, maar het certificaat van {servers} klopt niet.")),
        old=_bad(N_("{servers} kan alleen een verouderde, onveilige lijn.")),
        absent=_bad(N_("{servers} neemt mail aan zonder veilige lijn.")),
        no_mail=_unseen(_NO_MAIL),
    ),
    "dnssec": _kind(
        Part.DOMAIN,
        N_("Een handtekening onder uw domeinnaam (DNSSEC)"),
        fine=_good(N_("Uw domeinnaam is ondertekend, en de handtekening klopt.")),
        absent=_weak(N_("Uw domeinnaam is niet ondertekend.")),
        broken=_bad(N_("De handtekening klopt niet. Een deel van Nederland kan u dan niet vinden.")),
    ),
    "caa": _kind(
        Part.DOMAIN,
        N_("Wie een certificaat voor u mag maken (CAA)"),
        fine=_good(N_("Er staat wie een certificaat voor uw domein mag maken.")),
        absent=_weak(N_("Er staat niet wie een certificaat voor uw domein mag maken.")),
        broken=_bad(N_("Wat er staat is niet goed geschreven.")),
    ),
    "name_servers": _kind(
        Part.DOMAIN,
        N_("De servers van uw domeinnaam"),
        fine=_good(N_("Valt er een server uit, dan neemt een andere het over.")),
        one=_bad(N_("Er is maar een server. Valt die uit, dan is alles onvindbaar.")),
        together=_weak(N_("De servers staan op dezelfde plek. Valt die uit, dan is alles onvindbaar.")),
        gone=_bad(N_("Een server bestaat niet meer: {servers}.")),
    ),
    "registration_end": _kind(
        Part.DOMAIN,
        N_("Tot wanneer uw domeinnaam van u is"),
        fine=_good(N_("Uw domeinnaam loopt tot {day}.")),
        soon=_weak(N_("Uw domeinnaam loopt af op {day}. Verleng hem.")),
        over=_bad(N_("Uw domeinnaam is verlopen op {day}. Verleng hem vandaag.")),
        not_told=_unseen(N_("Voor deze domeinnaam wordt de einddatum niet verteld.")),
    ),
    "registration_lock": _kind(
        Part.DOMAIN,
        N_("Een slot op verhuizen"),
        fine=_good(N_("Uw domeinnaam kan niet zomaar verhuizen.")),
        open=_weak(N_("Er zit geen slot op verhuizen.")),
        not_told=_unseen(N_("Voor deze domeinnaam wordt het slot niet verteld.")),
    ),
    "https": _kind(
        Part.WEB,
        N_("Een veilige lijn naar uw site (https)"),
        fine=_good(N_("Uw site werkt over een veilige lijn.")),
        absent=_bad(N_("Uw site heeft geen veilige lijn.")),
        no_site=_unseen(N_("Op dit domein staat geen site.")),
    ),
    "https_redirect": _kind(
        Part.WEB,
        N_("Vanzelf naar de veilige lijn"),
        fine=_good(N_("Wie uw site opent, komt vanzelf op de veilige lijn.")),
        absent=_bad(N_("Uw site opent ook zonder veilige lijn.")),
        elsewhere=_unseen(N_("Uw site stuurt door naar een ander domein. Bekijk dat apart.")),
        no_site=_unseen(N_("Op dit domein staat geen site.")),
    ),
    "certificate": _kind(
        Part.WEB,
        N_("Het certificaat van uw site"),
        fine=_good(N_("Het certificaat klopt en loopt tot {day}.")),
        soon=_weak(N_("Het certificaat loopt af op {day}. Kijk of het vanzelf wordt vernieuwd.")),
        over=_bad(N_("Het certificaat is verlopen op {day}. Bezoekers krijgen een waarschuwing.")),
        name=_bad(N_("Het certificaat is van een andere naam. Bezoekers krijgen een waarschuwing.")),
        untrusted=_bad(N_("Browsers vertrouwen het certificaat niet. Bezoekers krijgen een waarschuwing.")),
        no_https=_unseen(N_("Zonder veilige lijn is er geen certificaat.")),
    ),
    "tls_versions": _kind(
        Part.WEB,
        N_("Hoe modern die lijn is (TLS)"),
        fine=_good(N_("Alleen moderne versies: {version}.")),
        old_too=_weak(N_("Ook een verouderde versie werkt nog: {version}.")),
        old=_bad(N_("Alleen een verouderde versie werkt: {version}.")),
        no_https=_unseen(N_("Zonder veilige lijn is dit niet te zien.")),
    ),
    "hsts": _kind(
        Part.WEB,
        N_("Browsers onthouden de veilige lijn (HSTS)"),
        fine=_good(N_("Browsers onthouden dat uw site veilig moet openen.")),
        short=_weak(N_("Browsers onthouden het te kort. Neem een jaar.")),
        absent=_weak(N_("Browsers onthouden niet dat uw site veilig moet openen.")),
        no_https=_unseen(N_("Zonder veilige lijn is dit niet te zien.")),
    ),
    "security_headers": _kind(
        Part.WEB,
        N_("Instellingen die bezoekers beschermen"),
        fine=_good(N_("De instellingen die bezoekers beschermen staan aan.")),
        some=_weak(N_("Deze instellingen ontbreken: {headers}.")),
    ),
    "security_txt": _kind(
        Part.WEB,
        N_("Waar iemand een lek kan melden (security.txt)"),
        fine=_good(N_("Er staat waar iemand een lek kan melden.")),
        absent=_weak(N_("Er staat niet waar iemand een lek kan melden.")),
        over=_weak(N_("Wat er staat is verlopen.")),
        broken=_weak(N_("Wat er staat is niet volledig: er hoort een adres en een einddatum in.")),
    ),
    "software": _kind(
        Part.WEB,
        N_("Wat uw site over haar software vertelt"),
        fine=_good(N_("Uw site noemt geen versie van haar software.")),
        named=_weak(N_("Uw site noemt haar software met versie: {software}. Dat helpt een inbreker.")),
        old=_bad(N_("Uw site noemt software die niet meer wordt bijgewerkt: {software}.")),
    ),
    "login_page": _kind(
        Part.WEB,
        N_("Een inlogpagina voor iedereen"),
        fine=_good(N_("Op de voorpagina staat geen ingang voor de beheerder.")),
        open=_weak(N_("De voorpagina wijst naar de ingang voor de beheerder: {page}.")),
    ),
}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, and what came of it."""

    id: str
    outcome: str
    values: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """What this is a finding about."""
        return KINDS[self.id]

    @property
    def grade(self) -> Grade:
        """How good it is."""
        return self.kind.outcomes[self.outcome].grade

    @property
    def sentence(self) -> str:
        """What it says, in Dutch, for a translator; to be filled in with `values`."""
        return self.kind.outcomes[self.outcome].sentence


_LONGEST_VALUE = 120


def found(kind: str, outcome: str, **values: str) -> Finding:
    """A finding. Values are what others wrote: cut short, and without what could steer a terminal.

    Raises KeyError for a kind or an outcome that does not exist.
    """
    KINDS[kind].outcomes[outcome]
    return Finding(kind, outcome, {name: _plain(value) for name, value in values.items()})


def _plain(value: str) -> str:
    shown = "".join(letter if letter.isprintable() else "?" for letter in value)
    return shown if len(shown) <= _LONGEST_VALUE else f"{shown[: _LONGEST_VALUE - 1]}…"
