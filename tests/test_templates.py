"""HTML stands in templates, which escape all that goes in; what is taken as HTML says why it may be."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Self

import pytest
from jinja2 import TemplateSyntaxError, UndefinedError, meta, nodes

from questionnaire.catalogues.update import extract
from questionnaire.content_folder import PRODUCT
from questionnaire.language.placeholders import placeholders
from questionnaire.language.templates import FOLDER, Templates, compile_templates, environment
from questionnaire.language.templates import ROOMS as WITH_TEMPLATES
from questionnaire.language.translation import LANGUAGES

# pdf/ is not among them: reportlab has a markup of its own, and its escaping is tested there.
ROOMS = ("questionnaire", "evidence", "scoring", "data", "screens", "web")
TAG = re.compile(r"(?<!\(\?P)<(?:!doctype|!DOCTYPE|/?[a-z][a-z0-9]*)(?=[\s>/]|$)")
# Texts in code with HTML in them, by file; a number here only ever goes down. What changes Streamlit's own page has
# to name its tags; the other screens are still to move.
STILL = {
    "screens/streamlit_patches/front_end_files.py": 17,
    "web/pages/first_page.py": 2,
    "screens/actions.py": 20,
    "screens/parts/plan.py": 21,
    "screens/questions.py": 8,
    "screens/start.py": 10,
    # From another piece of work, written before there were templates: the result in parts, the way, what one
    # takes along, the page about the scan, and the questions that others answer.
    "screens/again.py": 2,
    "screens/parts/enquiries.py": 17,
    "screens/parts/to_myself.py": 12,
    "screens/parts/way.py": 6,
    "screens/result/done.py": 8,
    "screens/result/frame.py": 2,
    "screens/result/plan.py": 2,
    "screens/result/resilience.py": 11,
    "screens/result/week.py": 20,
    "web/pages/about.py": 39,
    "web/pages/enquiry.py": 23,
}
EVIL = """"'><evil evil=1> evil=2 &amp;"""


def code() -> Iterator[tuple[str, str]]:
    """Every file of code that shows something, by its path below the root."""
    for path in [
        PRODUCT / "app.py",
        *(file for room in ROOMS for file in sorted((PRODUCT / room).rglob("*.py"))),
    ]:
        yield path.relative_to(PRODUCT).as_posix(), path.read_text("utf-8")


def templates() -> list[str]:
    return sorted(
        path.relative_to(PRODUCT).as_posix()
        for room in ROOMS
        for path in (PRODUCT / room).rglob(f"{FOLDER}/*")
        if path.is_file()
    )


def source(name: str) -> str:
    return (PRODUCT / name).read_text("utf-8")


def texts_with_html(text: str) -> list[str]:
    """The pieces of text in code, those of f-strings one by one, that hold a tag; docstrings are for readers."""
    tree = ast.parse(text)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and TAG.search(node.value)
    ]


def test_html_stands_in_templates_and_not_in_code() -> None:
    found = {path: len(texts_with_html(text)) for path, text in code()}
    assert {path: count for path, count in found.items() if count > STILL.get(path, 0)} == {}
    assert not set(STILL) - set(found), "a file that is gone needs no number"


@pytest.mark.parametrize(
    "written",
    [
        """f'<p class="a">{told}</p>'""",
        """"<p>{told}</p>".format(told=told)""",
        '''"<b>" + told + "</b>"''',
        """"<br>".join(told)""",
        """"<li>%s</li>" % told""",
        """f"{told}<br/>\"""",
    ],
)
def test_html_in_code_is_seen_however_it_is_put_together(written: str) -> None:
    assert texts_with_html(written)
    assert not texts_with_html('"""Gives <p>."""\na = f"{b} < {c}"\nd = "10 <20"')


def test_nothing_else_makes_an_environment_that_might_not_escape() -> None:
    makers = [
        path
        for path, text in code()
        if re.search(r"\bEnvironment\(|jinja2\.Template\(|from_string\(", text)
        and path != "questionnaire/language/templates.py"
    ]
    assert not makers


