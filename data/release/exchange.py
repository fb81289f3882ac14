"""Exchange: sealed blocks travel from an event laptop or another server to the centre, each counted once.

A file holds the blocks as they are public, the events they belong to, and a signature of the sending site.
What is wrong with it is said in one sentence; nothing of a refused file is added.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from data.aggregates.archive import open_archive
from data.aggregates.blocks import NoiseScales, smallest_block
from data.aggregates.folding import Site, prepare, publish, seal_block
from data.aggregates.participation import TakenPart, taken_part
from data.aggregates.pending import open_pending
from data.aggregates.room_tallies import is_room_tally
from data.aggregates.sealing import NotSealable, SealedBlock, read_sealed
from data.aggregates.tallies import DROP_OFF, LAPTOP, PARTS, standing_cells
from data.organisers.events import Event, event, keep_foreign
from data.privacy import Cube, TrustedSite
from data.release.signing import public_key, sign, signed_by

FORMAT = "weerbaarheidsscan-blocks-1"
_KEYS = {"format", "public_key", "content", "signature"}
_EVENT_ID = re.compile(r"[0-9a-f]{16}")
_MOST_BYTES = 50_000_000  # twenty thousand blocks


class ExchangeError(ValueError):
    """A file cannot be taken in; the message tells why."""


def export_blocks(site: Site) -> bytes:
    """The blocks sealed at this site, signed. The same blocks give the same bytes.

    What an evening without internet holds for the region is sealed now, when it is enough.
    """
    prepare(site)
    _seal_evening(site)
    with open_archive(site.folders) as archive:
        blocks = archive.blocks(site="")
    ids = sorted({b.cell.id for b in blocks if b.cell.cube == "event"})
    known = [e for e in (event(i, site.folders) for i in ids) if e]
    content = {"blocks": [b.as_plain() for b in blocks], "events": [_event_plain(e) for e in known]}
    envelope = {
        "format": FORMAT,
        "public_key": public_key(site.folders),
        "content": content,
        "signature": sign(site.folders, _bytes(content)),
    }
    return json.dumps(envelope, sort_keys=True, indent=1).encode() + b"\n"


def _seal_evening(site: Site) -> None:
    with open_pending(site.folders) as pending:
        with pending.transaction():
            there = pending.cells()
            for part in PARTS:
                enough = there[LAPTOP, part].n >= smallest_block(site.privacy, LAPTOP)
                if enough and (block := pending.load(LAPTOP, part)):
                    seal_block(pending, block, site, site.quarter)
        publish(pending, site)


def left_at_laptop(site: Site) -> int:
    """How many of an event without internet are not in the region's figures yet: too few for a block."""
    return taken_part("municipality", site.folders).get(LAPTOP.id, {}).get("quick", TakenPart()).waiting


def counted_from_elsewhere(site: Site) -> Counter[Cube]:
    """How many businesses of other places are in the figures here: of the region (`municipality`) and of events."""
    with open_archive(site.folders) as archive:
        blocks = [b for b in archive.blocks() if b.site and b.part == "quick"]
    found: Counter[Cube] = Counter()
    for block in blocks:
        found[block.cell.cube] += block.n
    return found


def import_blocks(site: Site, file: Path) -> tuple[TrustedSite, int, int]:
    """Adds the blocks of a file from a trusted site. Which site, how many blocks were new, how many already
    there.

    Raises ExchangeError, and adds nothing, for a file that is damaged, altered, or from a site that is not
    trusted.
    """
    sender, content = _opened(site, file)
    try:
        blocks = [replace(read_sealed(plain), site=sender.id) for plain in content["blocks"]]
        events = [_event(plain) for plain in content["events"]]
    except (NotSealable, KeyError, TypeError, ValueError):
        raise ExchangeError(
            "In het bestand staat iets dat geen verzegeld blok is. Exporteer opnieuw met dezelfde versie van de scan."
        ) from None
    _check_cells(site, blocks, {e.id for e in events})
    _check_no_own(site, blocks)
    _check_promise(site, blocks)
    with open_archive(site.folders) as archive:
        try:
            new = archive.add(blocks)
        except NotSealable:
            raise ExchangeError(
                "Een blok in dit bestand is hier al, met andere getallen. Er is niets toegevoegd; vraag de plek waar het vandaan komt."
            ) from None
    for foreign in events:
        keep_foreign(foreign, site.folders)
    return sender, new, len(blocks) - new


