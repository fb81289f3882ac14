"""What the law and customers may ask of a business: the models of what authors write about it."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from questionnaire.conditions import Condition, ContentModel, refused
from questionnaire.language.translation import N_, Text
from questionnaire.models import Id
from scoring.measure_parts import Address


class Verdict(ContentModel):
    """What an obligation means for businesses of one kind; never surer than the answers are."""

    id: Id
    title: Text = Field(
        description="The verdict in a few words: 'Waarschijnlijk niet zelf, wel via uw klanten'."
    )
    when: Condition | None = Field(None, description="For whom; the last verdict has none.")
    text: Text = Field(description="What it means and what to do, in two to four sentences.")


class Obligation(ContentModel):
    """Something that the law or customers may ask; the first verdict that fits is told. No points."""

    id: Id
    title: Text
    verdicts: tuple[Verdict, ...] = Field(min_length=1, description="The first whose `when` holds is told.")
    link: Address = Field(description="The official check or page.")
    link_title: Text = Field(description="What the reader clicks on.")
    source: str = Field(description="The law and its articles.")
    reviewed: date = Field(description="When somebody last read it against the source.")

    @model_validator(mode="after")
    def _always_one(self) -> Self:
        if any(verdict.when is None for verdict in self.verdicts[:-1]):
            raise refused(
                "no_effect",
                N_("deze uitspraken komen nooit: er staat er een voor die altijd klopt."),
                N_("zet de uitspraak zonder 'when' als laatste."),
            )
        if self.verdicts[-1].when is not None:
            raise refused(
                "no_effect",
                N_("wie nergens bij past, krijgt geen uitspraak."),
                N_("haal 'when' weg bij de laatste uitspraak."),
            )
        return self
