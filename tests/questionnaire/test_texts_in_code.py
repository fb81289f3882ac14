"""Which texts in code Babel finds: a text that it misses stays Dutch for everybody."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from io import BytesIO

from questionnaire.catalogues.extraction import extract_code
from questionnaire.catalogues.update import ROOT
from questionnaire.language.placeholders import placeholders

ROOMS = ("questionnaire", "evidence", "scoring", "data", "pdf", "screens", "web")


def _found(code: str) -> list[str | tuple[str, ...]]:
    file = BytesIO(code.encode())
    file.name = "screen.py"
    return [text for _, _, text, _ in extract_code(file, {"_", "N_", "ngettext", "nN_"}, [], {})]


def test_a_text_in_an_f_string_is_found() -> None:
    assert _found("""f'<h2 title="{_("Uw plan")}">{words._("Maak uw plan")}</h2>'""") == [
        "Uw plan",
        "Maak uw plan",
    ]


def test_a_text_over_two_lines_is_one_text() -> None:
    assert _found('_(\n    "Vraag {number} "\n    "van {total}"\n).format(number=1, total=2)') == [
        "Vraag {number} van {total}"
    ]


def test_both_forms_of_a_plural_are_found_together() -> None:
    assert _found('said.ngettext("{n} dag", "{n} dagen", n)') == [("{n} dag", "{n} dagen")]
    assert _found('told = nN_("{n} dag", "{n} dagen")') == [("{n} dag", "{n} dagen")]


def test_a_text_that_no_translator_sees_is_left_out() -> None:
    assert _found('print("Dag")\n_(title)\nN_("Blijf")') == ["Blijf"]


def test_a_text_is_translated_only_under_the_names_that_are_searched_for() -> None:
    """`count = translations.ngettext` works, but the texts said with it are never found."""
    searched = {"_", "say", "gettext", "ngettext"}
    assert _other_names(
        "count = words.ngettext\n_, more = kit._, kit.ngettext\nself._ = words.gettext", searched
    ) == ["count", "more"]
    other = {
        str(path.relative_to(ROOT)): _other_names(path.read_text("utf-8"), searched)
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
    }
    assert {path: names for path, names in other.items() if names} == {}


def _other_names(code: str, searched: set[str]) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Assign):
            for names, values in ((_parts(target), _parts(node.value)) for target in node.targets):
                found += [
                    n
                    for n, v in zip(names, values, strict=False)
                    if v in ("gettext", "ngettext") and n not in searched
                ]
    return found


def _parts(node: ast.expr) -> list[str]:
    each = node.elts if isinstance(node, ast.Tuple) else [node]
    return [e.id if isinstance(e, ast.Name) else getattr(e, "attr", "") for e in each]


def test_every_text_in_code_that_is_filled_in_gets_all_that_it_asks_for() -> None:
    """Translations may ask for less and never for more (check.py), so then no translation raises either."""
    calls = 'a = _("{n} van {m}").format(n=1)\nPhrase(N_("{x}"), {"y": 1})\nw.ngettext("{n} dag", "{n} dagen", n).format(count=n)\n_("{a}").format(**b)'
    assert [(line, sorted(lacking)) for line, lacking in _lacking(calls)] == [
        (1, ["m"]),
        (2, ["x"]),
        (3, ["n"]),
    ]
    files = [
        ROOT / "check.py",
        ROOT / "app.py",
        *(path for room in ROOMS for path in (ROOT / room).rglob("*.py")),
    ]
    wrong = {str(path.relative_to(ROOT)): list(_lacking(path.read_text("utf-8"))) for path in files}
    assert {path: found for path, found in wrong.items() if found} == {}
    assert sum(len(list(_filled_in(path.read_text("utf-8")))) for path in files) > 300


def _lacking(code: str) -> Iterator[tuple[int, set[str]]]:
    """Line, and the names that a text asks for and does not get."""
    for line, texts, given in _filled_in(code):
        asked = {name.split(":")[0].split("!")[0] for text in texts for name in placeholders(text)}
        if asked - given:
            yield line, asked - given


def _filled_in(code: str) -> Iterator[tuple[int, list[str], set[str]]]:
    """Where a text is filled in with names that stand beside it: its line, the text (with its plural), and
    those names.
    """
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        if (
            isinstance(node.func, ast.Attribute)
            and node.func.attr == "format"
            and isinstance(node.func.value, ast.Call)
        ):
            texts, names = _said(node.func.value), [keyword.arg for keyword in node.keywords]
            names += [str(i) for i, _ in enumerate(node.args)]
        elif getattr(node.func, "id", "") == "Phrase" and node.args and isinstance(node.args[0], ast.Call):
            values = node.args[1] if len(node.args) > 1 else ast.Dict([], [])
            if not isinstance(values, ast.Dict):
                continue
            texts, names = _said(node.args[0]), [getattr(key, "value", None) for key in values.keys]
        else:
            continue
        if texts and None not in names:  # None: **values, which a reader cannot see either
            yield node.lineno, texts, set(names)


def _said(call: ast.Call) -> list[str]:
    """The texts of a call that translates."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    texts = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    return texts if name in {"_", "N_", "nN_", "gettext", "ngettext", "say"} else []
