"""What people, content and translators write is text, not markup: in HTML escaped, in Markdown by `plain`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from html import unescape

import pytest

from questionnaire.content_folder import ROOT
from screens.markup import plain

SAFE = {"escape", "plain", "plain_lines", "_coded"}
TRANSLATES = {"_", "gettext", "ngettext", "t"}
# Functions of Streamlit that read their first argument as Markdown; a progress bar reads its `text`.
MARKDOWN = {
    "title",
    "header",
    "subheader",
    "markdown",
    "write",
    "caption",
    "info",
    "warning",
    "error",
    "success",
    "button",
    "radio",
    "checkbox",
    "toggle",
    "text_input",
    "number_input",
    "date_input",
    "selectbox",
    "multiselect",
    "expander",
    "progress",
    "form_submit_button",
    "download_button",
    "file_uploader",
    "segmented_control",
    "toast",
    "spinner",
    "metric",
}


def functions() -> Iterator[tuple[str, ast.AST]]:
    """Every function of the screens, with where it stands."""
    for path in sorted((ROOT / "screens").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(ROOT)}:{node.name}", node


def called(node: ast.AST) -> str:
    return (
        ""
        if not isinstance(node, ast.Call)
        else node.func.id
        if isinstance(node.func, ast.Name)
        else getattr(node.func, "attr", "")
    )


def is_translated(node: ast.AST, names: set[str]) -> bool:
    """Whether this is, or is put together from, a text of the catalogues that nothing has escaped."""
    if isinstance(node, ast.Name):
        return node.id in names
    if isinstance(node, ast.Call):
        if called(node) in TRANSLATES:
            return True
        if called(node) == "paragraph":  # HTML already
            return False
        return (
            called(node) == "format"
            and isinstance(node.func, ast.Attribute)
            and is_translated(node.func.value, names)
        )
    if isinstance(node, ast.IfExp):
        return is_translated(node.body, names) or is_translated(node.orelse, names)
    if isinstance(node, ast.BinOp):
        return is_translated(node.left, names) or is_translated(node.right, names)
    return False


def is_html(node: ast.JoinedStr) -> bool:
    return any(
        isinstance(part, ast.Constant) and ("<" in part.value or ">" in part.value) for part in node.values
    )


def test_no_translation_stands_in_html_as_it_was_written():
    raw = []
    for where, function in functions():
        names: set[str] = set()
        for node in ast.walk(function):
            targets = (
                node.targets
                if isinstance(node, ast.Assign)
                else [node.target]
                if isinstance(node, ast.AugAssign | ast.NamedExpr)
                else []
            )
            if targets and isinstance(targets[0], ast.Name) and is_translated(node.value, names):
                names.add(targets[0].id)
        for node in ast.walk(function):
            if isinstance(node, ast.JoinedStr) and is_html(node):
                inside = (part.value for part in node.values if isinstance(part, ast.FormattedValue))
                raw += [f"{where}: {ast.unparse(value)}" for value in inside if is_translated(value, names)]
    assert not raw


def test_what_streamlit_reads_as_markdown_is_our_own_text_or_made_plain():
    given = []
    for where, function in functions():
        for node in ast.walk(function):
            if not (
                isinstance(node, ast.Call)
                and called(node) in MARKDOWN
                and ast.unparse(node.func).startswith("st.")
            ):
                continue
            if "preview" in where and called(node) == "write":
                continue  # a sentence of ours each time, for the team
            read = (
                [keyword.value for keyword in node.keywords if keyword.arg == "text"]
                if called(node) == "progress"
                else node.args[:1]
            )
            if not all(isinstance(part, ast.Constant) or called(part) in SAFE | {"_"} for part in read):
                given.append(f"{where}: {ast.unparse(node)[:90]}")
    assert not given


@pytest.mark.parametrize(
    "name",
    [
        "Ondernemersavond Borne",
        "MKB-dag 2026, 's avonds",
        "2 tot en met 9 mensen",
        "Café 't Hoekje (zaal 2)",
        "10 - 12",
        "a.b",
        "",
    ],
)
def test_an_ordinary_name_stays_as_it_is(name):
    assert plain(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "*a* _b_ ~~c~~ :x: $d$ [e](http://f) <b> `g` #h",
        "# kop",
        "- punt",
        "1. een",
        "> citaat",
        "a -- b -> c",
        ":material/home: :streamlit:",
        "www.voorbeeld.nl, a@b.nl",
        "==",
        "$1 en $2",
        "\\*a\\*",
        "a | b",
        "&amp; &lt;",
        ":red[x]",
        "![p](q)",
        "+ a",
        "12) b",
        "regel\n\n# twee",
    ],
)
def test_of_a_name_no_sign_is_left_that_markdown_reads(name):
    made = plain(name)
    assert not set("*_~`$[]<>#:|\\") & set(unescaped_part(made)) and "\n" not in made
    assert unescape(made).replace("\u2060", "") == " ".join(name.split())


def unescaped_part(text: str) -> str:
    """The text without its entities."""
    return "".join(part.partition(";")[2] if n else part for n, part in enumerate(text.split("&#")))