def _opened(site: Site, file: Path) -> tuple[TrustedSite, dict[str, Any]]:
    try:
        envelope = json.loads(_read(file), object_pairs_hook=_once, parse_constant=_no_number)
    except ExchangeError:
        raise
    except (ValueError, RecursionError):
        raise ExchangeError(
            f"{file.name} is geen bestand met verzegelde blokken, of het is beschadigd."
        ) from None
    if (
        not isinstance(envelope, dict)
        or envelope.keys() != _KEYS
        or envelope["format"] != FORMAT
        or not isinstance(envelope["content"], dict)
    ):
        raise ExchangeError(f"{file.name} is geen bestand met verzegelde blokken van deze versie.")
    sender = next((s for s in site.privacy.trusted_sites if s.public_key == envelope.get("public_key")), None)
    if sender is None:
        raise ExchangeError(
            "Dit bestand komt van een plek die hier niet vertrouwd is. Zet de sleutel van die plek bij 'trusted_sites' in data/privacy.yaml."
        )
    if not signed_by(sender.public_key, str(envelope.get("signature")), _bytes(envelope["content"])):
        raise ExchangeError(
            f"De handtekening van '{sender.title}' klopt niet: het bestand is veranderd of beschadigd. Er is niets toegevoegd."
        )
    return sender, envelope["content"]


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(_MOST_BYTES + 1)  # asking for the size first would not do for a pipe
    except FileNotFoundError:
        raise ExchangeError(f"Het bestand {file} bestaat niet.") from None
    except (OSError, ValueError):
        raise ExchangeError(f"Het bestand {file} kan niet worden gelezen.") from None
    if len(data) > _MOST_BYTES:
        raise ExchangeError(f"Het bestand {file.name} is veel te groot voor verzegelde blokken.")
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; ValueError when a key stands in it twice, since readers differ on which one counts."""
    if len(found := dict(pairs)) < len(pairs):
        raise ValueError("a key stands in it twice")
    return found


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number in JSON")


def _check_cells(site: Site, blocks: list[SealedBlock], events: set[str]) -> None:
    standing = {*standing_cells(site.questionnaire, site.region), DROP_OFF}
    strange = [
        b.cell
        for b in blocks
        if b.cell not in standing and not (b.cell.cube == "event" and b.cell.id in events)
    ]
    if strange:
        raise ExchangeError(
            f"Het bestand bevat '{strange[0].id}', en dat kent deze plek niet. Is het van een andere regio of een andere versie?"
        )


def _check_promise(site: Site, blocks: list[SealedBlock]) -> None:
    """What is published here says how much noise there is in it, and from how many responses on; that must
    hold for guests too.
    """
    with open_archive(site.folders) as archive:
        known = {b.id for b in archive.blocks()}
    for block in blocks:
        too_few = block.n < smallest_block(site.privacy, block.cell)
        if block.id not in known and (too_few or not _noise_enough(site, block)):
            raise ExchangeError(
                "Een blok in dit bestand heeft minder ruis of minder antwoorden dan data/privacy.yaml hier belooft. Er is niets toegevoegd."
            )
        if block.quarter > site.quarter:
            raise ExchangeError(
                f"Een blok in dit bestand is van kwartaal {block.quarter}, en dat moet nog komen. Staat de klok goed, hier en daar?"
            )


def _noise_enough(site: Site, block: SealedBlock) -> bool:
    promised = NoiseScales.of(site.privacy, block.cell)
    if block.scales.kind == "laplace" and promised.kind == "gaussian":
        if any(is_room_tally(item) for item in block.items):
            return False
        promised = NoiseScales.of_first_rooms()
    kinds = ("points", "dont_know", "asked", "theme", "total")
    return block.scales.kind == promised.kind and not any(
        getattr(block.scales, kind) < getattr(promised, kind) for kind in kinds
    )


def _check_no_own(site: Site, blocks: list[SealedBlock]) -> None:
    """A block that was sealed here and comes back from elsewhere counts already."""
    with open_archive(site.folders) as archive:
        own = {b.id for b in archive.blocks(site="")}
    if any(b.id in own for b in blocks):
        raise ExchangeError("Dit bestand komt van deze plek zelf; de blokken tellen hier al mee.")


def _bytes(content: Any) -> bytes:
    return FORMAT.encode() + b"\n" + json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def _event_plain(e: Event) -> dict[str, Any]:
    return {
        "id": e.id,
        "name": e.name,
        "day": e.day.isoformat(),
        "until": e.until.isoformat(),
        "municipality": e.municipality,
        "sectors": list(e.sectors),
        "scan": e.scan,
        "language": e.language,
    }


def _event(plain: dict[str, Any]) -> Event:
    texts = [plain[key] for key in ("id", "name", "municipality", "scan", "language")]
    texts += plain["sectors"]
    if not (
        all(isinstance(t, str) and len(t) <= 200 and t.isprintable() for t in texts)
        and _EVENT_ID.fullmatch(plain["id"])
    ):
        raise ValueError("not an event")
    if plain["scan"] not in ("quick", "full"):
        raise ValueError("not a scan of ours")
    day, until = date.fromisoformat(plain["day"]), date.fromisoformat(plain["until"])
    return Event(
        plain["id"],
        "",
        "",
        plain["name"],
        day,
        until,
        plain["municipality"],
        tuple(plain["sectors"]),
        plain["scan"],
        plain["language"],
        closed=until,
    )
