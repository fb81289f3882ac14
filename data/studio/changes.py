"""One change of the content, as it is kept: where, what stood there and what comes there. It can be done again on
newer files, since a place is named by ids; where somebody else changed the same, that is told.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from data.studio.files import catalogues, content_files, model_of
from questionnaire.authoring.sources import parse_source
from questionnaire.catalogues.extraction import texts_in
from questionnaire.studio.editing import CannotEdit, Steps, YamlText, plain, resolve, value_at
from questionnaire.studio.fields import fields_of, model_at
from questionnaire.studio.messages import Messages

Kind = Literal["set", "insert", "remove", "move", "translate"]


@dataclass(frozen=True)
class Change:
    """`set`: the value at `steps`, None when the key was not there or goes. `insert`: the entry `new` in the list at
    `steps`, behind the entry `old` (an id or number; "" as the first). `remove`: the entry at `steps`, which was `old`.
    `move`: the entry at `steps` one place, `new` is -1 or 1. `translate`: in the catalogue `file`, of the text `steps[0]`.
    """

    kind: Kind
    file: str
    steps: Steps
    old: Any = None
    new: Any = None

    def as_text(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False, default=_day)

    @classmethod
    def from_text(cls, text: str) -> Change:
        """A kept change."""
        kept = json.loads(text, object_hook=_with_days)
        return cls(kept["kind"], kept["file"], tuple(kept["steps"]), plain(kept["old"]), plain(kept["new"]))


def _day(value: Any) -> dict[str, str]:
    return {"$day": value.isoformat()}


def _with_days(value: dict[str, Any]) -> Any:
    return date.fromisoformat(value["$day"]) if value.keys() == {"$day"} else value


class Conflict(Exception):
    """The place holds something else than the change began with: somebody else changed it since. `now` is that."""

    def __init__(self, now: Any = None) -> None:
        super().__init__()
        self.now = now


def apply(change: Change, root: Path) -> None:
    """Makes one change in the files below `root`. Raises Conflict, and CannotEdit for what cannot be written."""
    if change.kind == "translate":
        if change.file not in catalogues(root).values():
            raise CannotEdit(change.file)
        path = root / change.file
        messages = Messages(path.read_text("utf-8"))
        if (now := messages.of(change.steps[0]).text) not in (change.old or "", change.new or ""):
            raise Conflict(now)
        path.write_text(messages.translated(change.steps[0], change.new or ""), "utf-8")
        return
    if change.file not in content_files(root):
        raise CannotEdit(change.file)
    path = root / change.file
    before = path.read_text("utf-8")
    after = _changed(change, YamlText(before))
    path.write_text(after, "utf-8")
    _translations_follow(change.file, before, after, root)


def _changed(change: Change, yaml: YamlText) -> str:
    steps = change.steps
    if change.kind == "set":
        try:
            place = resolve(yaml.data, steps)
        except CannotEdit:
            if change.old is not None:
                raise Conflict from None
            return _with_key(change, yaml)
        now = value_at(yaml.data, place)
        if now == change.new and type(now) is type(change.new):
            return yaml.text  # somebody else did the same
        if now != change.old:
            raise Conflict(now)
        return yaml.drop_key(place) if change.new is None else yaml.set(place, change.new)
    try:
        place = resolve(yaml.data, steps)
        if change.kind == "insert":
            entries = value_at(yaml.data, place)
            at = 0 if change.old == "" else int(resolve(entries, (str(change.old),))[0]) + 1
            ids = [one.get("id") for one in entries if isinstance(one, dict)]
            if isinstance(change.new, dict) and change.new.get("id") in ids and change.new.get("id"):
                raise Conflict(change.new["id"])
            return yaml.insert(place, at, change.new)
    except CannotEdit:
        raise Conflict from None
    if change.kind == "move":
        return yaml.move(place, int(place[-1]) + int(change.new))
    if value_at(yaml.data, place) != change.old:
        raise Conflict(value_at(yaml.data, place))
    return yaml.remove(place)


def _with_key(change: Change, yaml: YamlText) -> str:
    file_model = model_of(change.file)
    try:
        place = resolve(yaml.data, change.steps[:-1])
    except CannotEdit:
        raise Conflict from None
    model = model_at(file_model, place) if file_model is not None else None
    order = [field.key for field in fields_of(model)] if model is not None else []
    return yaml.add_key(place, change.steps[-1], change.new, order)


def texts_below(root: Path, file: str, text: str | None = None) -> list[str]:
    """What people read of a file, in its order."""
    model = model_of(file)
    source = parse_source(file, (root / file).read_text("utf-8") if text is None else text)
    return [found for _, found in texts_in(source, model)] if model is not None else []


def _translations_follow(file: str, before: str, after: str, root: Path) -> None:
    """A text that became another one takes its translations along; a new one gets an empty place in each catalogue."""
    old, new = texts_below(root, file, before), texts_below(root, file, after)
    gone = [text for text in dict.fromkeys(old) if text not in new]
    come = [text for text in dict.fromkeys(new) if text not in old]
    if not come:
        return
    elsewhere = {text for other in content_files(root) if other != file for text in texts_below(root, other)}
    for name in (*catalogues(root).values(), "locale/messages.pot"):
        path = root / name
        if not path.is_file():
            continue
        text = path.read_text("utf-8")
        for i, now in enumerate(come):
            was = gone[i] if len(gone) == len(come) else ""
            messages = Messages(text)
            text = messages.reworded(was, now, stays=was in elsewhere or messages.in_code(was), file=file)
        path.write_text(text, "utf-8")
