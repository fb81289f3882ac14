"""Whether playbooks go with the region and the types of crime: who is to be called is there, and nobody who was
hit finds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from data.first_help.playbooks import FILE, Playbooks
from data.region import Region
from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.authoring.sources import Source
from questionnaire.authoring.wording import missing_keys, not_in_list
from questionnaire.language.translation import N_
from scoring.models import Threats


def check_playbooks(
    books: Playbooks,
    source: Source | None,
    region: Region | None,
    threats: Threats | None,
    crimes: Source | None,
) -> Iterator[Mistake]:
    """Mistakes between these files; `source` is that of the playbooks, `crimes` that of the types of crime.

    What could not be read is None, and is told by whoever read it.
    """
    if source is not None and region is not None:
        desks = {desk.id for desk in region.local_help}
        for i, step in enumerate(books.steps):
            for j, wanted in enumerate(step.desks):
                if wanted not in desks:
                    yield not_in_list(source, ("steps", i, "desks", j), wanted, "local_help")
    known = {threat.id for threat in threats.threats} if threats is not None else set()
    if source is not None and (threats is not None or crimes is None):
        for i, book in enumerate(books.playbooks):
            for j, wanted in enumerate(book.crimes):
                if wanted not in known:
                    yield not_in_list(source, ("playbooks", i, "crimes", j), wanted, "threats")
    if threats is not None and crimes is not None:
        for i, threat in enumerate(threats.threats):
            if not threat.first_help and threat.id not in books.by_crime:
                yield missing_keys(crimes, ("threats", i), ["first_help"])
            if threat.first_help and threat.id in books.by_crime:
                yield crimes.mistake(
                    ("threats", i, "first_help"),
                    "double",
                    Phrase(
                        N_("'{name}': wat te doen staat hier en ook in {file}."),
                        {"name": threat.id, "file": FILE.as_posix()},
                    ),
                    Phrase(N_("houd één van de twee, dan leest iedereen hetzelfde.")),
                )
