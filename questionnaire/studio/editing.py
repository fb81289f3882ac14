"""Changes one value of a YAML file: that value is written anew, every other byte stays as it stood.

The nodes of ruamel.yaml tell where a value begins and ends. After every change the whole file is read again and
compared with what it should say: a change that would alter anything else, or that YAML reads in another way, is
refused instead of written. So what somebody typed is always a value and never YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from questionnaire.authoring.sources import KeyPath, compose, parse_source
from questionnaire.studio.rendering import block_entry, candidates, inline, refolded

Steps = tuple[str, ...]  # a place by ids: ("items", "mfa_email", "options", "none", "label")


class CannotEdit(ValueError):
    """This place is not there, or cannot be changed without changing more; what is in the file stays."""


def resolve(data: Any, steps: Sequence[str]) -> KeyPath:
    """The place that these steps lead to: a key, the id of an entry, or its number. Raises CannotEdit."""
    place: list[str | int] = []
    for step in steps:
        found: str | int | None = None
        if isinstance(data, dict) and step in data:
            found = step
        elif isinstance(data, tuple):
            found = next(
                (i for i, one in enumerate(data) if isinstance(one, dict) and one.get("id") == step), None
            )
            if found is None and step.isascii() and step.isdigit() and int(step) < len(data):
                found = int(step)
        if found is None:
            raise CannotEdit("/".join(steps))
        place.append(found)
        data = data[found]
    return tuple(place)


def steps_of(data: Any, place: KeyPath) -> Steps:
    """The steps by ids that lead to a place."""
    steps: list[str] = []
    for step in place:
        data = data[step]
        known = isinstance(step, int) and isinstance(data, dict) and isinstance(data.get("id"), str)
        steps.append(data["id"] if known else str(step))
    return tuple(steps)


def value_at(data: Any, place: KeyPath) -> Any:
    """The value at a place that `resolve` gave."""
    for step in place:
        data = data[step]
    return data


def plain(value: Any) -> Any:
    """A value as it is read from a file: lists as tuples."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return tuple(plain(part) for part in value) if isinstance(value, list | tuple) else value


