"""The commands of `python -m data`: each what it is called, what it takes, and what it does."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from datetime import date
from pathlib import Path

from data.addresses import public_url
from data.aggregates.blocks import smallest_block
from data.aggregates.folding import Site, prepare, publish, repair, seal_all, turn_quarter
from data.aggregates.participation import taken_part
from data.aggregates.pending import open_pending
from data.aggregates.tallies import LAPTOP
from data.content.editions import kept_editions, withdraw
from data.demo import simulate
from data.figures.drop_off import dropped_off
from data.operation.commands import OPERATION, Command
from data.organisers.accounts import (
    INVITATION_DAYS,
    Account,
    AccountError,
    account_by_login,
    accounts,
    add_account,
    change_password,
    invite,
    remove_account,
)
from data.organisers.audit_log import show_audit_log
from data.organisers.events import Event, EventError, add_event, close_event, event, event_by_code, events_for
from data.organisers.second_factor import drop_second_factor
from data.privacy import Cube
from data.release.exchange import (
    counted_from_elsewhere,
    export_blocks,
    import_blocks,
    left_at_laptop,
)
from data.release.folder import publish_release
from data.release.signing import public_key
from questionnaire.authoring.command_line import counted

_TEAM = Account("", "", "", "team")  # whoever can run this command may see all events


def _publish(site: Site, options: argparse.Namespace) -> None:
    changed = publish_release(site, options.out)
    print(
        f"{counted(len(changed), 'bestand', 'bestanden')} bijgewerkt in {options.out}."
        if changed
        else f"Niets nieuws: {options.out} is al bij."
    )


def _add_event(site: Site, options: argparse.Namespace) -> None:
    prepare(site)
    made = add_event(
        site,
        "",
        options.name,
        options.date or site.today,
        options.until,
        municipality=options.municipality,
        sectors=options.sector or (),
        scan=options.scan,
        language=options.language,
    )
    print(
        f"Bijeenkomst '{made.name}' op {made.day:%d-%m-%Y}, open tot en met {made.until:%d-%m-%Y}.\nCode: {made.shown_code}\nLink: {_address()}/?event={made.code}"
    )


def _list_events(site: Site, options: argparse.Namespace) -> None:
    numbers = taken_part("event", site.folders)
    for e in events_for(_TEAM, site.folders):
        done = numbers.get(e.id, {})
        finished = max(
            done["quick"].all if "quick" in done else 0, e.finished or 0
        )  # also the few in no figure, as on the desk
        counts = f"{e.joined} begonnen, {finished} klaar"
        print(
            f"{e.day:%d-%m-%Y}  {e.shown_code if not e.closed else 'gesloten':11}  {e.name}  ({counts})  {e.id}"
        )


def _close_event(site: Site, options: argparse.Namespace) -> None:
    closed = close_event(site, _known_event(site, options.event))
    print(
        f"'{closed.name}' is gesloten. Wat genoeg antwoorden had is verzegeld, de rest is ongelezen vernietigd."
    )


def _known_event(site: Site, name: str) -> Event:
    found = event_by_code(name, site.today, site.folders) or event(name, site.folders)
    if found is None:
        raise EventError(
            f"Er is geen open bijeenkomst met code of nummer '{name}'. Bekijk ze met: python -m data list-events"
        )
    return found


def _seal_quarter(site: Site, options: argparse.Namespace) -> None:
    with open_pending(site.folders) as pending:
        with pending.transaction():
            sealed = turn_quarter(pending, site) + seal_all(pending, site, site.quarter)
        publish(pending, site)
    print(f"{counted(sealed, 'blok', 'blokken')} verzegeld. Wat te weinig antwoorden had, telt verder.")


def _export_blocks(site: Site, options: argparse.Namespace) -> None:
    data = export_blocks(site)
    options.out.write_bytes(data)
    print(f"De verzegelde blokken van deze plek staan in {options.out}.")
    if left := left_at_laptop(site):
        least = smallest_block(site.privacy, LAPTOP)
        print(
            f"{counted(left, 'antwoord staat', 'antwoorden staan')} er nog niet in: voor de regio zijn er {least} nodig. "
            "Bewaar de map van deze laptop. Na een volgende bijeenkomst gaan ze mee."
        )


def _import_blocks(site: Site, options: argparse.Namespace) -> None:
    prepare(site)
    before = counted_from_elsewhere(site)
    sender, new, known = import_blocks(site, options.file)
    print(
        f"Van '{sender.title}': {counted(new, 'nieuw blok', 'nieuwe blokken')} toegevoegd, {known} {'was' if known == 1 else 'waren'} er al."
    )
    came = counted_from_elsewhere(site) - before
    print(
        f"Nieuw in de cijfers van de regio: {counted(came['municipality'], 'bedrijf', 'bedrijven')}; "
        f"in die van een bijeenkomst: {came['event']}."
    )


def _site_key(site: Site, options: argparse.Namespace) -> None:
    print(
        "Zet deze regel op de centrale plek in data/privacy.yaml, bij trusted_sites (kies zelf id en titel):"
    )
    print(f"  - {{id: laptop_een, title: Laptop van het programma, public_key: {public_key(site.folders)}}}")


def _add_account(site: Site, options: argparse.Namespace) -> None:
    made = add_account(
        options.login,
        options.name or options.login,
        options.role,
        None if options.openid else _password(),
        site.folders,
    )
    print(f"Account '{made.login}' gemaakt ({'programmateam' if made.role == 'team' else 'organisator'}).")


def _password() -> str:
    if "ACCOUNT_PASSWORD" in os.environ:
        return os.environ["ACCOUNT_PASSWORD"]
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Wachtwoord: ")
    if first != getpass.getpass("Nog een keer: "):
        raise AccountError("De twee wachtwoorden zijn niet gelijk.")
    return first


def _invite(site: Site, options: argparse.Namespace) -> None:
    secret = invite(options.name, options.role, site.folders)
    print(
        f"Uitnodiging voor {options.name}, {INVITATION_DAYS} dagen geldig en één keer te gebruiken:\n{_address()}/uitnodiging#{secret}"
    )


def _address() -> str:
    """Where respondents find the scan, when that is set; else the links begin with a slash."""
    return public_url()


def _list_accounts(site: Site, options: argparse.Namespace) -> None:
    for a in accounts(site.folders):
        print(f"{a.login:30} {a.role:10} {a.name}")


def _set_password(site: Site, options: argparse.Namespace) -> None:
    found = _known_account(site, options.login)
    change_password(found.id, _password(), site.folders)
    print(
        f"Account '{found.login}' heeft een nieuw wachtwoord. Wie met dit account was ingelogd, is nu uitgelogd."
    )


def _known_account(site: Site, login: str) -> Account:
    found = account_by_login(login, site.folders)
    if found is None:
        raise AccountError("Er is geen account '{login}'.", login=login)
    return found


def _remove_account(site: Site, options: argparse.Namespace) -> None:
    found = _known_account(site, options.login)
    remove_account(found.id, site.folders)
    print(f"Account '{found.login}' is weg. Bijeenkomsten van dit account ziet alleen het programmateam nog.")


def _reset_second_step(site: Site, options: argparse.Namespace) -> None:
    found = _known_account(site, options.login)
    drop_second_factor(found.id, site.folders)
    print(f"Account '{found.login}' logt weer in met alleen het wachtwoord.")


def _status(site: Site, options: argparse.Namespace) -> None:
    cubes: tuple[tuple[Cube, str], ...] = (("municipality", "Per gemeente"), ("event", "Per bijeenkomst"))
    for cube, title in cubes:
        print(title)
        for cell, parts in taken_part(cube, site.folders).items():
            quick, rest = parts["quick"], parts["rest"]
            print(
                f"  {cell:24} {quick.all:6} deden mee, {rest.all:6} volledig; openbaar {quick.published}, nog {quick.until_next_block} tot het volgende blok"
            )
    reached = dropped_off(site)
    print(f"Afgebroken scans: {reached.n} openbaar, {reached.waiting} in het open blok.")


def _list_editions(site: Site, options: argparse.Namespace) -> None:
    for one in kept_editions(site.folders):
        told = (
            f"ingetrokken op {one.withdrawn.on:%d-%m-%Y}: {one.withdrawn.reason}"
            if one.withdrawn
            else "live"
            if one.live
            else ""
        )
        print(f"{one.id}  versie {one.version:10} live sinds {one.since:%d-%m-%Y %H:%M}  {told}".rstrip())


def _withdraw_edition(site: Site, options: argparse.Namespace) -> None:
    one = withdraw(options.edition, options.reason, site.today, site.folders)
    print(
        f"Uitgave {one.id} (versie {one.version}) is ingetrokken. Wie ermee bezig was, gaat verder met de uitgave die nu live is en leest dat.\n"
        "Wat er al op geteld is, blijft in de cijfers en wordt daar genoemd."
    )


def _repair(site: Site, options: argparse.Namespace) -> None:
    lost = repair(site)
    print(
        f"{counted(len(lost), 'blok', 'blokken')} zonder sleutel vervangen. Wat niet meer meetelt: {counted(sum(lost.values()), 'antwoord', 'antwoorden')}."
        if lost
        else "Alle sleutels zijn er."
    )


def _simulate(site: Site, options: argparse.Namespace) -> None:
    made = simulate(site, options.businesses, options.seed)
    events = ", ".join(f"{e.name} ({e.shown_code if not e.closed else 'gesloten'})" for e in made)
    businesses = counted(options.businesses, "verzonnen bedrijf", "verzonnen bedrijven")
    print(f"{businesses} in {site.folders.data_dir}." + (f" Bijeenkomsten: {events}" if events else ""))


def _day(text: str) -> date:
    return date.fromisoformat(text)


_day.__name__ = "datum (jjjj-mm-dd)"

_LOGIN = (("--login",), {"required": True, "help": "inlognaam; bij OpenID Connect het e-mailadres"})
_ROLE = (
    ("--role",),
    {"choices": ("team", "organiser"), "help": "team: programmateam; organiser: organisator"},
)
_OUT = ("--out",)

COMMANDS = (
    Command(
        "publish",
        "schrijf alles wat openbaar is naar een map",
        _publish,
        ((_OUT, {"type": Path, "required": True, "help": "map voor de bestanden"}),),
    ),
    Command(
        "add-event",
        "maak een bijeenkomst en krijg een code",
        _add_event,
        (
            (("--name",), {"required": True, "help": "naam van de bijeenkomst"}),
            (("--date",), {"type": _day, "help": "dag, als 2026-11-30; standaard vandaag"}),
            (
                ("--until",),
                {"type": _day, "help": "laatste dag waarop antwoorden meetellen; standaard dezelfde dag"},
            ),
            (("--municipality",), {"default": "", "help": "id uit data/region.yaml"}),
            (("--sector",), {"action": "append", "help": "id van een branche die komt; mag vaker"}),
            (
                ("--scan",),
                {"choices": ("quick", "full"), "default": "quick", "help": "snelle of volledige scan"},
            ),
            (
                ("--language",),
                {"choices": ("nl", "en", "de"), "default": "nl", "help": "taal waarmee de scan begint"},
            ),
        ),
    ),
    Command("list-events", "alle bijeenkomsten met hun aantallen", _list_events),
    Command(
        "close-event",
        "sluit een bijeenkomst",
        _close_event,
        ((("event",), {"help": "code of nummer van de bijeenkomst"}),),
    ),
    Command("seal-quarter", "verzegel nu alles wat genoeg antwoorden heeft", _seal_quarter),
    Command(
        "export-blocks",
        "schrijf de verzegelde blokken van deze plek, ondertekend",
        _export_blocks,
        ((_OUT, {"type": Path, "required": True, "help": "bestand"}),),
    ),
    Command(
        "import-blocks",
        "voeg verzegelde blokken van een vertrouwde plek toe",
        _import_blocks,
        ((("file",), {"type": Path, "help": "bestand van export-blocks"}),),
    ),
    Command("site-key", "de publieke sleutel van deze plek", _site_key),
    Command(
        "add-account",
        "maak een account; vraagt het wachtwoord",
        _add_account,
        (
            _LOGIN,
            (("--name",), {"help": "naam"}),
            (_ROLE[0], {**_ROLE[1], "default": "team"}),
            (
                ("--openid",),
                {"action": "store_true", "help": "zonder wachtwoord: inloggen gaat via OpenID Connect"},
            ),
        ),
    ),
    Command(
        "invite",
        "nodig een organisator uit",
        _invite,
        (
            (("--name",), {"required": True, "help": "voor wie"}),
            (_ROLE[0], {**_ROLE[1], "default": "organiser"}),
        ),
    ),
    Command("list-accounts", "alle accounts", _list_accounts),
    Command("set-password", "geef een account een nieuw wachtwoord; vraagt het", _set_password, (_LOGIN,)),
    Command("remove-account", "haal een account weg", _remove_account, (_LOGIN,)),
    Command(
        "reset-second-step",
        "zet de tweede stap van het inloggen uit voor wie telefoon en herstelcodes kwijt is",
        _reset_second_step,
        (_LOGIN,),
    ),
    Command("audit-log", "wie wat deed, als CSV; zegt het als er een regel veranderd is", show_audit_log),
    Command("status", "hoeveel er meededen, en wat er wacht", _status),
    *OPERATION,
    Command("list-editions", "de uitgaven van de vragen die deze server nog heeft", _list_editions),
    Command(
        "withdraw-edition",
        "trek een foute uitgave van de vragen in",
        _withdraw_edition,
        (
            (("edition",), {"help": "id van list-editions, of de versie als er maar één uitgave van is"}),
            (("--reason",), {"required": True, "help": "wat er fout was; staat bij de cijfers"}),
        ),
    ),
    Command("repair", "vervang blokken waarvan de sleutel weg is", _repair),
    Command(
        "simulate",
        "vul een lege map met verzonnen bedrijven",
        _simulate,
        (
            (("--businesses",), {"type": int, "default": 400, "help": "hoeveel; standaard 400"}),
            (("--seed",), {"type": int, "default": 20261101, "help": "zelfde getal, zelfde bedrijven"}),
        ),
    ),
)