@pytest.mark.parametrize("name", templates())
def test_every_template_compiles_and_escapes_in_every_language(name: str) -> None:
    assert not list(environment("nl").parse(source(name)).find_all(nodes.ScopedEvalContextModifier)), (
        "no {% autoescape %}: everything is escaped everywhere"
    )
    for language in LANGUAGES:
        environment(language).get_template(name)
        assert environment(language).autoescape is True


def test_what_is_taken_as_html_says_why_it_may_be() -> None:
    unsaid = []
    for path, text in code():
        lines = text.splitlines()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Markup") and node.args:
                around = lines[max(0, node.lineno - 3) : node.end_lineno]
                if not any(re.search(r"# safe:", line, re.IGNORECASE) for line in around):
                    unsaid.append(f"{path}, line {node.lineno}")
    for name in templates():
        lines = source(name).splitlines()
        for number, line in enumerate(lines, 1):
            if re.search(r"\|\s*(safe|forceescape)\b", line) and not re.search(
                r"\{# safe:", " ".join(lines[max(0, number - 2) : number])
            ):
                unsaid.append(f"{name}, line {number}")
    assert not unsaid


def test_no_template_writes_into_a_script_or_a_style_but_what_is_ours() -> None:
    ours = {
        "web/pages/templates/first_scripts.html": ["words"],
        "screens/preview/templates/sheets.html": ["name"],
    }
    for name in templates():
        inside = re.findall(r"<(?:script|style)\b[^>]*>(.*?)</(?:script|style)>", source(name), re.DOTALL)
        written = [found for part in inside for found in re.findall(r"\{\{\s*(\w+)", part)]
        assert written == ours.get(name, []), name


def test_a_name_that_is_missing_and_a_none_are_errors() -> None:
    shown = environment("nl").from_string("{{ name }}")
    with pytest.raises(UndefinedError):
        shown.render()
    with pytest.raises(ValueError, match="None"):
        shown.render(name=None)
    with pytest.raises(TemplateSyntaxError):  # takes a translation for HTML
        environment("nl").from_string("{% trans %}Dag{% endtrans %}")
    with pytest.raises(ValueError, match="fr"):
        environment("fr")


# --- an attack through every name that a template prints ---------------------------------------------------------


class Evil(str):
    """A text that breaks out wherever it is not escaped, and that has every part that a template asks of it:
    attributes, items, and so many when one walks through it.
    """

    __slots__ = ()
    many = 2

    def __new__(cls) -> Self:
        return super().__new__(cls, EVIL)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Evil()

    def __iter__(self) -> Iterator[Evil]:  # type: ignore[override]
        return iter([Evil()] * self.many)

    def __call__(self, *_: Any, **__: Any) -> Evil:
        return Evil()

    def __float__(self) -> float:
        return 1.5

    def __mul__(self, _: Any) -> Any:
        return 1.5

    __rmul__ = __sub__ = __mul__


