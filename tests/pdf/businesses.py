"""Businesses to make reports of: random walks, and the extremes."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from data.region import Region
from pdf.report_input import Benchmark, ReportInput
from questionnaire.models import Item
from questionnaire.respondent import for_respondent
from questionnaire.responses import Responses
from questionnaire.walk import next_item
from scoring.calculation.arithmetic import amount_for
from scoring.content import Content
from scoring.loading import load_content

DAY = date(2026, 11, 22)
SHOP = {
    "company_size": "micro",
    "sector": "retail",
    "municipality": "hengelo",
    "ict_by": "supplier",
    "website": "webshop_own",
    "mail_at": "microsoft",
    "customer_data": "sensitive",
    "machines": "none",
    "hit_by": ("nothing",),
    "servers": "both",
}
LINK = "https://scan.weerbaartwente.example/hervat#7Q4K-M2XP-93TF-88AA-BB12-CC34"


def walked(
    content: Content,
    choose: Callable[[Item], Any],
    quick: bool = False,
    profile: Mapping[str, Any] | None = None,
) -> Responses:
    """Responses of a whole walk; `profile` fixes answers, `choose` gives the rest."""
    responses = Responses()
    while (item := next_item(content.questionnaire, responses, quick)) is not None:
        fixed = (profile or {}).get(item.id)
        answer = fixed if fixed is not None else choose(_offered(item, responses))
        responses = responses.with_answer(item.id, answer)
        assert next_item(content.questionnaire, responses, quick) is not item, (
            f"{item.id} cannot be answered with {answer!r}"
        )
    return responses


def _offered(item: Item, responses: Responses) -> Item:
    """The item as this business gets it, with the points that its options earn here."""
    item = for_respondent(item, responses)
    options = tuple(
        o.model_copy(update={"points": amount_for(o.points or 0, responses.answers)}) for o in item.options
    )
    return item.model_copy(update={"options": options}).fresh()


def at_random(
    content: Content, seed: int, quick: bool = False, profile: Mapping[str, Any] | None = None
) -> Responses:
    """A random business: how good it is, and how much it knows, differs from seed to seed."""
    chance = random.Random(seed)
    good, unknown = chance.random(), 0.25 * chance.random()

    def choose(item: Item) -> Any:
        if item.id not in content.questionnaire.profile_ids and chance.random() < unknown:
            return "dont_know"
        if item.kind == "number":
            return round(item.number.least + chance.random() ** 2 * (item.number.most - item.number.least))
        if item.kind == "multiple":
            chosen = tuple(o.id for o in item.options if not o.exclusive and chance.random() < good)
            return chosen or (next((o.id for o in item.options if o.exclusive), item.options[0].id),)
        if item.id in content.questionnaire.profile_ids or chance.random() > good:
            return chance.choice(item.options).id
        return best(item)

    return walked(content, choose, quick, profile)


def best(item: Item) -> Any:
    """The answer that earns most."""
    if item.kind == "number":
        return item.number.least
    if item.kind == "multiple":
        good = tuple(o.id for o in item.options if not o.exclusive and (o.points or 0) > 0)
        return good or (max(item.options, key=lambda o: o.exclusive or 0).id,)
    return max(item.options, key=lambda o: o.points or 0).id


def worst(item: Item) -> Any:
    """The answer that earns least."""
    if item.kind == "number":
        return item.number.most
    if item.kind == "multiple":
        return (min(item.options, key=lambda o: (not o.exclusive, o.points or 0)).id,)
    return min(item.options, key=lambda o: o.points or 0).id


def shop(content: Content | None = None, **options: Any) -> ReportInput:
    """A shop in the middle of the range."""
    content = content or load_content()
    return ReportInput.of(content, at_random(content, 3, profile=SHOP), day=DAY, **options)


def everything(content: Content | None = None) -> ReportInput:
    """A shop with all options at once: name, earlier scan, benchmark, plan and private page."""
    content = content or load_content()
    earlier = content.score(at_random(content, 11, profile=SHOP))
    figures = {theme.id: 48.0 + 5 * index for index, theme in enumerate(earlier.themes)}
    plain = shop(content)
    return shop(
        content,
        name='Bakkerij & Zn. "De Korenschoof" B.V.',
        then=earlier,
        then_day=date(2026, 5, 20),
        benchmark=Benchmark("winkels en handel, 2 tot 9 mensen", 148, figures, dict.fromkeys(figures, 6.2)),
        plan=tuple(r.measure.id for r in plain.advice.recommendations[:7]),
        resume_link=LINK,
        event="Ondernemersavond Hengelo",
    )


def maximal(content: Content | None = None) -> ReportInput:
    """Everything wrong: every measure that a shop can get."""
    content = content or load_content()
    return ReportInput.of(content, walked(content, worst, profile=SHOP), day=DAY)


def minimal(content: Content | None = None) -> ReportInput:
    """Everything in place: no advice at all."""
    content = content or load_content()
    return ReportInput.of(content, walked(content, best, profile=SHOP), day=DAY)


def nearly_all(content: Content | None = None) -> ReportInput:
    """Everything in place but for the network: one action besides the proofs, and one question for the
    supplier.
    """
    content = content or load_content()
    return ReportInput.of(
        content, walked(content, best, profile={**SHOP, "network": ("guest_wifi",)}), day=DAY
    )


def minimal_of(region: Region) -> ReportInput:
    """The shortest advice, for another region."""
    content = load_content()
    return ReportInput.of(content, walked(content, best, profile=SHOP), day=DAY, region=region)


def unknowing(content: Content | None = None) -> ReportInput:
    """ "I don't know" everywhere: the longest supplier's sheet."""
    content = content or load_content()
    return ReportInput.of(content, walked(content, lambda item: "dont_know", profile=SHOP), day=DAY)


