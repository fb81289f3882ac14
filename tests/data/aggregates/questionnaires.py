"""Tiny questionnaires for one thing at a time."""

from __future__ import annotations

from questionnaire.models import Questionnaire

ROLES = {
    "place": {"item": "municipality"},
    "sector": {"item": "sector"},
    "size": {"item": "company_size", "alone": ("zzp",), "people": {"zzp": 1, "micro": 5}},
}


def questionnaire(*items: dict, profile: tuple[dict, ...] = ()) -> Questionnaire:
    """A profile (company_size, sector and municipality unless given) and one theme with these items."""
    return Questionnaire.model_validate(
        {
            "id": "tiny",
            "version": "1.0",
            "title": "Tiny",
            "roles": ROLES,
            "sections": (
                {
                    "id": "profile",
                    "title": "P",
                    "profile": True,
                    "items": profile or (size(), choice("sector"), choice("municipality")),
                },
                {"id": "theme", "title": "T", "items": items},
            ),
        }
    )


def size(**changes) -> dict:
    return {
        "id": "company_size",
        "quick": True,
        "question": "?",
        "options": ({"id": "zzp", "label": "z"}, {"id": "micro", "label": "m"}),
        **changes,
    }


def choice(item_id: str, **changes) -> dict:
    return {
        "id": item_id,
        "quick": True,
        "question": "?",
        "options": ({"id": "a", "label": "a"}, {"id": "b", "label": "b"}),
        **changes,
    }


def item(item_id: str, **changes) -> dict:
    """A question worth 0 (no), 1 (half) or 3 (yes)."""
    options = (
        {"id": "no", "label": "n", "points": 0.0},
        {"id": "half", "label": "h", "points": 1.0},
        {"id": "yes", "label": "y", "points": 3.0},
    )
    return {"id": item_id, "question": "?", "options": options, **changes}


def for_who_works_alone_and_for_the_others() -> Questionnaire:
    """Two questions for who works alone, two with the opposite rule, and one for everybody."""
    alone = {"item": "company_size", "answered": ("zzp",)}
    return questionnaire(
        item("alone", skip_if={"not": alone}),
        item("alone_too", skip_if={"not": alone}),
        item("staff", skip_if=alone),
        item("staff_too", skip_if=alone),
        item("everybody"),
    )


def skipped_when(item_id: str, *answers: str) -> dict:
    return {"skip_if": {"item": item_id, "answered": answers}}
