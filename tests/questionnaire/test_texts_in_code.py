"""Which texts in code Babel finds: a text that it misses stays Dutch for everybody."""

from __future__ import annotations

import ast
from io import BytesIO

from questionnaire.catalogues import ROOT
from questionnaire.extraction import extract_code


def _found(code: str) -> list[str | tuple[str, ...]]:
    file = BytesIO(code.encode())
    file.name = "screen.py"
    return [text for _, _, text, _ in extract_code(file, {"_", "N_", "ngettext", "nN_"}, [], {})]


def test_a_text_in_an_f_string_is_found() -> None:
    assert _found("""f'<h2 title="{_("Uw plan")}">{words._("Maak uw plan")}</h2>'""") == ["Uw plan", "Maak uw plan"]


def test_a_text_over_two_lines_is_one_text() -> None:
    assert _found('_(\n    "Vraag {number} "\n    "van {total}"\n).format(number=1, total=2)') == ["Vraag {number} van {total}"]


def test_both_forms_of_a_plural_are_found_together() -> None:
    assert _found('said.ngettext("{n} dag", "{n} dagen", n)') == [("{n} dag", "{n} dagen")]
    assert _found('told = nN_("{n} dag", "{n} dagen")') == [("{n} dag", "{n} dagen")]


def test_a_text_that_no_translator_sees_is_left_out() -> None:
    assert _found('print("Dag")\n_(title)\nN_("Blijf")') == ["Blijf"]


def test_a_text_is_translated_only_under_the_names_that_are_searched_for() -> None:
    """`count = translations.ngettext` works, but the texts said with it are never found."""
    searched = {"_", "say", "gettext", "ngettext"}
    assert _other_names("count = words.ngettext\n_, more = kit._, kit.ngettext\nself._ = words.gettext", searched) == ["count", "more"]
    rooms = ("questionnaire", "scoring", "data", "pdf", "screens")
    other = {
        str(path.relative_to(ROOT)): _other_names(path.read_text("utf-8"), searched)
        for room in rooms
        for path in (ROOT / room).rglob("*.py")
    }
    assert {path: names for path, names in other.items() if names} == {}


def _other_names(code: str, searched: set[str]) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Assign):
            for names, values in ((_parts(target), _parts(node.value)) for target in node.targets):
                found += [n for n, v in zip(names, values, strict=False) if v in ("gettext", "ngettext") and n not in searched]
    return found


def _parts(node: ast.expr) -> list[str]:
    each = node.elts if isinstance(node, ast.Tuple) else [node]
    return [e.id if isinstance(e, ast.Name) else getattr(e, "attr", "") for e in each]
