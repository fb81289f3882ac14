"""The house rules of STYLE: imports run downhill, each library stays in its room, files stay short, tests are sentences."""

import ast
import re

from questionnaire.loading import ROOT

ROOMS = ("questionnaire", "scoring", "data", "pdf", "screens", "app")
# A library, and the rooms that may use it. What every room may use (pydantic, babel) is not here.
AT_HOME_IN = {
    "streamlit": {"app", "screens"}, "altair": {"screens"}, "reportlab": {"pdf"}, "sqlite_utils": {"data"}, "ruamel": {"questionnaire"},
}  # fmt: skip
LONGEST = 400


def modules():
    """Path below the root, and text, of every module of the rooms."""
    paths = [ROOT / "app.py", *(p for room in ROOMS[:-1] for p in sorted((ROOT / room).rglob("*.py")))]
    return [(path.relative_to(ROOT), path.read_text(encoding="utf-8")) for path in paths]


def files_of_tests():
    """The same of every test file."""
    return [(path.relative_to(ROOT), path.read_text(encoding="utf-8")) for path in sorted((ROOT / "tests").rglob("*.py"))]


def room_of(path):
    return path.parts[0].removesuffix(".py")


def imported(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.split(".")[0]


def test_imports_run_downhill():
    uphill = [f"{p}: {name}" for p, text in modules() for name in imported(text) if name in ROOMS[ROOMS.index(room_of(p)) + 1 :]]
    assert not uphill


def test_no_room_imports_tests_benchmarks_or_the_check():
    astray = [f"{p}: {name}" for p, text in modules() for name in imported(text) if name in ("tests", "benchmarks", "check")]
    assert not astray


def test_each_library_stays_in_its_rooms():
    astray = [f"{p}: {n}" for p, text in modules() for n in imported(text) if n in AT_HOME_IN and room_of(p) not in AT_HOME_IN[n]]
    assert not astray


def test_no_file_is_longer_than_four_hundred_lines():
    long = {str(p): len(text.splitlines()) for p, text in modules() + files_of_tests() if len(text.splitlines()) > LONGEST}
    assert not long


def test_every_module_says_in_its_docstring_what_it_is():
    silent = [str(p) for p, text in modules() if ast.parse(text).body and not ast.get_docstring(ast.parse(text))]
    assert not silent


def test_names_of_tests_are_sentences():
    short = [f"{p}: {name}" for p, text in files_of_tests() for name in re.findall(r"def (test_\w+)", text) if name.count("_") < 3]
    assert not short


def test_no_test_is_skipped():
    marks = {"skip", "skipif", "xfail", "importorskip"}
    skipped = [
        f"{path}, line {node.lineno}"
        for path, text in files_of_tests()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and node.attr in marks and ast.unparse(node.value) in ("pytest", "pytest.mark")
    ]
    assert not skipped
