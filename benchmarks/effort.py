"""What a scan asks of people: taps, words, screens and minutes of three businesses, in three languages.

    python -m benchmarks.effort

A tap is one on an answer, and one on *Volgende* where a finger does not go on by itself (questionnaire/pace.py), and
the two to start and to open the result; of a question with more answers each that is ticked. Words are those that stand on the screens without opening anything; minutes
follow from them as everywhere (questionnaire/minutes.py).
"""

from __future__ import annotations

from collections.abc import Mapping

from questionnaire.language.translation import LANGUAGES
from questionnaire.minutes import item_minutes, words
from questionnaire.models import Item, Questionnaire
from questionnaire.pace import taps as item_taps
from questionnaire.respondent import for_respondent
from questionnaire.responses import Answer, Responses
from questionnaire.walk import ItemState, walk
from scoring.loading import load_content

MOST = {"full": (66, 12.0), "quick": (26, 4.0)}  # taps and minutes that we allow ourselves

BAKER = {
    "company_size": "micro",
    "sector": "retail",
    "municipality": "losser",
    "ict_by": "acquaintance",
    "servers": "both",
    "website": "webshop_own",
    "mail_at": "microsoft",
    "customer_data": "contact",
    "hit_by": ("nothing",),
}
INSTALLER = BAKER | {
    "company_size": "small",
    "sector": "construction",
    "municipality": "hengelo",
    "ict_by": "supplier",
    "website": "website",
}
ALONE = BAKER | {
    "company_size": "zzp",
    "sector": "business_services",
    "municipality": "almelo",
    "ict_by": "self",
    "servers": "cloud_only",
    "website": "website",
    "mail_at": "google",
}
BUSINESSES: Mapping[str, Mapping[str, Answer]] = {
    "baker of seven, web shop": BAKER,
    "installer": INSTALLER,
    "zzp": ALONE,
}


def walked(questions: Questionnaire, profile: Mapping[str, Answer], quick: bool) -> list[tuple[Item, Answer]]:
    """Every question that this business gets, with its answer: that of the profile, else the one in the
    middle.
    """
    answers: dict[str, Answer] = dict(profile)
    while True:
        done = walk(questions, Responses(answers), quick)
        item = next((i for i in done.path if done.states[i.id] is ItemState.UNANSWERED), None)
        if item is None:
            return [(for_respondent(i, done.counting), answers[i.id]) for i in done.path]
        options = for_respondent(item, done.counting).options
        chosen = options[len(options) // 2].id
        answers[item.id] = (chosen,) if item.kind == "multiple" else chosen


def main() -> int:
    """Prints the table; 1 when something is over what we allow ourselves."""
    over = 0
    print(f"{'':26} {'':2} {'':5} {'taps':>5} {'words':>6} {'screens':>8} {'minutes':>8}")
    for language in LANGUAGES:
        questions = load_content(language=language).questionnaire
        for name, profile in BUSINESSES.items():
            for kind, (most_taps, most_minutes) in MOST.items():
                way = walked(questions, profile, kind == "quick")
                taps = 2 + sum(item_taps(questions, item, answer) for item, answer in way)
                texts = [t for item, _ in way for t in (item.question, item.explanation) if t]
                texts += [t for item, _ in way for o in item.options for t in (o.label, o.explanation) if t]
                read, minutes = sum(map(words, texts)), sum(item_minutes(item) for item, _ in way)
                said = "" if taps <= most_taps and minutes <= most_minutes else "  over"
                over += bool(said)
                print(
                    f"{name:26} {language:2} {kind:5} {taps:5} {read:6} {len(way) + 3:8} {minutes:8.1f}{said}"
                )
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main())
