"""Whether answers earn points and lead to measures as the house rules ask, and whether every item says what
it must say.
"""

from __future__ import annotations

from itertools import combinations

from questionnaire.authoring.sources import KeyPath
from questionnaire.authoring.wording import missing_keys
from questionnaire.checks.findings import Findings
from questionnaire.language.translation import N_
from questionnaire.models import MOST_DANGER, Amount, AnswerOption, Band, Cases, Item, Section


def check_points(findings: Findings, section: Section) -> None:
    """Mistakes in points and measures of all items of one section."""
    if section.profile:
        _check_profile(findings, section)
        return
    earning = [item for item in section.items if any(points is not None for _, points, _ in _answers(item))]
    if section.items and not earning and any(item.options for item in section.items):
        findings.section(
            section,
            (),
            "points",
            N_("geen enkel antwoord heeft 'points'."),
            N_("is dit het profiel? Zet er 'profile: true' bij. Geef anders elk antwoord 'points'."),
        )
        return
    for item in section.items:
        if item.id not in findings.unsound:
            _check_points(findings, item)


def check_texts(findings: Findings, item: Item, profile: bool) -> None:
    """Texts that every item of the scan has. Where no supplier plays a part nothing is asked of one."""
    questionnaire = findings.loaded.questionnaire
    about_ict = questionnaire is None or questionnaire.speaks_of_suppliers
    inside = profile or not about_ict or item.asks == "inside"
    if not item.question.rstrip().endswith("?"):
        findings.item(
            item,
            ("question",),
            "question",
            N_("de vraag eindigt niet op een vraagteken."),
            N_("maak er een vraag van, en kijk of de tekst niet is afgebroken."),
        )
    missing = [
        key
        for key in (
            "why",
            "how_to_find",
            *(() if inside else ("supplier_question",)),
        )
        if not getattr(item, key)
    ]
    if missing:
        findings.mistakes.append(missing_keys(*findings.where(item), missing))


def check_shown(findings: Findings, item: Item) -> None:
    """Everybody who is asked can answer: some options are offered to all."""
    if item.hides_options and sum(option.shown_if is None for option in item.options) < 2:
        first = next(i for i, option in enumerate(item.options) if option.shown_if is not None)
        findings.item(
            item,
            ("options", first, "shown_if"),
            "options",
            N_("te weinig antwoorden staan er voor iedereen."),
            N_("laat minstens twee antwoorden zonder 'shown_if'."),
        )


def check_danger(findings: Findings, item: Item) -> None:
    """How urgent an answer is goes from 0 to 10."""
    said: list[tuple[KeyPath, Amount | None]] = [(("dont_know_danger",), item.dont_know_danger)]
    said += [
        ((key, i, "danger"), part.danger)
        for key in ("options", "bands")
        for i, part in enumerate(getattr(item, key))
    ]
    for steps, amount in said:
        amounts = (
            [amount.otherwise, *(case.amount for case in amount.cases)]
            if isinstance(amount, Cases)
            else [amount]
        )
        wrong = next((a for a in amounts if a is not None and not 0 <= a <= MOST_DANGER), None)
        if wrong is not None:
            findings.item(
                item,
                steps,
                "danger",
                N_("hoe dringend iets is, loopt van 0 tot {most}; hier staat {amount:g}."),
                N_("schrijf een getal van 0 tot {most}."),
                most=MOST_DANGER,
                amount=wrong,
            )


