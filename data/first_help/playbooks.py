"""The playbooks of data/playbooks.yaml: per kind of incident what to do, in which order, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from questionnaire.authoring.mistakes import ContentError, Mistake, Phrase
from questionnaire.authoring.sources import KeyPath, Source, exists, read_source
from questionnaire.authoring.wording import not_in_list
from questionnaire.conditions import ContentModel, refused
from questionnaire.content_folder import ROOT
from questionnaire.content_parts import Part
from questionnaire.language.translation import N_, Text
from questionnaire.loading import validated
from questionnaire.models import Id

FILE = Path("data/playbooks.yaml")
_LONGEST_HOURS = 31 * 24


class Clock(ContentModel):
    """By when something must be done: at once, in words, or within a number of hours after one knows."""

    id: Id
    label: Text | None = Field(None, description="In words, for what cannot wait.")
    hours: int | None = Field(None, ge=1, le=_LONGEST_HOURS, description="Hours after one knows of it.")
    source: str | None = None
    reviewed: date | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.label is None) == (self.hours is None):
            raise refused(
                "clock",
                N_("een klok heeft 'label' of 'hours', en niet allebei."),
                N_("schrijf 'label' voor wat meteen moet, of 'hours' voor een aantal uren."),
            )
        return self


class PlaybookStep(ContentModel):
    """One thing to do; several playbooks may have it."""

    id: Id
    title: Text
    text: Text
    desks: tuple[str, ...] = Field((), description="Ids from local_help in data/region.yaml.")
    clocks: tuple[str, ...] = Field((), description="Ids from clocks.")


class ReadyText(ContentModel):
    """A text that can be sent or read aloud as it is; what stands in square brackets is filled in by hand."""

    id: Id
    to: Text = Field(description="Whom it is for.")
    lines: tuple[Text, ...] = Field(min_length=1, description="A line each.")


class Playbook(ContentModel):
    """What to do in one kind of incident. The first step is what cannot wait."""

    id: Id
    title: Text = Field(max_length=60, description="What somebody would say who was just hit.")
    sign: Text = Field(description="By what one knows it.")
    crimes: tuple[str, ...] = Field(
        (), description="Ids of the types of crime of which this is the first help."
    )
    steps: tuple[str, ...] = Field(min_length=3, max_length=10, description="Ids from steps, in order.")
    never: tuple[Text, ...] = Field(min_length=1, max_length=5, description="What not to do.")
    texts: tuple[str, ...] = Field((), description="Ids from texts.")
    mail_is_safe: bool = Field(
        True, description="False where the thief reads the mail: then none is offered."
    )


class Playbooks(ContentModel):
    """Everything for somebody who was just hit. `before` are steps for everybody, said in a line above each list."""

    before: tuple[str, ...] = Field((), description="Ids from steps: what goes before everything else.")
    playbooks: tuple[Playbook, ...] = ()
    steps: tuple[PlaybookStep, ...] = ()
    clocks: tuple[Clock, ...] = ()
    texts: tuple[ReadyText, ...] = ()

    @cached_property
    def by_crime(self) -> dict[str, Playbook]:
        """Per type of crime the first playbook that names it."""
        return {crime: book for book in reversed(self.playbooks) for crime in book.crimes}


def read_playbooks(root: Path = ROOT) -> tuple[Playbooks | None, Source | None, list[Mistake]]:
    """The playbooks below `root`, their file, and every mistake within it; never raises. Without the file:
    none.
    """
    if not exists(root / FILE):
        return Playbooks(), None, []
    source = read_source(root / FILE, root)
    mistakes = list(source.mistakes)
    books = None if source.data is None else validated(Playbooks, source.data, source, (), mistakes)
    return books, source, mistakes + ([] if books is None else [*_references(books, source)])


def load_playbooks(root: Path = ROOT, language: str = "nl") -> Playbooks:
    """The playbooks below `root` in `language`, the live ones where editions are kept. Raises ContentError with
    every mistake.
    """
    return _PLAYBOOKS.load(root, language)


def _without_mistakes(root: Path) -> Playbooks:
    books, _, mistakes = read_playbooks(root)
    if books is None or mistakes:
        raise ContentError(mistakes)
    return books


_PLAYBOOKS = Part("playbooks", FILE, _without_mistakes)
_LISTS = ("playbooks", "steps", "clocks", "texts")


def named(books: Playbooks) -> Iterator[tuple[str, KeyPath, str]]:
    """What is named, in which list it should be, and where it is named."""
    for i, wanted in enumerate(books.before):
        yield "steps", ("before", i), wanted
    for i, book in enumerate(books.playbooks):
        for key in ("steps", "texts"):
            for j, wanted in enumerate(getattr(book, key)):
                yield key, ("playbooks", i, key, j), wanted
    for i, step in enumerate(books.steps):
        for j, wanted in enumerate(step.clocks):
            yield "clocks", ("steps", i, "clocks", j), wanted


def _references(books: Playbooks, source: Source) -> Iterator[Mistake]:
    ids = {key: [entry.id for entry in getattr(books, key)] for key in _LISTS}
    used: dict[str, set[str]] = {key: set() for key in _LISTS}
    for key, place, wanted in named(books):
        used[key].add(wanted)
        if wanted not in ids[key]:
            yield not_in_list(source, place, wanted, key)
    for i, book in enumerate(books.playbooks):
        yield from _doubles(book.steps, source, ("playbooks", i, "steps"))
    for key in _LISTS:
        yield from _doubles(ids[key], source, (key,), "id")
        for i, known in enumerate(ids[key]):
            if key != "playbooks" and known not in used[key]:
                yield source.mistake(
                    (key, i, "id"),
                    "unused",
                    Phrase(
                        N_("'{id}' staat in '{list}', en niemand krijgt het te zien."),
                        {"id": known, "list": key},
                    ),
                    Phrase(N_("noem het waar het bij hoort, of haal het weg.")),
                )


def _doubles(ids: Iterable[str], source: Source, at: KeyPath, *within: str) -> Iterator[Mistake]:
    seen: set[str] = set()
    for i, known in enumerate(ids):
        if known in seen:
            yield source.mistake(
                (*at, i, *within),
                "double_id",
                Phrase(N_("de id '{id}' staat twee keer in '{list}'."), {"id": known, "list": str(at[-1])}),
                Phrase(N_("geef er één een andere id.")),
            )
        seen.add(known)
