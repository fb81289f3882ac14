"""Which item plays which part: where a business stands, what it does, how large it is and who looks after its
ICT.

Ids belong to the content. Code asks for a role, so that an item or an option can have any id, and an item can
be left out.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from questionnaire.conditions import ContentModel

RoleName = Literal["place", "sector", "size", "ict"]
ROLES: tuple[RoleName, ...] = get_args(RoleName)


class Role(ContentModel):
    """An item of the profile with a part of its own."""

    item: str = Field(description="Id of the item, in the profile and with one option to choose.")


class PlaceRole(Role):
    """The item that asks where the business stands: its other options are the municipalities of the region."""

    elsewhere: tuple[str, ...] = Field((), description="Options that mean: outside the region.")
    not_said: tuple[str, ...] = Field(
        (), description="Options that mean: rather not say; who gives no answer counts under the first."
    )


class SizeRole(Role):
    """The item that asks how many people work there."""

    alone: tuple[str, ...] = Field((), description="Options that mean: one person, alone.")
    people: dict[str, Annotated[float, Field(ge=1)]] = Field(
        description="With how many people to reckon, for each option."
    )


class IctRole(Role):
    """The item that asks who looks after the ICT. Each of its options stands in one of the four lists."""

    own: tuple[str, ...] = Field((), description="Options that mean: who fills in the scan does it.")
    colleague: tuple[str, ...] = Field(
        (), description="Options that mean: somebody else here, or an acquaintance."
    )
    outsourced: tuple[str, ...] = Field(
        (), description="Options that mean: a supplier does it, or part of it."
    )
    nobody: tuple[str, ...] = Field((), description="Options that mean: nobody in particular.")


class Roles(ContentModel):
    """The roles of a questionnaire. One that is None is not there, and what depends on it is not offered."""

    place: PlaceRole | None = Field(None, description="Where the business stands.")
    sector: Role | None = Field(
        None, description="What the business does; its options are the sectors of the region."
    )
    size: SizeRole | None = Field(None, description="How many people work there.")
    ict: IctRole | None = Field(None, description="Who looks after the ICT.")
    left_out: tuple[RoleName, ...] = Field(
        (), description="Roles that this questionnaire does not have, on purpose."
    )

    def named(self) -> dict[RoleName, Role]:
        """The roles that are there, by name."""
        found = {"place": self.place, "sector": self.sector, "size": self.size, "ict": self.ict}
        return {name: role for name in ROLES if (role := found[name]) is not None}