def check_bounds(findings: Findings, item: Item) -> None:
    """What an item says its most and fewest points are, where those are plain numbers."""
    if (
        not (isinstance(item.maximum, int | float) or isinstance(item.minimum, int | float))
        or item.number_points is not None
    ):
        return
    worth = [points for _, points, _ in _answers(item)]
    if any(isinstance(amount, Cases) for amount in (item.maximum, item.minimum, *worth)):
        return
    most = most_of(item) if item.maximum is None else plain(item.maximum)
    least = (
        min((plain(points) for points in worth), default=0.0) if item.minimum is None else plain(item.minimum)
    )
    for alone in _alone(item):
        if item.maximum is not None and alone > most:
            findings.item(
                item,
                ("maximum",),
                "maximum",
                N_("'maximum: {most:g}' ligt onder een antwoord dat {alone:g} oplevert."),
                N_("schrijf 'maximum: {alone:g}', of geef dat antwoord hoogstens {most:g}."),
                most=most,
                alone=alone,
            )
            return
        if item.minimum is not None and alone < least:
            findings.item(
                item,
                ("minimum",),
                "maximum",
                N_("'minimum: {least:g}' ligt boven een antwoord dat {alone:g} oplevert."),
                N_("schrijf 'minimum: {alone:g}', of geef dat antwoord minstens {least:g}."),
                least=least,
                alone=alone,
            )
            return
    if least >= most:
        findings.item(
            item,
            ("minimum" if item.minimum is not None else "maximum",),
            "maximum",
            N_("het minste dat er te halen is ({least:g}) is niet lager dan het meeste ({most:g})."),
            N_("kijk 'minimum' en 'maximum' na."),
            least=least,
            most=most,
        )


def _alone(item: Item) -> list[float]:
    """What answers earn that stand alone, the one that earns most first: ticks may together be held to a maximum."""
    found = [
        plain(points)
        for steps, points, _ in _answers(item)
        if item.kind != "multiple" or (steps[0] == "options" and item.options[int(steps[1])].exclusive)
    ]
    return sorted(found, reverse=True)


def _check_profile(findings: Findings, section: Section) -> None:
    earning = [item for item in section.items if any(points is not None for _, points, _ in _answers(item))]
    if len(earning) * 2 > len(section.items):
        findings.section(
            section,
            ("profile",),
            "profile",
            N_("dit is het profiel, maar de antwoorden hebben 'points'."),
            N_("haal 'profile: true' weg als dit een thema is."),
        )
        return
    for item in section.items:
        for steps, points, measures in _answers(item):
            if points is not None or measures:
                key = "points" if points is not None else "measures"
                findings.item(
                    item,
                    (*steps, key),
                    "profile",
                    N_("een antwoord in het profiel heeft geen '{key}'."),
                    N_("haal '{key}' weg, of zet dit item in een thema."),
                    key=key,
                )
                break
        if item.key:
            findings.item(
                item,
                ("key",),
                "profile",
                N_("een vraag van het profiel kan geen sleutelvraag zijn."),
                N_("haal 'key: true' weg."),
            )


def _answers(item: Item) -> list[tuple[KeyPath, Amount | None, tuple[str, ...]]]:
    """Place, points and measures of every option or band."""
    parts: list[tuple[str, tuple[AnswerOption | Band, ...]]] = [
        ("options", item.options),
        ("bands", item.bands),
    ]
    return [((key, i), part.points, part.measures) for key, listed in parts for i, part in enumerate(listed)]


def _check_points(findings: Findings, item: Item) -> None:
    answers = _answers(item)
    without = [steps for steps, points, _ in answers if points is None]
    if without:
        at_item = len(without) == len(answers)
        for steps in without[:1] if at_item else without:
            sentence = (
                N_("geen enkel antwoord heeft 'points'.")
                if at_item
                else N_("dit antwoord heeft geen 'points'.")
            )
            findings.item(
                item,
                () if at_item else steps,
                "points",
                sentence,
                N_("schrijf wat elk antwoord waard is, bijvoorbeeld 'points: 0'."),
            )
        return
    if not answers:
        return
    worth = [plain(points) for _, points, _ in answers]
    most = most_of(item)
    if item.maximum is not None and plain(item.maximum) > most:
        findings.item(
            item,
            ("maximum",),
            "maximum",
            N_("'maximum: {maximum:g}' is nooit te halen: het beste antwoord levert {most:g} op."),
            N_("maak 'maximum' {most:g} of minder, of geef de antwoorden meer punten."),
            maximum=plain(item.maximum),
            most=most,
        )
    if max(worth) == min(worth) and item.kind != "multiple":
        findings.item(
            item,
            (),
            "points",
            N_("elk antwoord levert evenveel op, dus deze vraag telt niet."),
            N_("geef het beste antwoord meer punten."),
        )
        return
    for (steps, _, _), points in zip(answers, worth):
        option = item.options[int(steps[1])] if steps[0] == "options" else None
        if option is not None and option.unseen and points >= most:
            findings.item(
                item,
                (*steps, "unseen"),
                "unseen",
                N_("niemand keek het na bij '{option}', en toch levert dat het meeste op."),
                N_("geef dit antwoord minder punten, of haal 'unseen' weg."),
                option=option.id,
            )
    if _is_a_ladder(item):
        best = max(plain(o.points) for o in item.options)
        findings.item(
            item,
            ("kind",),
            "kind_and_points",
            N_(
                "de punten lopen op als bij één antwoord, maar tellen hier op tot {most:g}: het beste antwoord alleen levert {best:g} op."
            ),
            N_(
                "haal 'kind: multiple' weg als er één antwoord geldt. Hoort alles samen wel bij elkaar, zeg dan met 'maximum' wat er te halen is."
            ),
            most=most,
            best=best,
        )
        return
    for (steps, _, measures), points in zip(answers, worth):
        _check_measures(findings, item, steps, points, measures, most)