def quick_scan(content: Content | None = None) -> ReportInput:
    """A quick scan at an event."""
    content = content or load_content()
    return ReportInput.of(
        content,
        at_random(content, 6, quick=True, profile=SHOP),
        quick=True,
        day=DAY,
        event="Ondernemersavond Hengelo",
    )


def unfinished(content: Content | None = None) -> ReportInput:
    """A scan broken off after the first question."""
    content = content or load_content()
    return ReportInput.of(content, Responses({"company_size": "zzp"}), day=DAY)


HOSTILE = {
    "markup": "</para><b>vet <i>en niet gesloten & <font size=99>groot</font> <unknown>",
    "long": "Lang en heel erg lang. " * 435,
    "endless": "X" * 3000,
    "emoji": "Café 🎂 & 👩‍🚀👨‍👩‍👧‍👦 🏳️‍🌈",
    "arabic": "مخبز السنبلة",
    "hebrew": "מאפיית השיבולת",
    "control": "A\x00B\x07C\x1bD\x7fE\u0085F\u2028G\u2029H",
    "bidi": "nep\u202egnp.exe\u202c \u2066veilig\u2069 \u200f\u200e",
    "image": '<img src="/etc/passwd" width="10" height="10"/> <img src="http://127.0.0.1:9/x.png"/>',
    "script": '<a href="javascript:alert(1)">klik</a> javascript:alert(1)',
    "postscript": "(()) \\( \\) %PDF-1.7 endstream endobj <</S/JavaScript/JS(app.alert(1))>>",
    "combining": "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034fA\u0334\u0335\u031c\u0330L\u0356\u0329\u0347",
    "halves": "\udc00\ud800",
    "noncharacters": "\ufdd0\ufffe\uffff\U0001ffff",
    "private": "\ue000\uf8ff\U000f0000\U0010fffd",
    "joiners": "a\u200db\u200cc\ufeffd\u2060e" + "\u200d" * 9000,
    "chinese": "株式会社パン屋 " + "株" * 300,
    "entities": "&#x0;&#0;&amp;&lt;&#x202e; <![CDATA[ ]]> <?xml ?>",
    "accents": "e" + "\u0301" * 9000,
    "dashes": "a-" * 400 + "a/" * 400,
    "surrogate": "kapot \ud800 teken \uffff \ue000",
    "spaces": "  \u00a0 \u3000 \t\n  ",
    "placeholders": "{name} {0} %s %(day)s ${x}",
    "many": "".join(chr(code) for code in range(0xA1, 0x250) if code != 0xAD),
}