class YamlText:
    """The text of one file. Each method gives the text after one change, or raises CannotEdit."""

    def __init__(self, text: str) -> None:
        self.text = text
        source = parse_source("file", text)
        if source.data is None or any(m.severity == "error" for m in source.mistakes) or "\r" in text:
            raise CannotEdit("file")
        self.data = source.data
        self.root = compose(text)

    def set(self, place: KeyPath, value: Any) -> str:
        """The value at `place` becomes another one: a text, number, yes or no, date, or a list or mapping of these."""
        start, end, ways = self._written(place, plain(value))
        wanted = _replaced(self.data, place, _always(plain(value)))
        return self._first(wanted, (self.text[:start] + way + self.text[end:] for way in ways))

    def set_all(self, values: Mapping[KeyPath, Any]) -> str:
        """The same for values that lie apart, with the file read once more and not once for each."""
        if not values:
            return self.text
        text, wanted = self.text, self.data
        spots = [(*self._written(place, plain(value)), place) for place, value in values.items()]
        for start, end, ways, place in sorted(spots, key=lambda spot: spot[0], reverse=True):
            text = text[:start] + next(iter(ways)) + text[end:]
            wanted = _replaced(wanted, place, _always(plain(values[place])))
        try:
            return self._first(wanted, [text])
        except CannotEdit:  # some text needs other quotes than the one before it had
            yaml = self
            for place, value in values.items():
                yaml = YamlText(yaml.set(place, value))
            return yaml.text

    def _written(self, place: KeyPath, value: Any) -> tuple[int, int, Iterable[str]]:
        """Where the value at `place` begins and ends, and the ways in which another one can stand there."""
        node = self._node(place)
        start, end = node.start_mark.index, self._end(node)
        if isinstance(node, ScalarNode) and isinstance(value, str):
            return start, end, self._texts(node, value, start, end)
        if isinstance(node, MappingNode | SequenceNode) and not node.flow_style:
            # From behind the key, whose value stood on lines of its own.
            return len(self.text[:start].rstrip()), end, [" " + inline(value)]
        return start, end, [inline(value)]

    def _texts(self, node: ScalarNode, value: str, start: int, end: int) -> Iterable[str]:
        if node.style in (">", "|"):
            raw = self.text[start:end]
            rows = [row for row in raw.split("\n")[1:] if row.strip()]
            indent = len(rows[0]) - len(rows[0].lstrip(" ")) if rows else 2
            folded = refolded(raw, node.value, value, indent) if node.style == ">" else None
            if folded is not None:
                yield folded
            yield from candidates(value, None)
        else:
            yield from candidates(value, node.style)

    def add_key(self, place: KeyPath, key: str, value: Any, order: Sequence[str] = ()) -> str:
        """A key that the mapping at `place` does not have yet, behind the last of those before it in `order`."""
        node, value = self._node(place), plain(value)
        if not isinstance(node, MappingNode) or not node.value or key in value_at(self.data, place):
            raise CannotEdit(key)
        before = list(order[: order.index(key)]) if key in order else []
        known = [pair for pair in node.value if pair[0].value in before] or (node.value if not before else [])
        after = known[-1] if known else node.value[0]
        wanted = _replaced(self.data, place, lambda old: {**old, key: value})
        end = self._end(after[1])
        if node.flow_style:
            made = f", {key}: {inline(value)}"
        else:
            end = self._line_end(end)
            made = "\n" + " " * node.value[0][0].start_mark.column + f"{key}: {inline(value)}"
        return self._first(wanted, [self.text[:end] + made + self.text[end:]])

    def drop_key(self, place: KeyPath) -> str:
        """The key at `place` goes, with its value."""
        node, key = self._node(place[:-1]), place[-1]
        if not isinstance(node, MappingNode):
            raise CannotEdit(str(key))
        at = next(i for i, pair in enumerate(node.value) if pair[0].value == key)
        start, end = node.value[at][0].start_mark.index, self._end(node.value[at][1])
        wanted = _replaced(self.data, place[:-1], lambda old: {k: v for k, v in old.items() if k != key})
        if node.flow_style and at:
            start = self._end(node.value[at - 1][1])
        elif node.flow_style and len(node.value) > 1:
            end = node.value[1][0].start_mark.index
        elif not node.flow_style:
            start, end = self._line_start(start), self._line_end(end) + 1
            if self.text[start : node.value[at][0].start_mark.index].strip():
                raise CannotEdit(str(key))  # stands behind a dash: the entry begins with it
        return self._first(wanted, [self.text[:start] + self.text[end:]])

    def insert(self, place: KeyPath, at: int, value: Any) -> str:
        """An entry in the list at `place`, before the one that is number `at` now; behind all when there is none."""
        node, value = self._node(place), plain(value)
        if not isinstance(node, SequenceNode) or not 0 <= at <= len(node.value):
            raise CannotEdit("list")
        wanted = _replaced(self.data, place, lambda old: (*old[:at], value, *old[at:]))
        if node.flow_style:
            if not node.value:
                end, made = node.start_mark.index + 1, inline(value)
            elif at:
                end, made = self._end(node.value[at - 1]), f", {inline(value)}"
            else:
                end, made = node.value[0].start_mark.index, f"{inline(value)}, "
            return self._first(wanted, [self.text[:end] + made + self.text[end:]])
        indent, beside = node.start_mark.column, node.value[max(at - 1, 0)]
        in_rows = isinstance(value, dict) and isinstance(beside, MappingNode) and not beside.flow_style
        made = " " * indent + (block_entry(value, indent) if in_rows else f"- {inline(value)}")
        gap = "\n\n" if self._apart(node) else "\n"
        if at:
            end = self._line_end(self._end(beside))
            return self._first(wanted, [self.text[:end] + gap + made + self.text[end:]])
        start = self._dash(node, 0)
        return self._first(wanted, [self.text[:start] + made + gap + self.text[start:]])

    def remove(self, place: KeyPath) -> str:
        """The entry at `place` goes out of its list; the comments above it stay."""
        node, at = self._node(place[:-1]), place[-1]
        if not isinstance(node, SequenceNode) or not isinstance(at, int) or len(node.value) < 2:
            raise CannotEdit("list")
        wanted = _replaced(self.data, place[:-1], lambda old: (*old[:at], *old[at + 1 :]))
        end = self._end(node.value[at])
        if node.flow_style:
            start = self._end(node.value[at - 1]) if at else node.value[0].start_mark.index
            end = end if at else node.value[1].start_mark.index
        else:
            start, end = self._dash(node, at), self._line_end(end) + 1
            if self.text[:start].endswith("\n\n"):
                start -= 1  # one empty line of the two around it
        return self._first(wanted, [self.text[:start] + self.text[end:]])

    def move(self, place: KeyPath, to: int) -> str:
        """The entry at `place` changes places with its neighbour `to`, each as it stands, comments between included."""
        node, at = self._node(place[:-1]), place[-1]
        if not isinstance(node, SequenceNode) or not isinstance(at, int) or not 0 <= to < len(node.value):
            raise CannotEdit("list")
        first, second = sorted((at, to))
        if second != first + 1:
            raise CannotEdit("list")

        def swapped(old: tuple[Any, ...]) -> tuple[Any, ...]:
            return (*old[:first], old[second], old[first], *old[second + 1 :])

        spans = []
        for i in (first, second):
            entry = node.value[i]
            spans.append(
                (entry.start_mark.index, self._end(entry))
                if node.flow_style
                else (self._dash(node, i), self._line_end(self._end(entry)))
            )
        (a, b), (c, d) = spans
        text = self.text
        made = text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]
        return self._first(_replaced(self.data, place[:-1], swapped), [made])

    def _node(self, place: KeyPath) -> Node:
        node: Node | None = self.root
        for step in place:
            if isinstance(node, MappingNode):
                node = next((value for key, value in node.value if key.value == step), None)
            elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
            else:
                node = None
            if node is None:
                raise CannotEdit(str(step))
        assert node is not None
        return node

    def _end(self, node: Node) -> int:
        """Where a value ends, without the comments and empty lines behind it."""
        if isinstance(node, ScalarNode):
            end = int(node.end_mark.index)
            if node.style in (">", "|"):
                end = node.start_mark.index + len(self.text[node.start_mark.index : end].rstrip())
            return end
        if not isinstance(node, MappingNode | SequenceNode) or node.flow_style or not node.value:
            return int(node.end_mark.index)
        last = node.value[-1]
        return self._end(last[1] if isinstance(last, tuple) else last)

    def _first(self, wanted: Any, texts: Iterable[str]) -> str:
        """The first of these texts that says what it should."""
        for text in texts:
            source = parse_source("file", text)
            if _same(source.data, wanted) and not any(m.severity == "error" for m in source.mistakes):
                return text
        raise CannotEdit("value")

    def _line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def _line_end(self, index: int) -> int:
        found = self.text.find("\n", index)
        return len(self.text) if found < 0 else found

    def _dash(self, node: SequenceNode, at: int) -> int:
        """Where the line of an entry's dash begins."""
        start = self._line_start(node.value[at].start_mark.index)
        if self.text[start:][node.start_mark.column : node.start_mark.column + 1] != "-":
            raise CannotEdit("list")
        return start

    def _apart(self, node: SequenceNode) -> bool:
        """Whether the entries of a list have an empty line between them."""
        if len(node.value) < 2:
            return False
        return "\n\n" in self.text[self._end(node.value[0]) : node.value[1].start_mark.index]


def _always(value: Any) -> Callable[[Any], Any]:
    return lambda _: value


def _replaced(data: Any, place: KeyPath, change: Callable[[Any], Any]) -> Any:
    if not place:
        return change(data)
    step, rest = place[0], place[1:]
    if isinstance(data, dict):
        return {key: _replaced(part, rest, change) if key == step else part for key, part in data.items()}
    return tuple(_replaced(part, rest, change) if i == step else part for i, part in enumerate(data))


def _same(one: Any, other: Any) -> bool:
    """Whether two values are the same, a text never being the same as a number; keys in any order."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, bool) or isinstance(other, bool) or isinstance(one, str) or isinstance(other, str):
        return type(one) is type(other) and one == other
    return bool(one == other)
