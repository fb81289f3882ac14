"""Answers packed small enough for a QR code that any server can open: three bytes per answer, about 200 characters.

Each answer is written as the first three bytes of a hash of item and option. Ids are never reused, so a packed scan
opens in later editions as well: what an edition no longer knows is left out. A number takes three bytes more.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator
from hashlib import sha256
from zlib import crc32

from questionnaire.models import Item, Questionnaire
from questionnaire.responses import RESERVED_ANSWERS
from questionnaire.saved_scan import SavedScan, Unreadable

_FORMAT = 1
_CODE = 3
_QUICK, _KEPT_OUT = 1, 2
_PARTS = {"quick": 4, "rest": 8}
_THOUSANDTHS = 1000
_FIRST_YEAR = 2020


def pack(scan: SavedScan) -> str:
    """The scan as text for a link: letters, digits, - and _. The scan before it stays out."""
    flags = _QUICK * scan.quick | _KEPT_OUT * scan.kept_out | sum(bit for part, bit in _PARTS.items() if part in scan.counted)
    version = scan.version.encode()[:20]
    quarter = scan.finished or max(scan.counted.values(), default=None)
    body = bytes([_FORMAT, flags, _quarter_byte(quarter), len(version)]) + version
    for item_id, answer in scan.answers.items():
        if isinstance(answer, float | int):
            body += _code(f"{item_id}#") + max(0, min(0xFFFFFF, round(answer * _THOUSANDTHS))).to_bytes(3, "big")
        else:
            body += b"".join(_code(f"{item_id}={part}") for part in (answer if isinstance(answer, list) else [answer]))
    body += b"".join(_code(f"plan:{m}") for m in scan.plan) + b"".join(_code(f"done:{m}") for m in scan.done)
    return base64.urlsafe_b64encode(body + _check(body)).decode().rstrip("=")


def unpack(text: str, questionnaire: Questionnaire, measure_ids: Iterable[str] = ()) -> SavedScan:
    """The scan that `pack` wrote, as far as this edition knows its answers.

    Raises Unreadable when the text is damaged or cut off.
    """
    try:
        raw = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as error:
        raise Unreadable("not a packed scan") from error
    body, check = raw[:-2], raw[-2:]
    if len(body) < 4 or body[0] != _FORMAT or check != _check(body) or len(body) < 4 + body[3]:
        raise Unreadable("not a packed scan")
    flags, quarter, start = body[1], _quarter_of(body[2]), 4 + body[3]
    answers: dict[str, str | list[str] | float] = {}
    planned: dict[str, list[str]] = {"plan": [], "done": []}
    known = dictionary(questionnaire, measure_ids)
    codes = _codes(body[start:])
    for code in codes:
        match known.get(code):
            case ("number", item_id):
                answers[item_id] = int.from_bytes(next(codes, b""), "big") / _THOUSANDTHS
            case ("option", item_id, option):
                _add(answers, questionnaire.items[item_id], option)
            case ("plan" | "done" as kind, measure_id):
                planned[kind].append(measure_id)
    counted = {part: quarter for part, bit in _PARTS.items() if flags & bit and quarter}
    return SavedScan(
        version=body[4:start].decode(errors="replace"), quick=bool(flags & _QUICK), kept_out=bool(flags & _KEPT_OUT), answers=answers,
        finished=quarter, counted=counted, plan=tuple(planned["plan"]), done=tuple(planned["done"]),
    )  # fmt: skip


def dictionary(questionnaire: Questionnaire, measure_ids: Iterable[str] = ()) -> dict[bytes, tuple[str, ...]]:
    """What each code means in this edition."""
    known: dict[bytes, tuple[str, ...]] = {}
    for item in questionnaire.items.values():
        if item.kind == "number":
            known[_code(f"{item.id}#")] = ("number", item.id)
        for option in (*item.options_by_id, *RESERVED_ANSWERS):
            known[_code(f"{item.id}={option}")] = ("option", item.id, option)
    for measure_id in measure_ids:
        known |= {_code(f"{kind}:{measure_id}"): (kind, measure_id) for kind in ("plan", "done")}
    return known


def _add(answers: dict[str, str | list[str] | float], item: Item, option: str) -> None:
    if item.kind == "multiple" and option not in RESERVED_ANSWERS:
        before = answers.get(item.id)
        answers[item.id] = [*(before if isinstance(before, list) else []), option]
    else:
        answers[item.id] = option


def _codes(body: bytes) -> Iterator[bytes]:
    return iter([body[i : i + _CODE] for i in range(0, len(body), _CODE)])


def _code(text: str) -> bytes:
    return sha256(text.encode()).digest()[:_CODE]


def _check(body: bytes) -> bytes:
    return crc32(body).to_bytes(4, "big")[:2]


def _quarter_byte(quarter: str | None) -> int:
    return 0 if quarter is None else max(1, min(255, (int(quarter[:4]) - _FIRST_YEAR) * 4 + int(quarter[5])))


def _quarter_of(byte: int) -> str | None:
    return f"{_FIRST_YEAR + (byte - 1) // 4}Q{(byte - 1) % 4 + 1}" if byte else None
