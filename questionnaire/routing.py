"""Conditions as words that people read, on paper and in the preview: when an item is asked, for whom an
option or a text is.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from babel.numbers import format_decimal

from questionnaire.answer_codes import answer_codes
from questionnaire.conditions import AllOf, Answered, AnyOf, Condition, Measured, Not
from questionnaire.language.translation import N_, translator
from questionnaire.models import AnswerOption, Item, ItemVariant, Questionnaire
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE

RESERVED_TEXTS = {DONT_KNOW: N_("Weet ik niet"), NOT_APPLICABLE: N_("Niet van toepassing")}

LONG = 40  # signs: answers of this length together still read faster than their codes


class Routing:
    """Says in one language when an item is asked. `numbers` counts the items that this kind of scan can ask,
    from 1.

    In a quick scan a rule that looks at an item outside it is told without that item, just as walking takes
    it. `coded`: whoever reads it has the codes of the answers at hand, so that many or long answers are told
    by their codes.
    """

    def __init__(
        self, questionnaire: Questionnaire, language: str = "nl", quick: bool = False, coded: bool = False
    ) -> None:
        self.questionnaire, self.language, self._ = questionnaire, language, translator(language).gettext
        self.coded = coded
        self._rules: dict[str, Condition | bool] = {}
        for item in questionnaire.items.values():
            rule = reduced(item.skip_if, self._rules) if item.skip_if is not None else False
            if rule is not True and (item.quick or not quick):
                self._rules[item.id] = rule
        self.numbers = {item_id: number for number, item_id in enumerate(self._rules, 1)}

    def sentence(self, item: Item) -> str | None:
        """When to answer this item or leave it out; None when everybody is asked. Raises KeyError when nobody
        is.
        """
        _ = self._
        match self._rules[item.id]:
            case bool():
                return None
            case Not(not_=part):
                return _("Alleen als {condition}.").format(condition=self.clause(part))
            case rule:
                return _("Sla over als {condition}.").format(condition=self.clause(rule))

    def onward(self, item: Item) -> str | None:
        """Where to go on when this item is left out; None when everybody is asked, or when it is the last."""
        _ = self._
        rule, number = self._rules[item.id], self.numbers[item.id] + 1
        if isinstance(rule, bool) or number > len(self.numbers):
            return None
        return (
            _("Anders: ga naar vraag {number}.")
            if isinstance(rule, Not)
            else _("Ga dan naar vraag {number}.")
        ).format(number=number)

    def is_ever_offered(self, option: AnswerOption) -> bool:
        """Whether anybody who does this kind of scan can choose this option."""
        return option.shown_if is None or reduced(option.shown_if, self._rules) is not False

    def offered_to(self, option: AnswerOption) -> str | None:
        """For whom this option is, in a few words with the codes that stand on paper; None when everybody can
        choose it.

        Raises KeyError when nobody can.
        """
        _ = self._
        match reduced(option.shown_if, self._rules) if option.shown_if is not None else True:
            case True:
                return None
            case False:
                raise KeyError(option.id)
            case Answered(item=item_id, answered=wanted):
                return _("alleen na {answers} bij {item}").format(
                    answers=self._codes(item_id, wanted), item=self.refer(item_id)
                )
            case Not(not_=Answered(item=item_id, answered=wanted)):
                return _("niet na {answers} bij {item}").format(
                    answers=self._codes(item_id, wanted), item=self.refer(item_id)
                )
            case rule:
                return _("alleen als {condition}").format(condition=self.clause(rule))

    def variants(self, item: Item) -> list[tuple[str | None, ItemVariant]]:
        """Other texts of an item, each behind the clause for whom it is; None as the clause when it is for
        everybody.

        In the order in which they count; what nobody reads is left out.
        """
        found: list[tuple[str | None, ItemVariant]] = []
        for variant in item.variants:
            rule = reduced(variant.when, self._rules)
            if rule is True:
                return [*found, (None, variant)]
            if rule is not False:
                found.append((self.clause(rule), variant))
        return found

    def refer(self, item_id: str) -> str:
        """An item by its number: 'vraag 4'."""
        return self._("vraag {number}").format(number=self.numbers[item_id])

    def clause(self, condition: Condition, holds: bool = True) -> str:
        """The condition as a clause behind 'als'. With `holds` false: the same for when it does not hold."""
        _ = self._
        match condition:
            case Answered(item=item_id, answered=wanted):
                template = (
                    _("u bij {item} {answers} koos")
                    if holds
                    else _("u bij {item} iets anders koos dan {answers}")
                )
                return template.format(item=self.refer(item_id), answers=self._answers(item_id, wanted))
            case Measured(item=item_id, at_least=least, at_most=most):
                return self._measured(item_id, least, most, holds)
            case Not(not_=part):
                return self.clause(part, not holds)
            case AllOf(all=parts) | AnyOf(any=parts):
                # "Not (a and b)" is "not a, or not b": so the word between turns around along with the parts.
                both = isinstance(condition, AllOf) is holds
                return (_(" en ") if both else _(" of ")).join(self.clause(part, holds) for part in parts)
        raise TypeError(f"no skip rule: {condition!r}")

    def _measured(self, item_id: str, least: float | None, most: float | None, holds: bool) -> str:
        _ = self._
        bounds = []
        if least is not None:
            bounds.append(
                (_("{number} of meer") if holds else _("minder dan {number}")).format(
                    number=self._number(least)
                )
            )
        if most is not None:
            bounds.append(
                (_("hooguit {number}") if holds else _("meer dan {number}")).format(number=self._number(most))
            )
        between = _(" en ") if holds else _(" of ")
        return _("uw getal bij {item} {bounds} is").format(
            item=self.refer(item_id), bounds=between.join(bounds)
        )

    def _number(self, number: float) -> str:
        return format_decimal(number, locale=self.language)

    def _answers(self, item_id: str, wanted: Iterable[str]) -> str:
        told = self._one_of(self._labels(item_id, wanted))
        return self._codes(item_id, wanted) if self.coded and len(told) > LONG else told

    def _codes(self, item_id: str, wanted: Iterable[str]) -> str:
        """The codes on paper, in their order, and of three or more in a row the first and the last."""
        codes, offered = answer_codes(self.questionnaire.items[item_id]), set(wanted)
        told: list[list[str]] = [[]]
        for code, answer in codes.items():
            told = [*told[:-1], [*told[-1], code]] if answer in offered else [*told, []]
        runs = [self._run(run) if len(run) > 2 else run for run in told]
        return self._("antwoord {codes}").format(codes=self._one_of([code for run in runs for code in run]))

    def _run(self, codes: list[str]) -> list[str]:
        return [self._("{first} tot en met {last}").format(first=codes[0], last=codes[-1])]

    def _labels(self, item_id: str, wanted: Iterable[str]) -> list[str]:
        options = (
            self.questionnaire.items[item_id].options_by_id if item_id in self.questionnaire.items else {}
        )
        texts = (
            options[o].label if o in options else self._(RESERVED_TEXTS[o]) if o in RESERVED_TEXTS else o
            for o in wanted
        )
        return [self._("'{answer}'").format(answer=text) for text in texts]

    def _one_of(self, parts: list[str]) -> str:
        return (
            parts[0]
            if len(parts) == 1
            else self._("{parts} of {last}").format(parts=", ".join(parts[:-1]), last=parts[-1])
        )


def reduced(condition: Condition, asked: Container[str]) -> Condition | bool:
    """The condition when only the items in `asked` can have an answer; True or False when nothing is left to
    ask.
    """
    match condition:
        case Answered(item=item_id) | Measured(item=item_id):
            return condition if item_id in asked else False
        case Not(not_=part):
            rest = reduced(part, asked)
            return not rest if isinstance(rest, bool) else Not.model_validate({"not": rest})
        case AllOf(all=parts) | AnyOf(any=parts):
            settles = isinstance(condition, AnyOf)  # one True settles "any", one False settles "all"
            left = [reduced(part, asked) for part in parts]
            if settles in left:
                return settles
            open_parts = tuple(part for part in left if not isinstance(part, bool))
            if len(open_parts) < 2:
                return open_parts[0] if open_parts else not settles
            return AnyOf(any=open_parts) if settles else AllOf(all=open_parts)
    raise TypeError(f"no skip rule: {condition!r}")
