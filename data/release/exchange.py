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
from fractions import Fraction
from pathlib import Path
from typing import Any

from data.aggregates.archive import open_archive
from data.aggregates.blocks import NoiseScales, smallest_block
from data.aggregates.folding import Site, prepare, publish, publish_region
from data.aggregates.pending import open_pending
from data.aggregates.randomised import RegionBlock, TurnedOver
from data.aggregates.sealing import NotSealable, SealedBlock, read_block
from data.aggregates.tallies import DROP_OFF, standing_cells
from data.organisers.events import Event, event, keep_foreign
from data.privacy import TrustedSite
from data.release.signing import public_key, sign, signed_by

FORMAT = "weerbaarheidsscan-blocks-1"
_KEYS = {"format", "public_key", "content", "signature"}
Block = SealedBlock | RegionBlock
_EVENT_ID = re.compile(r"[0-9a-f]{16}")
_MOST_BYTES = 50_000_000  # twenty thousand blocks


class ExchangeError(ValueError):
    """A file cannot be taken in; the message tells why."""


def export_blocks(site: Site) -> bytes:
    """The blocks of this site, signed, with everybody who took part: the region's sums go along however few
    they hold. The same blocks give the same bytes.
    """
    prepare(site)
    with open_pending(site.folders) as pending:
        with pending.transaction():
            publish_region(pending, site, site.quarter)
        publish(pending, site)
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


def import_blocks(site: Site, file: Path) -> tuple[TrustedSite, int, int]:
    """Adds the blocks of a file from a trusted site. Which site, how many blocks were new, how many already
    there.

    Raises ExchangeError, and adds nothing, for a file that is damaged, altered, or from a site that is not
    trusted.
    """
    sender, content = _opened(site, file)
    try:
        blocks = [replace(read_block(plain), site=sender.id) for plain in content["blocks"]]
        events = [_event(plain) for plain in content["events"]]
    except (NotSealable, KeyError, TypeError, ValueError):
        raise ExchangeError(
            "In het bestand staat iets dat geen verzegeld blok is. Exporteer opnieuw met dezelfde versie van de scan."
        ) from None
    _check_cells(site, blocks, {e.id for e in events})
    _check_no_own(site, blocks)
    _check_promise(site, blocks)
    _check_amount(site, sender, blocks)
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


def counted_from_elsewhere(site: Site) -> Counter[str]:
    """How many businesses of trusted places are in the figures: of the region (`municipality`) and of rooms
    (`event`).
    """
    found: Counter[str] = Counter()
    with open_archive(site.folders) as archive:
        for trusted in site.privacy.trusted_sites:
            for (cell, part), n in archive.sent_by(trusted.id).items():
                found[cell.cube] += n if part == ("room" if cell.cube == "event" else "quick") else 0
    return found


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


def _check_cells(site: Site, blocks: list[Block], events: set[str]) -> None:
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


def _check_promise(site: Site, blocks: list[Block]) -> None:
    """What is published here says how much noise there is in it, and from how many responses on; that must
    hold for guests too.
    """
    with open_archive(site.folders) as archive:
        known = {b.id for b in archive.blocks()}
    for block in blocks:
        if block.id not in known and not _keeps_promise(site, block):
            raise ExchangeError(
                "Een blok in dit bestand heeft minder ruis of minder antwoorden dan data/privacy.yaml hier belooft. Er is niets toegevoegd."
            )
        if block.quarter > site.quarter:
            raise ExchangeError(
                f"Een blok in dit bestand is van kwartaal {block.quarter}, en dat moet nog komen. Staat de klok goed, hier en daar?"
            )


def _keeps_promise(site: Site, block: Block) -> bool:
    if isinstance(block, RegionBlock):
        least = {apart: TurnedOver.of(site.privacy, apart) for apart in (True, False)}
        chances = site.chances()
        return all(
            Fraction(given) >= Fraction(promised)
            for item, sums in block.items.items()
            for given, promised in zip(sums.turned, chances.get(item, least[True]))
        )
    first = block.scales.kind == "laplace" and block.cell.cube != "drop_off"
    promised = NoiseScales.first_edition(block.cell) if first else NoiseScales.of(site.privacy, block.cell)
    return block.n >= smallest_block(site.privacy, block.cell) and not any(
        getattr(block.scales, kind) < getattr(promised, kind) for kind in ("points", "dont_know", "asked")
    )


def _check_amount(site: Site, sender: TrustedSite, blocks: list[Block]) -> None:
    """Nobody at a trusted place can drown the others by claiming more people than it can have seen."""
    with open_archive(site.folders) as archive:
        known = {b.id for b in archive.blocks(sender.id)}
        sent = Counter(archive.sent_by(sender.id))
    for block in blocks:
        if block.id not in known:
            sent[block.cell, block.part] += block.n
    if sent and max(sent.values()) > sender.most_responses:
        raise ExchangeError(
            f"'{sender.title}' zegt dat er {max(sent.values())} bedrijven meededen in één groep, en hooguit {sender.most_responses} is te geloven. "
            "Er is niets toegevoegd. Waren het er echt zoveel? Zet dan most_responses bij die plek hoger in data/privacy.yaml."
        )


def _check_no_own(site: Site, blocks: list[Block]) -> None:
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
