"""Whether content says which item plays which part, and whether those items and their options are there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from questionnaire.authoring.mistakes import Phrase
from questionnaire.authoring.sources import KeyPath
from questionnaire.checks.findings import Findings
from questionnaire.checks.references import References, remedy_for
from questionnaire.language.translation import N_
from questionnaire.models import Item, Questionnaire
from questionnaire.roles import ROLES, IctRole, PlaceRole, Role, RoleName, SizeRole

_LEAVE_OUT = N_(
    "zeg bij 'roles' welke vraag dit is, of zet '{role}' onder 'left_out' als deze vragenlijst dat niet vraagt."
)


def check_roles(findings: Findings, questionnaire: Questionnaire, items: References) -> None:
    """Mistakes in `roles`. The scan itself names every role, or says that it leaves it out; a method names
    what it has.
    """
    named, left_out = questionnaire.roles.named(), questionnaire.roles.left_out
    missing = [name for name in ROLES if name not in named and name not in left_out]
    if findings.house_rules and missing == list(ROLES):
        _tell(
            findings,
            (),
            N_("er staat niet bij welke vraag welke rol heeft: 'roles' ontbreekt."),
            Phrase(
                N_("voeg 'roles' toe met {roles}; noem onder 'left_out' wat deze vragenlijst niet vraagt."),
                {"roles": ", ".join(ROLES)},
            ),
        )
        return
    for name in missing if findings.house_rules else ():
        _tell(
            findings,
            (),
            N_("de rol '{role}' heeft geen vraag."),
            Phrase(_LEAVE_OUT, {"role": name}),
            role=name,
        )
    for i, name in enumerate(left_out):
        if name in named:
            _tell(
                findings,
                ("left_out", i),
                N_("de rol '{role}' heeft een vraag, en staat ook onder 'left_out'."),
                Phrase(N_("haal een van de twee weg.")),
                role=name,
            )
    for name, role in named.items():
        items.use_one(role.item, findings.loaded.sources["questionnaire"], ("roles", name, "item"))
        item = questionnaire.items.get(role.item)
        if item is not None and item.id not in findings.unsound:
            _check_role(findings, questionnaire, name, role, item)


def _check_role(
    findings: Findings, questionnaire: Questionnaire, name: RoleName, role: Role, item: Item
) -> None:
    at: KeyPath = (name, "item")
    others = [
        other
        for other, found in questionnaire.roles.named().items()
        if found.item == item.id and other != name
    ]
    if others and ROLES.index(others[0]) < ROLES.index(name):
        _tell(
            findings,
            at,
            N_("'{item}' heeft al de rol '{other}'."),
            Phrase(N_("geef elke rol een eigen vraag.")),
            item=item.id,
            other=others[0],
        )
    elif item.id not in questionnaire.profile_ids:
        _tell(
            findings,
            at,
            N_("'{item}' heeft een rol, en staat niet in het profiel."),
            Phrase(N_("zet de vraag in het profiel, of kies een vraag die daar staat.")),
            item=item.id,
        )
    elif item.kind != "single":
        _tell(
            findings,
            at,
            N_("'{item}' heeft een rol, en dan hoort er één antwoord te kiezen te zijn."),
            Phrase(N_("maak er 'kind: single' van, of kies een andere vraag.")),
            item=item.id,
        )
    else:
        _check_options(findings, name, role, item)


def _check_options(findings: Findings, name: RoleName, role: Role, item: Item) -> None:
    lists = dict(_listed(role))
    unknown: set[str] = set()
    for key, options in lists.items():
        for i, option in enumerate(options):
            if option not in item.options_by_id and option not in unknown:
                unknown.add(option)
                step = option if key == "people" else i
                _tell(
                    findings,
                    (name, key, step),
                    N_("'{item}' heeft geen antwoord '{option}'."),
                    remedy_for(option, list(item.options_by_id)),
                    item=item.id,
                    option=option,
                )
    if unknown:
        return
    alike = [option for key, options in lists.items() if key != "people" for option in options]
    for option in [option for option, count in Counter(alike).items() if count > 1]:
        _tell(
            findings,
            (name,),
            N_("'{option}' staat twee keer bij de rol '{role}'."),
            Phrase(N_("laat elk antwoord één ding betekenen.")),
            option=option,
            role=name,
        )
    if isinstance(role, IctRole):
        for option in [o for o in item.options_by_id if o not in alike]:
            _tell(
                findings,
                (name,),
                N_("er staat niet bij wat '{option}' betekent voor de rol '{role}'."),
                Phrase(N_("zet het antwoord bij 'own', 'colleague', 'outsourced' of 'nobody'.")),
                option=option,
                role=name,
            )
    if isinstance(role, SizeRole):
        _check_people(findings, role, item)


def _check_people(findings: Findings, role: SizeRole, item: Item) -> None:
    for option in item.options_by_id:
        people = role.people.get(option)
        if people is None:
            _tell(
                findings,
                ("size", "people"),
                N_("er staat niet bij met hoeveel mensen we rekenen bij '{option}'."),
                Phrase(N_("zet '{option}: ...' erbij, met een aantal mensen."), {"option": option}),
                option=option,
            )
        elif (people == 1) is not (option in role.alone):
            _tell(
                findings,
                ("size", "people", option),
                N_("'{option}' is {people:g} bij 'people', en dat past niet bij 'alone'."),
                Phrase(N_("wie alleen werkt is 1, en staat onder 'alone'; een ander is meer.")),
                option=option,
                people=people,
            )


def _listed(role: Role) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The options that a role names, by key."""
    if isinstance(role, PlaceRole):
        yield from (("elsewhere", role.elsewhere), ("not_said", role.not_said))
    elif isinstance(role, SizeRole):
        yield from (("alone", role.alone), ("people", tuple(role.people)))
    elif isinstance(role, IctRole):
        yield from (
            ("own", role.own),
            ("colleague", role.colleague),
            ("outsourced", role.outsourced),
            ("nobody", role.nobody),
        )


def _tell(findings: Findings, steps: KeyPath, template: str, remedy: Phrase, **values: object) -> None:
    head = findings.loaded.sources["questionnaire"]
    place: KeyPath = ("roles", *steps)
    findings.mistakes.append(head.mistake(place, "role", Phrase(template, values), remedy))
