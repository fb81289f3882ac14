"""Answers packed small enough for a QR code that any server can open: three bytes per answer, about 200
characters.

Each answer is written as the first three bytes of a hash of item and option. A scan is unpacked with the ids
of its own version (questionnaire/saved_scans/vocabulary.py), and then brought to the questions of now like
any other. A number takes three bytes more, and so does each item with several answers: how many there were.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256
from zlib import crc32

from questionnaire.models import Questionnaire
from questionnaire.responses import RESERVED_ANSWERS
from questionnaire.saved_scans.saved_scan import SavedScan, Unreadable
from questionnaire.saved_scans.vocabulary import Vocabulary

_FORMAT = 2  # the first one, still read, had no day of the plan, no edition and no count of several answers
_CODE = 3
_QUICK, _KEPT_OUT, _FINISHED, _EDITION = 1, 2, 16, 32
_PARTS = {"quick": 4, "rest": 8}
_EDITION_BYTES = 8
_THOUSANDTHS = 1000
_NUMBER_BITS = 22  # of a number; the two bits above say how many decimals follow it
_FIRST_YEAR = 2020
_FIRST_DAY = date(_FIRST_YEAR, 1, 1)
_MOST_PARTS = 40
_WAS = "was:"  # in front of what a done measure changed, so that an older server reads it as nothing


def pack(scan: SavedScan) -> str:
    """The scan as text for a link: letters, digits, - and _. The scan before it stays out."""
    flags = (
        _QUICK * scan.quick
        | _KEPT_OUT * scan.kept_out
        | sum(bit for part, bit in _PARTS.items() if part in scan.counted)
    )
    flags |= _FINISHED * bool(scan.finished)
    edition = _edition_bytes(scan.edition)
    flags |= _EDITION * bool(edition)
    version = scan.version.encode()[:60]
    quarter = scan.finished or max(scan.counted.values(), default=None)
    body = (
        bytes([_FORMAT, flags, _quarter_byte(quarter), len(version)])
        + version
        + edition
        + _day_bytes(scan.planned_on)
    )
    body += b"".join(_packed(item_id, answer) for item_id, answer in scan.answers.items())
    body += b"".join(_code(f"plan:{m}") for m in scan.plan)
    for measure_id in scan.done:
        body += _code(f"done:{measure_id}")
        for item_id, answer in scan.before.get(measure_id, {}).items():
            body += _code(f"{_WAS}{item_id}!") if answer is None else _packed(item_id, answer, _WAS)
            body += _code(f"{_WAS}{item_id}?") if item_id in scan.to_confirm else b""
    return base64.urlsafe_b64encode(body + _check(body)).decode().rstrip("=")


def _packed(item_id: str, answer: str | list[str] | tuple[str, ...] | float, mark: str = "") -> bytes:
    """The codes of one answer; none for a number that is too large."""
    if isinstance(answer, float | int):
        number = _number_bytes(answer)
        return b"" if number is None else _code(f"{mark}{item_id}#") + number
    if isinstance(answer, list | tuple):
        parts = b"".join(_code(f"{mark}{item_id}={part}") for part in answer)
        return _code(f"{mark}{item_id}*{len(answer)}") + parts
    return _code(f"{mark}{item_id}={answer}")


def unpack(text: str, known: Questionnaire | Vocabulary, measure_ids: Iterable[str] = ()) -> SavedScan:
    """The scan that `pack` wrote, in the ids of its own version, as far as they are known.

    Of several answers to one item all or none: an answer without one of its parts would be another answer.
    Raises Unreadable when the text is damaged or cut off.
    """
    body = _body(text)
    newer, flags, quarter, start = body[0] == _FORMAT, body[1], _quarter_of(body[2]), 4 + body[3]
    version, edition, planned_on = body[4:start].decode(errors="replace"), "", None
    if newer:
        if flags & _EDITION:
            edition, start = body[start : start + _EDITION_BYTES].hex(), start + _EDITION_BYTES
        planned_on, start = _day_of(body[start : start + 2]), start + 2
    words = known if isinstance(known, Vocabulary) else Vocabulary.of(known, measure_ids)
    answers, planned, before, opened = _unpacked(
        iter([body[i : i + _CODE] for i in range(start, len(body), _CODE)]), words, newer
    )
    counted = {part: quarter for part, bit in _PARTS.items() if flags & bit and quarter}
    return SavedScan(
        version=version,
        edition=edition,
        quick=bool(flags & _QUICK),
        kept_out=bool(flags & _KEPT_OUT),
        answers=answers,
        finished=quarter if not newer or flags & _FINISHED else None,
        counted=counted,
        plan=tuple(planned["plan"]),
        done=tuple(planned["done"]),
        before=before,
        to_confirm=opened,
        planned_on=planned_on,
    )


def edition_in(text: str) -> str:
    """Id of the edition that a packed scan began with; empty when it names none. Raises Unreadable."""
    body = _body(text)
    start = 4 + body[3]
    return body[start : start + _EDITION_BYTES].hex() if body[0] == _FORMAT and body[1] & _EDITION else ""


def _body(text: str) -> bytes:
    try:
        raw = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as error:
        raise Unreadable("not a packed scan") from error
    body, check = raw[:-2], raw[-2:]
    if len(body) < 4 or body[0] not in (1, _FORMAT) or check != _check(body):
        raise Unreadable("not a packed scan")
    if len(body) < 4 + body[3] + (body[0] == _FORMAT) * (2 + _EDITION_BYTES * bool(body[1] & _EDITION)):
        raise Unreadable("not a packed scan")
    return body


_Unpacked = dict[str, str | list[str] | float | None]


def _unpacked(
    codes: Iterator[bytes], words: Vocabulary, newer: bool
) -> tuple[dict[str, str | list[str] | float], dict[str, list[str]], dict[str, _Unpacked], tuple[str, ...]]:
    """Answers, plan, what each done measure changed, and the questions that these opened."""
    answers: _Unpacked = {}
    planned: dict[str, list[str]] = {"plan": [], "done": []}
    before: dict[str, _Unpacked] = {}
    opened: list[str] = []
    known = _counts(words) | dictionary(words)
    # Behind a done measure stands what it changed, under codes of their own.
    changed = _counts(words, _WAS) | _answers(words, _WAS) | _plans(words)
    into, reading = answers, known
    for code in codes:
        match reading.get(code):
            case ("number", item_id):
                value = next(codes, b"")
                into[item_id] = _number_of(value) if newer else int.from_bytes(value, "big") / _THOUSANDTHS
            case ("several", item_id, count):
                parts = [reading.get(next(codes, b"")) for _ in range(int(count))]
                chosen = [part[2] for part in parts if part is not None and part[:2] == ("option", item_id)]
                if len(chosen) == len(parts):
                    into[item_id] = chosen
            case ("option", item_id, option):
                if not newer and words.has_several(item_id) and option not in RESERVED_ANSWERS:
                    earlier = into.get(item_id)
                    into[item_id] = [*(earlier if isinstance(earlier, list) else []), option]
                else:
                    into[item_id] = option
            case ("nothing", item_id):
                into[item_id] = None
            case ("opened", item_id):
                opened.append(item_id)
            case ("plan" | "done" as kind, measure_id):
                planned[kind].append(measure_id)
                if kind == "done":
                    into, reading = before.setdefault(measure_id, {}), changed
    given = {item_id: answer for item_id, answer in answers.items() if answer is not None}
    changed_by = {measure_id: was for measure_id, was in before.items() if was}
    return given, planned, changed_by, tuple(dict.fromkeys(opened))


def dictionary(
    known: Questionnaire | Vocabulary, measure_ids: Iterable[str] = ()
) -> dict[bytes, tuple[str, ...]]:
    """What each code means. Ids of now go before those of older versions."""
    words = known if isinstance(known, Vocabulary) else Vocabulary.of(known, measure_ids)
    return _plans(words) | _answers(words)


def _answers(words: Vocabulary, mark: str = "") -> dict[bytes, tuple[str, ...]]:
    """The codes of answers; with `mark` also those of an item that had none, or was opened."""
    found: dict[bytes, tuple[str, ...]] = {}
    for item_id, item in words.items.items():
        if item.number:
            found.setdefault(_code(f"{mark}{item_id}#"), ("number", item_id))
        if mark:
            found.setdefault(_code(f"{mark}{item_id}!"), ("nothing", item_id))
            found.setdefault(_code(f"{mark}{item_id}?"), ("opened", item_id))
        for option in dict.fromkeys((*item.options, *RESERVED_ANSWERS)):
            found.setdefault(_code(f"{mark}{item_id}={option}"), ("option", item_id, option))
    return found


def _plans(words: Vocabulary) -> dict[bytes, tuple[str, ...]]:
    found: dict[bytes, tuple[str, ...]] = {}
    for measure_id in words.measures:
        for kind in ("plan", "done"):
            found.setdefault(_code(f"{kind}:{measure_id}"), (kind, measure_id))
    return found


def _counts(words: Vocabulary, mark: str = "") -> dict[bytes, tuple[str, ...]]:
    """The codes that stand before several answers to one item, and say how many there are."""
    return {
        _code(f"{mark}{item_id}*{count}"): ("several", item_id, str(count))
        for item_id, item in words.items.items()
        for count in range(1, _MOST_PARTS + 1 if item.several else 1)
    }


def _code(text: str) -> bytes:
    return sha256(text.encode()).digest()[:_CODE]


def _check(body: bytes) -> bytes:
    return crc32(body).to_bytes(4, "big")[:2]


def _edition_bytes(edition: str) -> bytes:
    try:
        found = bytes.fromhex(edition)
    except ValueError:
        return b""
    return found if len(found) == _EDITION_BYTES else b""


def _day_bytes(day: date | None) -> bytes:
    """Days from the first day, 1 and up; 0 for no day, and for one that is out of reach."""
    days = 0 if day is None else (day - _FIRST_DAY).days + 1
    return (days if 0 < days <= 0xFFFF else 0).to_bytes(2, "big")


def _day_of(two: bytes) -> date | None:
    days = int.from_bytes(two, "big")
    return _FIRST_DAY + timedelta(days - 1) if days else None


def _number_bytes(number: float) -> bytes | None:
    """A number as whole number and count of decimals; None when it is too large, and then it is asked again."""
    for decimals in range(4):
        whole = round(number * 10**decimals)
        if whole < 0 or whole >= 1 << _NUMBER_BITS:
            return None
        if decimals == 3 or abs(whole / 10**decimals - number) < 1e-9:
            return int(decimals << _NUMBER_BITS | whole).to_bytes(3, "big")
    return None


def _number_of(three: bytes) -> float:
    found = int.from_bytes(three, "big")
    return float((found & (1 << _NUMBER_BITS) - 1) / 10 ** (found >> _NUMBER_BITS))


def _quarter_byte(quarter: str | None) -> int:
    return 0 if quarter is None else max(1, min(255, (int(quarter[:4]) - _FIRST_YEAR) * 4 + int(quarter[5])))


def _quarter_of(byte: int) -> str | None:
    return f"{_FIRST_YEAR + (byte - 1) // 4}Q{(byte - 1) % 4 + 1}" if byte else None
