"""Whether the groups of a rule can be worked out: members exist by then, count once, and stay within one
theme.
"""

from __future__ import annotations

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source
from questionnaire.language.translation import N_
from questionnaire.models import Questionnaire
from scoring.rule import Rule


def check_groups(rule: Rule, source: Source, questionnaire: Questionnaire) -> list[Mistake]:
    """Mistakes in how groups stand; members that do not exist at all are left to the references."""
    found: list[Mistake] = []
    section_of = {item.id: section.id for section in questionnaire.themes for item in section.items}
    all_groups = {group.id for group in rule.groups}
    sections: dict[str, set[str]] = {}
    counted: dict[str, str] = {}

    def tell(place: KeyPath, template: str, remedy: str, **values: str) -> None:
        found.append(source.mistake(place, "group", Phrase(template, values), Phrase(remedy, values)))

    if rule.total.from_ == "groups" and not any(not group.beside for group in rule.groups):
        tell(
            ("total", "from"),
            N_("'from: groups' kan niet: er zijn geen groepen die meetellen."),
            N_("voeg 'groups' toe, of kies 'themes'."),
        )
    for i, group in enumerate(rule.groups):
        reached: set[str] = set()
        for j, member in enumerate(group.members):
            place: KeyPath = ("groups", i, "members", j)
            if member in sections:
                reached |= sections[member]
            elif member in section_of:
                reached.add(section_of[member])
            elif member in all_groups | questionnaire.profile_ids:
                tell(
                    place,
                    N_("'{id}' kan hier geen lid zijn."),
                    N_("noem een vraag van een thema, of een groep die hoger in de lijst staat."),
                    id=member,
                )
            if not group.beside and counted.setdefault(member, group.id) != group.id:
                tell(
                    place,
                    N_("'{id}' zit al in groep '{other}'."),
                    N_("haal het ergens weg, of zet 'beside: true' bij een van de groepen."),
                    id=member,
                    other=counted[member],
                )
        sections[group.id] = reached
        if len(reached) > 1 and not group.beside and rule.total.from_ != "groups":
            tell(
                ("groups", i, "members"),
                N_("groep '{id}' loopt over meer dan één thema."),
                N_("zet 'beside: true' bij deze groep, of schrijf 'from: groups' bij 'total'."),
                id=group.id,
            )
    return found
