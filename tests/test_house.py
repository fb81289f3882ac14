"""The house rules of STYLE: imports run downhill, each library stays in its room, files stay short, tests are
sentences.
"""

import ast
import re
from collections import Counter

from questionnaire.content_folder import PRODUCT

ROOMS = ("questionnaire", "evidence", "scoring", "data", "pdf", "screens", "web", "app")
# A library, and the rooms that may use it. What every room may use (pydantic, babel) is not here.
AT_HOME_IN = {
    "streamlit": {"app", "web", "screens"},
    "altair": {"screens"},
    "reportlab": {"pdf"},
    "sqlite_utils": {"data"},
    "psycopg": {"data"},
    "ruamel": {"questionnaire"},
    "dns": {"evidence"},
    "httpcore": {"evidence"},
    "jinja2": {"questionnaire"},  # which gives `Templates` to every room
}
LONGEST = 400
MOST_FILES = 20  # of code, in one folder


def modules():
    """Path below the root, and text, of every module of the rooms."""
    paths = [PRODUCT / "app.py", *(p for room in ROOMS[:-1] for p in sorted((PRODUCT / room).rglob("*.py")))]
    return [(path.relative_to(PRODUCT), path.read_text(encoding="utf-8")) for path in paths]


def files_of_tests():
    """The same of every test file."""
    return [
        (path.relative_to(PRODUCT), path.read_text(encoding="utf-8"))
        for path in sorted((PRODUCT / "tests").rglob("*.py"))
    ]


def room_of(path):
    return path.parts[0].removesuffix(".py")


def imported(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.split(".")[0]


def test_imports_run_downhill():
    uphill = [
        f"{p}: {name}"
        for p, text in modules()
        for name in imported(text)
        if name in ROOMS[ROOMS.index(room_of(p)) + 1 :]
    ]
    assert not uphill


def test_no_room_imports_tests_benchmarks_or_the_check():
    astray = [
        f"{p}: {name}"
        for p, text in modules()
        for name in imported(text)
        if name in ("tests", "benchmarks", "check")
    ]
    assert not astray


def test_each_library_stays_in_its_rooms():
    astray = [
        f"{p}: {n}"
        for p, text in modules()
        for n in imported(text)
        if n in AT_HOME_IN and room_of(p) not in AT_HOME_IN[n]
    ]
    assert not astray


def test_no_file_is_longer_than_four_hundred_lines():
    long = {
        str(p): len(text.splitlines())
        for p, text in modules() + files_of_tests()
        if len(text.splitlines()) > LONGEST
    }
    assert not long


def test_every_module_says_in_its_docstring_what_it_is():
    silent = [
        str(p) for p, text in modules() if ast.parse(text).body and not ast.get_docstring(ast.parse(text))
    ]
    assert not silent


def test_names_of_tests_are_sentences():
    short = [
        f"{p}: {name}"
        for p, text in files_of_tests()
        for name in re.findall(r"def (test_\w+)", text)
        if name.count("_") < 3
    ]
    assert not short


def test_no_test_is_skipped():
    marks = {"skip", "skipif", "xfail", "importorskip"}
    skipped = [
        f"{path}, line {node.lineno}"
        for path, text in files_of_tests()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute)
        and node.attr in marks
        and ast.unparse(node.value) in ("pytest", "pytest.mark")
    ]
    assert not skipped


def _known():
    """Every module of the rooms by its dotted name; a package by the name of its folder."""
    return {
        ".".join(path.with_suffix("").parts).removesuffix(".__init__"): (path, text)
        for path, text in modules()
    }


def _imports_of(path, text, known):
    """The modules of the house that a file imports anywhere in it: at the top, inside a function, for types
    alone.
    """
    package = path.parent.parts
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *(node.module.split(".") if node.module else ())])
            for alias in node.names:
                yield from (
                    [name]
                    if (name := f"{module}.{alias.name}") in known
                    else [module]
                    if module in known
                    else []
                )


def _circle(arrows):
    """One circle of names in which each leads to the next; empty when there is none."""
    done, way = set(), []

    def follow(name):
        if name in way:
            return way[way.index(name) :]
        if name not in done:
            way.append(name)
            for other in sorted(arrows.get(name, ())):
                if found := follow(other):
                    return found
            way.pop()
            done.add(name)
        return []

    return next((found for name in sorted(arrows) if (found := follow(name))), [])


def _arrows():
    known = _known()
    return {
        name: {other for other in _imports_of(path, text, known) if other != name}
        for name, (path, text) in known.items()
    }


def test_no_file_imports_itself_by_way_of_others():
    assert _circle(_arrows()) == []


def test_within_a_room_imports_run_downhill_from_folder_to_folder():
    """Seen from any folder, its files and its folders (each as a whole) never import one another in a circle."""
    arrows, known = _arrows(), _known()
    folders = {str(parent) for path, _ in known.values() for parent in path.parents if str(parent) != "."}
    circles = {}
    for folder in sorted(folders):
        depth, inside = folder.count("/") + 2, folder.replace("/", ".") + "."
        floor = {}
        for name, others in arrows.items():
            if name.startswith(inside):
                unit = ".".join(name.split(".")[:depth])
                to = {".".join(other.split(".")[:depth]) for other in others if other.startswith(inside)}
                floor.setdefault(unit, set()).update(to - {unit})
        if found := _circle(floor):
            circles[folder] = found
    assert not circles


def test_no_folder_holds_more_than_twenty_files_of_code():
    code = [
        p
        for room in (*ROOMS[:-1], "tests", "benchmarks")
        for p in (PRODUCT / room).rglob("*")
        if p.suffix in (".py", ".js", ".css")
    ]
    counts = Counter(
        str(path.parent.relative_to(PRODUCT)) for path in code if "__pycache__" not in path.parts
    )
    assert not {folder: count for folder, count in counts.items() if count > MOST_FILES}


def test_every_folder_of_code_says_in_a_sentence_what_it_holds():
    silent = [
        str(path)
        for path, text in modules()
        if path.name == "__init__.py" and not ast.get_docstring(ast.parse(text))
    ]
    assert not silent


def test_a_circle_is_found_when_there_is_one():
    assert _circle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == ["b", "c"]
    assert _circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []
