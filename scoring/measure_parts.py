"""What a measure is made of: steps with links, hours, money, and the answers that are true once it is done."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self, Union

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator

from questionnaire.conditions import Condition, ContentModel, refused
from questionnaire.language.translation import N_, Text

Address = Annotated[str, StringConstraints(pattern=r"^https://[^\s/]+\.[^\s]+$", max_length=300)]


class Link(ContentModel):
    """A page that a step leads to."""

    label: Text = Field(min_length=1, description="What the reader clicks on.")
    address: Address = Field(description="Begins with https://.")


class HowStep(ContentModel):
    """One step of a measure. In YAML a plain text will do; with keys it can have a condition and links."""

    plain: ClassVar[str] = "text"  # the key that a plain text stands for

    text: Text = Field(min_length=1, description="One sentence, or two short ones.")
    when: Condition | None = Field(None, description="Only told when this holds for the answers.")
    link: Address | None = Field(None, description="The page this step happens on.")
    links: tuple[Link, ...] = Field((), description="Several pages, for example one per program.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {cls.plain: value} if isinstance(value, str) else value

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every page that the step leads to."""
        return (*((self.link,) if self.link else ()), *(link.address for link in self.links))

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> Any:
        return {"anyOf": [{"type": "string"}, handler(core_schema)]}


Amounts = tuple[Annotated[float, Field(ge=0)], Annotated[float, Field(ge=0)]]


class Hours(ContentModel):
    """Hours of work of one measure."""

    once: float = Field(0, ge=0, le=400, description="Of the business itself, once.")
    per_person: float = Field(
        0, ge=0, le=40, description="Of the business, once, for each person who works there."
    )
    recurring: float = Field(0, ge=0, le=100, description="Of the business, each time it comes back.")
    per: Literal["month", "quarter", "year"] = Field("year", description="How often `recurring` comes back.")
    supplier: float = Field(0, ge=0, le=400, description="Of the supplier, once.")
    supplier_per_person: float = Field(0, ge=0, le=40, description="Of the supplier, once, for each person.")

    @model_validator(mode="after")
    def _takes_time(self) -> Self:
        said = self.model_fields_set - {"per"}
        if said and not any(getattr(self, key) for key in said):
            raise refused(
                "no_effect",
                N_("deze uren zijn samen 0, en niets kost geen tijd."),
                N_("schrijf hoeveel uur het kost, bijvoorbeeld once: 0.5."),
            )
        return self


class Euro(ContentModel):
    """What a measure costs in euro, from lowest to highest; the hours of a supplier come on top."""

    once: Amounts = Field((0, 0), description="To buy, once.")
    per_year: Amounts = Field((0, 0), description="Each year.")
    per_person: bool = Field(False, description="Both amounts are for one person.")
    supplier_hour: Amounts | None = Field(
        None, description="What an hour of the supplier costs; default the rule's."
    )

    @model_validator(mode="after")
    def _from_low_to_high(self) -> Self:
        for key in ("once", "per_year", "supplier_hour"):
            amounts = getattr(self, key)
            if amounts is not None and amounts[0] > amounts[1]:
                raise refused(
                    "range",
                    N_("'{key}' loopt niet van laag naar hoog."),
                    N_("schrijf [laagste, hoogste]."),
                    key=key,
                )
        return self


class MeasureVariant(ContentModel):
    """Other texts of a measure for some businesses; what is left out stays as it is."""

    when: Condition = Field(description="On the answers; the first variant that holds counts.")
    title: Text | None = Field(None, min_length=1, description="Instead of the title.")
    why: Text | None = Field(None, description="Instead of the reason.")


def _kind_of_answer(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "options"
    return "option" if isinstance(value, str) else "number"


AnswerAfter = Annotated[
    Union[
        Annotated[str, Tag("option")],
        Annotated[tuple[str, ...], Field(min_length=1), Tag("options")],
        Annotated[float, Tag("number")],
    ],
    Discriminator(_kind_of_answer),
]
