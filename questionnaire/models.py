"""The models of a questionnaire as authors write it in YAML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, Self, Union

from pydantic import Discriminator, Field, StringConstraints, Tag

from questionnaire.conditions import Condition, ContentModel
from questionnaire.language.translation import Text
from questionnaire.responses import DONT_KNOW, NOT_APPLICABLE, RESERVED_ANSWERS, Answer, Responses
from questionnaire.roles import Role, RoleName, Roles

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]


class Case(ContentModel):
    """One line of an amount that depends on other answers."""

    when: Condition = Field(description="Condition under which this amount counts.")
    amount: float = Field(description="The amount when the condition holds.")


class Cases(ContentModel):
    """An amount that depends on other answers: the first case that holds, else `otherwise`."""

    cases: tuple[Case, ...] = Field(min_length=1, description="Tried from top to bottom.")
    otherwise: float = Field(description="The amount when no case holds.")


MOST_DANGER = 10  # of an answer: it cannot be more urgent

Amount = Annotated[
    Union[Annotated[float, Tag("number")], Annotated[Cases, Tag("cases")]],
    Discriminator(lambda value: "cases" if isinstance(value, dict | Cases) else "number"),
]


class AnswerOption(ContentModel):
    """One answer that an item offers."""

    id: Id = Field(description="Stays for ever, is never reused; rules name it.")
    label: Text = Field(min_length=1, description="What the respondent reads.")
    explanation: Text | None = Field(None, description="A short extra line under the label.")
    points: Amount | None = Field(None, description="What the answer earns; left out in the profile.")
    weight: Amount = Field(
        1, description="Multiple choice with a weighted way of combining: weight of this option."
    )
    measures: tuple[str, ...] = Field((), description="Ids of the measures this answer leads to.")
    exclusive: bool = Field(False, description="Multiple choice: cannot go together with another option.")
    unseen: bool = Field(False, description="Means: somebody else does it, and nobody here looked.")
    acute: bool | Condition = Field(
        False,
        description="Needs mending today, or does when this condition holds: its first measure comes before all others. "
        "Of an option that one ticks for points: when it is not ticked.",
    )
    danger: Amount | None = Field(
        None,
        description="How urgent the gap is that this answer leaves, 0 to 10; default from the weight and the points that lack.",
    )
    shown_if: Condition | None = Field(
        None, description="Offered only when this holds; looks at earlier items only."
    )
    first_help: tuple[str, ...] = Field(
        (),
        description="Says that it has just happened: first help and the steps of these measures then come before any "
        "score. A measure with `advised_if` only when that holds; if none does, the last.",
    )


class OptionSource(ContentModel):
    """Options that come from a list in another YAML file."""

    file: str = Field(description="Path from this file, for example ../../data/region.yaml.")
    list: str = Field(description="Key of the list there; of each entry the id and label are taken.")


class NumberAsked(ContentModel):
    """What a number item accepts."""

    unit: Text = Field(description="Unit behind the field, for example 'dagen'.")
    unit_one: Text | None = Field(None, description="The unit when the number is 1, for example 'dag'.")
    least: float = Field(0, description="Smallest number accepted.")
    most: float = Field(description="Largest number accepted.")
    decimals: int = Field(0, ge=0, le=3, description="How many decimals.")


class Band(ContentModel):
    """What a range of numbers earns."""

    up_to: float | None = Field(None, description="Largest number of this band; left out in the last band.")
    points: Amount = Field(description="What a number in this band earns.")
    measures: tuple[str, ...] = Field((), description="Ids of the measures a number in this band leads to.")
    acute: bool | Condition = Field(False, description="As in an answer.")
    danger: Amount | None = Field(None, description="As in an answer.")


class NumberPoints(ContentModel):
    """Points straight from the number: points = number x times + plus."""

    times: float = Field(1, description="Points per unit.")
    plus: float = Field(0, description="Points added to that.")


class ItemVariant(ContentModel):
    """Other texts of an item for some respondents; what is left out stays as it is."""

    when: Condition = Field(description="On earlier answers; the first variant that holds counts.")
    question: Text | None = Field(None, min_length=1, description="Instead of the question.")
    explanation: Text | None = Field(None, description="Instead of the explanation.")
    why: Text | None = Field(None, description="Instead of why we ask this.")
    how_to_find: Text | None = Field(None, description="Instead of how to find the answer.")
    supplier_question: Text | None = Field(None, description="Instead of the question for the supplier.")
    inside_question: Text | None = Field(None, description="Instead of the question inside the business.")


class Item(ContentModel):
    """A question plus what can be answered."""

    id: Id = Field(description="Stays for ever, is never reused; rules, measures and aggregates name it.")
    kind: Literal["single", "multiple", "number"] = Field(
        "single", description="One option, several options, or a number."
    )
    quick: bool = Field(False, description="Part of the quick scan.")
    key: bool = Field(
        False, description="Key item: may cap the level, and 'not applicable' is never allowed."
    )
    weight: Amount = Field(1, description="Weight inside the theme.")
    question: Text = Field(min_length=1, description="The question; asks for what was done and when.")
    explanation: Text | None = Field(None, description="A short extra line under the question.")
    why: Text | None = Field(None, description="Why we ask this.")
    how_to_find: Text | None = Field(None, description="How the respondent can find the answer.")
    supplier_question: Text | None = Field(
        None, description="Question for the ICT supplier after 'I don't know'."
    )
    inside_question: Text | None = Field(
        None, description="Question inside the own business after 'I don't know'; default how_to_find."
    )
    asks: Literal["supplier", "inside", "builder"] | None = Field(
        None,
        description="Who can answer after 'I don't know': the ICT supplier, somebody inside, or whoever built the website; "
        "default the supplier when there is a supplier_question, else inside.",
    )
    variants: tuple[ItemVariant, ...] = Field(
        (), description="Other texts for some respondents; the first that holds counts."
    )
    not_applicable: bool = Field(False, description="Offers 'not applicable'.")
    dont_know: bool = Field(True, description="Offers 'I don't know'.")
    dated: bool = Field(
        False,
        description="The answer grows old by itself, as 'in the past year' does: a second scan asks it again.",
    )
    dont_know_measures: tuple[str, ...] | None = Field(
        None, description="Measures after 'I don't know'; default those of the worst answer."
    )
    dont_know_danger: Amount | None = Field(
        None, description="Danger of 'I don't know', 0 to 10; default half of the worst answer's."
    )
    skip_if: Condition | None = Field(
        None, description="Not asked when this holds; looks at earlier items only."
    )
    options_from: OptionSource | None = Field(
        None, description="Options taken from another file, before the own options."
    )
    options: tuple[AnswerOption, ...] = Field((), description="The answers, in the order shown.")
    number: NumberAsked | None = Field(None, description="Number items: unit and bounds.")
    bands: tuple[Band, ...] = Field((), description="Number items: what ranges earn, from low to high.")
    number_points: NumberPoints | None = Field(
        None, description="Number items: points straight from the number, instead of bands."
    )
    maximum: Amount | None = Field(
        None, description="Attainable points, when it is not simply the best answer."
    )
    minimum: Amount | None = Field(None, description="Fewest points, when it is not simply the worst answer.")

    @property
    def asked_of(self) -> Literal["supplier", "inside", "builder"]:
        """Who can tell what the respondent does not know."""
        return self.asks or ("supplier" if self.supplier_question else "inside")

    @property
    def question_inside(self) -> Text | None:
        """What to ask inside the own business; None when there is nothing to ask."""
        return self.inside_question or self.how_to_find

    @cached_property
    def hides_options(self) -> bool:
        """Whether some option is offered to some respondents only."""
        return any(option.shown_if is not None for option in self.options)

    def fresh(self) -> Self:
        """Without what was worked out for other options: a copy by `model_copy` takes that along."""
        for name in set(self.__dict__) - set(type(self).model_fields):
            del self.__dict__[name]
        return self

    @cached_property
    def options_by_id(self) -> dict[str, AnswerOption]:
        """Options by id."""
        return {option.id: option for option in self.options}

    def band_for(self, number: float) -> Band | None:
        """The first band that reaches `number`; None for an item without bands."""
        return next((band for band in self.bands if band.up_to is None or number <= band.up_to), None)

    def accepts(self, answer: object) -> bool:
        """Whether this is an answer that the item offers."""
        if answer == DONT_KNOW:
            return self.dont_know
        if answer == NOT_APPLICABLE:
            return self.not_applicable
        if self.kind == "number":
            return (
                self.number is not None
                and isinstance(answer, float | int)
                and not isinstance(answer, bool)
                and self.number.least <= answer <= self.number.most
            )
        if self.kind == "single":
            return isinstance(answer, str) and answer in self.options_by_id
        if not isinstance(answer, tuple) or not answer or len(set(answer)) != len(answer):
            return False
        if not all(part in self.options_by_id for part in answer):
            return False
        return len(answer) == 1 or not any(self.options_by_id[part].exclusive for part in answer)

    def nobody_looked(self, answer: Answer | None) -> bool:
        """Whether the answer holds an option that says: somebody else does it, and nobody here looked."""
        return any(option.unseen for option in self.chosen(answer))

    def chosen(self, answer: Answer | None) -> tuple[AnswerOption, ...]:
        """The options that the answer holds; none for a number, a reserved answer and no answer."""
        parts = answer if isinstance(answer, tuple) else (answer,)
        return tuple(
            self.options_by_id[part] for part in parts if isinstance(part, str) and part in self.options_by_id
        )

    def label_of(self, answer: Answer) -> str:
        """An answer as the respondent read it; reserved answers and numbers are worded by the screens."""
        parts = answer if isinstance(answer, tuple) else (answer,)
        return "; ".join(self.options_by_id[p].label if p in self.options_by_id else str(p) for p in parts)


class Section(ContentModel):
    """A theme, or the profile."""

    id: Id
    title: Text = Field(min_length=1)
    description: Text | None = Field(None, description="One sentence under the title.")
    profile: bool = Field(False, description="The profile: steers what is asked, earns nothing.")
    weight: Amount = Field(1, description="Weight in the total.")
    items: tuple[Item, ...] = Field(description="Asked in this order.")


class Wording(ContentModel):
    """What screens and papers say of the scan itself. What is left out follows from the title."""

    name: Text | None = Field(
        None, min_length=1, description="Its name above every screen; default the title."
    )
    opening: Text | None = Field(
        None,
        min_length=1,
        description="Heading of the first screen, a question for the respondent; default the title.",
    )
    about: Text | None = Field(
        None, min_length=1, description="One or two sentences for search engines; default the title."
    )
    subject: Text | None = Field(
        None, min_length=1, description="What the figures are about, in a few words; default the title."
    )
    invitation: Text | None = Field(
        None, min_length=1, description="Large on the poster and the slide of an event; default the title."
    )
    advice: Text | None = Field(
        None, min_length=1, description="Heading of the advice on paper; default 'Uw advies'."
    )


class Questionnaire(ContentModel):
    """All sections of one scan, in the order asked."""

    id: Id
    version: str = Field(
        pattern=r"^[0-9A-Za-z][0-9A-Za-z. _-]*$",
        max_length=30,
        description="Raised with every edition, for example '1.2'.",
    )
    title: Text
    wording: Wording = Field(Wording(), description="What screens and papers say of the scan itself.")
    minutes_full: float = Field(10, gt=0, description="Time that the full scan takes, in minutes.")
    minutes_quick: float = Field(3, gt=0, description="Time that the quick scan takes, in minutes.")
    most_items_asked: int | None = Field(None, ge=1, description="Nobody may be asked more items than this.")
    sections: tuple[Section, ...] = Field(min_length=1)
    roles: Roles = Field(Roles(), description="Which item plays which part.")

    @cached_property
    def items(self) -> dict[str, Item]:
        """All items by id, in the order asked."""
        return {item.id: item for section in self.sections for item in section.items}

    @cached_property
    def themes(self) -> tuple[Section, ...]:
        """The sections that earn points."""
        return tuple(section for section in self.sections if not section.profile)

    @cached_property
    def profile_ids(self) -> frozenset[str]:
        """Ids of the profile's items."""
        return frozenset(item.id for section in self.sections if section.profile for item in section.items)

    @cached_property
    def _section_by_item(self) -> dict[str, Section]:
        return {item.id: section for section in self.sections for item in section.items}

    @cached_property
    def speaks_of_suppliers(self) -> bool:
        """Whether an ICT supplier plays a part: who looks after the ICT is asked, or some question goes to one."""
        return "ict" not in self.roles.left_out or any(i.supplier_question for i in self.items.values())

    def said(self, key: Literal["name", "opening", "about", "subject", "invitation"]) -> str:
        """What screens and papers say of the scan itself: the title where the content says nothing else."""
        return getattr(self.wording, key) or self.title

    def section_of(self, item_id: str) -> Section:
        """The section an item stands in. Raises KeyError for an unknown item."""
        return self._section_by_item[item_id]

    def role_item(self, name: RoleName) -> Item | None:
        """The item with this role; None when the questionnaire has none."""
        role: Role | None = getattr(self.roles, name)
        return self.items.get(role.item) if role is not None else None

    def role_options(self, name: RoleName) -> tuple[AnswerOption, ...]:
        """The options of the item with this role; empty when the questionnaire has none."""
        item = self.role_item(name)
        return item.options if item is not None else ()

    def role_answer(self, name: RoleName, responses: Responses | Mapping[str, Answer]) -> str | None:
        """Id of the option chosen at the item with this role; None without the item, an answer, or an option
        of that id.
        """
        item = self.role_item(name)
        answer = responses.get(item.id) if item is not None else None
        return (
            answer if item is not None and isinstance(answer, str) and answer in item.options_by_id else None
        )

    @cached_property
    def unseen(self) -> frozenset[tuple[str, str]]:
        """Item and option of every answer that means: somebody else does it, and nobody here looked."""
        return frozenset(
            (item.id, option.id) for item in self.items.values() for option in item.options if option.unseen
        )

    def works_alone(self, responses: Responses | Mapping[str, Answer]) -> bool:
        """Whether the answers say that one person works here; False when nothing tells."""
        size = self.roles.size
        return size is not None and self.role_answer("size", responses) in size.alone

    def outsources(self, responses: Responses | Mapping[str, Answer]) -> bool:
        """Whether the answers say that a supplier looks after the ICT, or part of it; False when nothing
        tells.
        """
        ict = self.roles.ict
        return ict is not None and self.role_answer("ict", responses) in ict.outsourced


__all__ = [
    "MOST_DANGER",
    "RESERVED_ANSWERS",
    "Amount",
    "AnswerOption",
    "Band",
    "Case",
    "Cases",
    "Id",
    "Item",
    "ItemVariant",
    "NumberAsked",
    "NumberPoints",
    "OptionSource",
    "Questionnaire",
    "Section",
]
