"""Slips in the catalogues, and in the cases that prove the scores."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.checks.meaning.content import CATALOGUES, Slip, Sound


def _changed(sound: Sound, language: str, pattern: str, new: str, skip: int = 0) -> Slip:
    """The translation that `pattern` finds becomes another; right is the message it stands in."""
    name = CATALOGUES[language]
    text = sound.text(name)
    found = list(re.finditer(pattern, text, re.MULTILINE))[skip]
    line = text.count("\n", 0, found.start()) + 1
    changed = text[: found.start()] + found.expand(new) + text[found.end() :]
    return Slip(
        "",
        f"{language}: {new[:50]!r}",
        {name: changed.encode()},
        frozenset((name, n) for n in range(line - 8, line + 4)),
    )


_FILLED = r'^(msgstr ")([^"\n]*)(\{[a-z_]+\})'


def placeholders(sound: Sound) -> Iterator[Slip]:
    """Placeholders that raise, or that are lost."""
    for n, (language, new) in enumerate(
        [
            ("en", r"\1\2{file.x}"),
            ("de", r"\1\2{file[0]}"),
            ("en", r"\1\2{"),
            ("de", r"\1\2}"),
            ("en", r"\1\2{0}"),
            ("de", r"\1\2{}"),
            ("en", r"\1\2{other}"),
            ("de", r"\1\2"),
            ("en", r"\1\2\3{extra!r}"),
            ("de", r"\1\2\3{extra:>99999999999}"),
        ]
    ):
        yield _changed(sound, language, _FILLED, new, skip=4 + 9 * n)


def plurals(sound: Sound) -> Iterator[Slip]:
    """Plural rules that would take the site down, and forms that are not there."""
    for language, rule in (
        ("en", "nplurals=INTEGER; plural=EXPRESSION;"),
        ("de", "nplurals=1; plural=0;"),
        ("en", "nplurals=2; plural=n/0;"),
        ("de", "nplurals=2; plural=(n == 1);"),
        ("en", "nplurals=3; plural=n%3;"),
        ("de", "nplurals=2; plural=__import__('os');"),
    ):
        name = CATALOGUES[language]
        yield _changed(sound, language, r"Plural-Forms: [^\\]*", f"Plural-Forms: {rule}".replace("\\", ""))
    yield _changed(sound, "en", r'^msgstr\[1\] ".*"\n', "", skip=2)
    yield _changed(sound, "de", r'^msgstr\[1\] ".*"\n', 'msgstr[1] ""\n', skip=5)
    yield _changed(sound, "de", r'^msgstr\[1\] "', 'msgstr[7] "', skip=7)
    del name


def holes(sound: Sound) -> Iterator[Slip]:
    """What is not there in one of the languages."""
    for language, name in CATALOGUES.items():
        yield Slip("", f"{language} is gone", {name: None}, frozenset({(name, 0), (name, 1)}))
        yield Slip("", f"{language} is empty", {name: b""}, frozenset({(name, 0), (name, 1)}))
    for n, (language, new) in enumerate([("en", "   "), ("de", ""), ("de", " \u00a0")]):
        yield _of_content(sound, language, new, 40 + 30 * n)
    yield _fuzzy(sound, "en", 120)
    yield _fuzzy(sound, "de", 200)


def alike(sound: Sound) -> Iterator[Slip]:
    """Two answers translated alike, or one text translated twice."""
    for language, (one, other) in (("en", (0, 1)), ("de", (1, 2)), ("en", (2, 3))):
        file, place, item = [x for x in sound.items() if len(x[2].get("options", ())) > 4][6]
        labels = [o["label"] for o in item["options"]]
        entry, twin = _entry(sound, language, labels[one]), _entry(sound, language, labels[other])
        name = CATALOGUES[language]
        text = sound.text(name)
        said = re.search(r'^msgstr (?:".*"\n)+', text[entry:], re.MULTILINE)
        assert said is not None
        changed = text[:twin] + re.sub(
            r'^msgstr (?:".*"\n)+', lambda _, said=said[0]: said, text[twin:], count=1, flags=re.MULTILINE
        )
        lines = {text.count("\n", 0, at) + d for at in (entry, twin) for d in range(3)}
        yield Slip(
            "",
            f"{language}: two answers alike",
            {name: changed.encode()},
            frozenset((name, n) for n in lines),
        )


def signs(sound: Sound) -> Iterator[Slip]:
    """Signs, marks and leftovers in a translation alone."""
    for n, (language, new) in enumerate(
        [
            ("en", "Yes \\ud83d"),
            ("de", "Ja \U0001f600"),
            ("en", "Yes \u202eno"),
            ("de", "TODO"),
            ("en", "![p](https://example.org/p.png)"),
            ("de", "Gr\u00c3\u00bc\u00dfe"),
            ("en", "<img src=x>"),
            ("de", "Wort " * 300),
        ]
    ):
        yield _of_content(sound, language, new, 60 + 21 * n)


def _entry(sound: Sound, language: str, dutch: str) -> int:
    """Where the message with this Dutch text begins."""
    text = sound.text(CATALOGUES[language])
    for found in re.finditer(r'^msgid ((?:".*"\n)+)', text, re.MULTILINE):
        if "".join(row[1:-1] for row in found[1].splitlines()).replace('\\"', '"') == dutch:
            return found.start()
    raise AssertionError(dutch)


def _of_content(sound: Sound, language: str, new: str, skip: int) -> Slip:
    """The translation of a text of the content becomes `new`."""
    texts = [o["label"] for _, _, item in sound.items() for o in item.get("options", ())]
    name = CATALOGUES[language]
    text, at = sound.text(name), _entry(sound, language, texts[skip % len(texts)])
    changed = text[:at] + re.sub(
        r'^msgstr (?:".*"\n)+', lambda _: f'msgstr "{new}"\n', text[at:], count=1, flags=re.MULTILINE
    )
    line = text.count("\n", 0, at) + 1
    right = {(name, line + d) for d in range(-1, 4)}
    for file, place, item in sound.items():
        for i, option in enumerate(item.get("options", ())):
            if option["label"] == texts[skip % len(texts)]:
                right |= sound.lines(file, (*place, "options", i, "label")) | sound.lines(file, place)
    return Slip(
        "", f"{language}: {new[:40]!r}", {name: changed.encode("utf-8", "surrogatepass")}, frozenset(right)
    )


def _fuzzy(sound: Sound, language: str, skip: int) -> Slip:
    texts = [o["label"] for _, _, item in sound.items() for o in item.get("options", ())]
    name = CATALOGUES[language]
    text, at = sound.text(name), _entry(sound, language, texts[skip % len(texts)])
    slip = _of_content(sound, language, "x", skip)
    return Slip(
        "", f"{language}: marked fuzzy", {name: (text[:at] + "#, fuzzy\n" + text[at:]).encode()}, slip.right
    )


def cases(sound: Sound) -> Iterator[Slip]:
    """Cases that do not say what they mean."""
    name = "tests/cases/access.yaml"
    for pattern, new in (
        (r"rest: best", "rest: bst"),
        (r"rest: best", "rest: beste"),
        (r"^- name: .*$", "- name: Ja"),
        (r"mfa_email: (\w+)", "mfa_emial: all"),
        (r"mfa_email: (\w+)", "mfa_email: everywhere"),
    ):
        if re.search(pattern, sound.text(name), re.MULTILINE):
            yield sound.rewrite(name, pattern, new)


OF_TRANSLATIONS = {
    "placeholders that raise": placeholders,
    "plural rules": plurals,
    "a hole in the translations": holes,
    "answers translated alike": alike,
    "signs in a translation": signs,
    "cases that do not say what they mean": cases,
}