class Broken(HTMLParser):
    """What a browser would see that nobody wrote."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen += [tag] if "evil" in tag else []
        self.seen += [f"{tag} {name}" for name, _ in attrs if "evil" in name]
        self.text += " ".join(value or "" for _, value in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def broken(html: str) -> Broken:
    parser = Broken()
    parser.feed(str(html))
    parser.close()
    return parser


def draws(name: str) -> Iterator[tuple[str, Any]]:
    """Each way to draw something with this template: its macros, and the whole where it is one."""
    tree = environment("nl").parse(source(name))
    module_only = all(
        isinstance(node, nodes.Macro | nodes.FromImport | nodes.Output) and not _prints(node)
        for node in tree.body
    )
    macros = [node.name for node in tree.body if isinstance(node, nodes.Macro)]
    template = environment("nl").get_template(name)
    if macros:
        module = template.make_module(_asked(name))
        for macro in macros:
            # `level` and `ordered` choose the tag, and no text ever reaches them.
            arguments = [a for a in getattr(module, macro).arguments if a not in ("level", "ordered")]
            yield macro, lambda m=macro, a=arguments: getattr(module, m)(**_given(m, a, tree))
    if not module_only:
        yield "", lambda: template.render(_asked(name))


def _prints(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Output) and any(
        not isinstance(part, nodes.TemplateData) or part.data.strip() for part in node.nodes
    )


def _given(macro: str, arguments: list[str], tree: nodes.Template) -> dict[str, Any]:
    given: dict[str, Any] = {argument: Evil() for argument in arguments}
    drawn = next(node for node in tree.body if isinstance(node, nodes.Macro) and node.name == macro)
    if any(
        isinstance(call.node, nodes.Name) and call.node.name == "caller"
        for call in drawn.find_all(nodes.Call)
    ):
        given["caller"] = Evil()
    return given


def _asked(name: str) -> dict[str, Any]:
    """Every name that the template and those it extends take from outside."""
    tree = environment("nl").parse(source(name))
    names = meta.find_undeclared_variables(tree) - {"_", "gettext", "ngettext"}
    asked: dict[str, Any] = {each: Evil() for each in names}
    for other in meta.find_referenced_templates(tree):
        asked |= _asked(str(other))
    return asked | ({"pictures": []} if "pictures" in asked else {})  # each is drawn by its macro above


@pytest.mark.parametrize("name", templates())
def test_nothing_that_goes_into_a_template_breaks_out_of_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = 0
    for macro, draw in draws(name):
        html = None
        for many in (2, 3, 4):  # a list of pairs, of threes, of fours: whatever this template walks through
            monkeypatch.setattr(Evil, "many", many)
            try:
                html = str(draw())
                break
            except ValueError:
                continue
        assert html is not None, (name, macro)
        seen = broken(html)
        assert seen.seen == [], (name, macro)
        assert "&amp;amp;amp;" not in html, (name, macro)  # escaped once, not twice
        drawn += 1
    assert drawn, name


def test_an_attack_is_seen_when_something_is_not_escaped() -> None:
    page = environment("nl").from_string
    assert broken(page('<p title="{{ a|safe }}">').render(a=EVIL)).seen
    assert broken(page("<p>{{ a|safe }}</p>").render(a=EVIL)).seen
    assert broken(page("<p title={{ a }}>").render(a=EVIL)).seen  # escaped, and yet out: no quotes around it
    held = broken(page('<p title="{{ a }}">{{ a }}</p>').render(a=EVIL))
    assert held.seen == [] and held.text == EVIL * 2


# --- texts -------------------------------------------------------------------------------------------------------


def test_every_text_in_a_template_reaches_the_translators() -> None:
    known = {
        text
        for message in extract()
        if message.id
        for text in (message.id if isinstance(message.id, tuple | list) else (message.id,))
    }
    said = {
        text
        for name in templates()
        for _, _, texts in environment("nl").extract_translations(source(name))  # type: ignore[attr-defined]
        for text in ((texts,) if isinstance(texts, str) else texts)
        if text
    }
    assert len(said) > 60 and said <= known


def test_every_text_in_a_template_that_is_filled_in_gets_all_that_it_asks_for() -> None:
    assert list(
        _lacking('{{ _("{n} van {m}").format(n=1) }}{{ (ngettext("{a}", "{b}", 2)|e).format(a=1) }}')
    ) == [
        {"m"},
        {"b"},
    ]
    assert {name: found for name in templates() if (found := list(_lacking(source(name))))} == {}


def _lacking(text: str) -> Iterator[set[str]]:
    for call in environment("nl").parse(text).find_all(nodes.Call):
        if not (isinstance(call.node, nodes.Getattr) and call.node.attr == "format"):
            continue
        for said in call.node.node.find_all(nodes.Const) if call.node.node else ():
            if isinstance(said.value, str):
                lacking = {p.split(":")[0] for p in placeholders(said.value)} - {a.key for a in call.kwargs}
                if lacking:
                    yield lacking


def test_the_start_compiles_every_template_and_nothing_else_stands_among_them() -> None:
    assert {name.split("/")[0] for name in templates()} <= set(WITH_TEMPLATES)
    assert all(name.endswith(".html") for name in templates())
    environment.cache_clear()
    compile_templates()
    for language in LANGUAGES:
        cache = environment(language).cache
        assert cache is not None and {name for _, name in list(cache)} == set(templates())


def test_a_template_is_found_beside_the_code_that_fills_it_in(tmp_path: Path) -> None:
    shown = Templates(str(PRODUCT / "web/pages/notice.py")).render(
        "preloads.html", "nl", first=["a<b"], later=[]
    )
    assert "a&lt;b" in shown and shown.__html__() == shown