def _led_by_ticks(item: Item, points: float) -> bool:
    """Whether an answer that earns nothing leads somewhere all the same: what is not ticked leads to its own
    measures.
    """
    ticks = [o for o in item.options if not o.exclusive]
    return item.kind == "multiple" and points == 0 and bool(ticks) and all(o.measures for o in ticks)


def _check_measures(
    findings: Findings, item: Item, steps: KeyPath, points: float, measures: tuple[str, ...], most: float
) -> None:
    """A low answer leads to a measure and the best one to none; in multiple choice, whatever earns points is
    one to do.
    """
    option = item.options[int(steps[1])] if steps[0] == "options" else None
    adds_up = item.kind == "multiple" and option is not None and not option.exclusive
    if adds_up and points == 0:
        findings.item(
            item,
            steps,
            "exclusive",
            N_("'{option}' levert niets op, maar kan samen met andere antwoorden worden gekozen."),
            N_("zet er 'exclusive: true' bij, of geef het punten."),
            option=option.id if option else "",
        )
    elif not measures and (points > 0 if adds_up else points * 2 < most and not _led_by_ticks(item, points)):
        findings.item(
            item,
            steps,
            "measure_missing",
            N_("een antwoord van {points:g} van de {most:g} punten leidt naar geen enkele maatregel."),
            N_("voeg 'measures: [...]' toe, met wat dit bedrijf kan doen."),
            points=points,
            most=most,
        )
    elif measures and not adds_up and points >= most:
        findings.item(
            item,
            (*steps, "measures"),
            "measure_needless",
            N_("het beste antwoord leidt toch naar een maatregel."),
            N_("haal 'measures' hier weg, of geef een ander antwoord meer punten."),
        )


def _is_a_ladder(item: Item) -> bool:
    """Whether the points of a multiple choice are those of one choice: each answer worth as much as the one
    before, or more.

    Things that add up are worth about the same, or the weightiest stands first. Who says the maximum has
    thought of it.
    """
    if item.kind != "multiple" or item.maximum is not None:
        return False
    worth = [plain(o.points) for o in item.options if not o.exclusive and plain(o.points) > 0]
    rises = len(worth) > 1 and worth == sorted(worth) and worth[0] < worth[-1]
    falls = len(worth) > 2 and worth == sorted(set(worth), reverse=True)
    climbs = any(
        low < middle < high for low, middle, high in combinations(worth, 3)
    )  # also with answers beside the ladder
    return rises or falls or climbs


def most_of(item: Item) -> float:
    """Most points that answers to this item can earn, when those do not depend on other answers."""
    worth = [plain(points) for _, points, _ in _answers(item)]
    if item.kind == "multiple":
        together = sum(plain(o.points) for o in item.options if not o.exclusive and plain(o.points) > 0)
        return max([together, *worth])
    return max(worth, default=0.0)


def plain(amount: Amount | None) -> float:
    """The number itself; of an amount that depends on answers, what counts when no case holds."""
    if amount is None:
        return 0.0
    return float(amount) if isinstance(amount, int | float) else amount.otherwise
