"""What the papers at the door promise is there: commands, paths, figures, licence, architecture, publiccode."""

from __future__ import annotations

import ast
import hashlib
import re
import runpy
import tomllib
from collections import Counter
from urllib.parse import urlsplit

import pytest
from PIL import Image

from questionnaire.authoring.sources import read_source
from questionnaire.content_folder import ROOT
from tests.images import FOLDER, NAMES, WIDTH
from tests.test_house import AT_HOME_IN, ROOMS, _arrows, _known, modules

READMES = ("README.md", "LEESMIJ.md")
PAPERS = (
    *READMES,
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CODE_OF_CONDUCT.md",
    "docs/architecture.md",
    "docs/words.md",
)
# Made at run time, or an example of a name that somebody chooses.
NOT_IN_THE_REPOSITORY = ("var/", "keys/", ".venv")

WORDS_OF_THE_EUPL = 2239
EUPL = "8a14e695861d7e6dc2158614896f2b9963941d46e4ed3c986639b51e9337294a"


def paper(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def code_spans(text: str) -> list[str]:
    return re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", paper("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("name", PAPERS)
def test_every_make_command_that_a_paper_names_is_in_the_makefile(name: str) -> None:
    named = set(re.findall(r"`make ([a-z-]+)", paper(name)))
    named |= set(re.findall(r"^make ([a-z-]+)$", paper(name), re.MULTILINE))
    assert named <= make_targets()


def test_make_help_tells_every_command_that_the_readme_names() -> None:
    told = set(re.findall(r"^([a-z-]+):.*##", paper("Makefile"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", paper("README.md"))) <= told


@pytest.mark.parametrize("name", PAPERS)
def test_every_link_of_a_paper_leads_to_a_file_of_the_repository(name: str) -> None:
    folder = (ROOT / name).parent
    links = [link for link in re.findall(r"\]\(([^)]+)\)", paper(name)) if not urlsplit(link).scheme]
    assert not [link for link in links if not (folder / link.partition("#")[0]).exists()]


@pytest.mark.parametrize("name", PAPERS)
def test_every_path_that_a_paper_names_is_there(name: str) -> None:
    looks_like_a_path = re.compile(r"^[\w.-]+(/[\w.-]+)*(/|\.(py|yaml|yml|md|txt|toml))$")
    named = [
        span
        for span in code_spans(paper(name))
        if looks_like_a_path.match(span) and not span.startswith(NOT_IN_THE_REPOSITORY)
    ]
    assert not [span for span in named if not (ROOT / span).exists()]


@pytest.mark.parametrize("name", READMES)
def test_every_module_that_a_readme_runs_is_there(name: str) -> None:
    modules = re.findall(r"`python -m ([a-z_.]+)", paper(name))
    paths = [ROOT.joinpath(*module.split(".")) for module in modules]
    assert modules and not [
        p for p in paths if not (p.with_suffix(".py").exists() or (p / "__main__.py").exists())
    ]


def test_both_readmes_name_the_same_commands_settings_and_paths() -> None:
    english, dutch = (sorted(code_spans(paper(name))) for name in READMES)
    assert english == dutch


def figures_of(name: str) -> list[tuple[str, str]]:
    """Benchmark and figures of each row of the table of what sets the scan apart, as benchmarks/README.md writes them."""
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \| `benchmarks/(\w+)\.py` \|$", paper(name), re.MULTILINE)
    if name == "LEESMIJ.md":  # Dutch has its comma and point the other way round
        rows = [(told.translate(str.maketrans(",.", ".,")), script) for told, script in rows]
    return [(script, told) for told, script in rows]


def measured(script: str) -> str:
    """What benchmarks/README.md tells of one benchmark: its chapter, or its point in the list of the rest."""
    text = paper("benchmarks/README.md")
    chapters = re.split(r"^## ", text, flags=re.MULTILINE)
    points = re.split(r"^- ", text, flags=re.MULTILINE)
    found = [c for c in chapters if f"benchmarks/{script}.py`)" in c.partition("\n")[0]]
    return "\n".join(found or [p for p in points if p.startswith(f"`{script}.py`")])


@pytest.mark.parametrize("name", READMES)
def test_the_figures_of_a_readme_are_those_of_the_benchmarks(name: str) -> None:
    rows = figures_of(name)
    assert len(rows) >= 5
    for script, told in rows:
        standing = set(re.findall(r"\d+(?:[.,]\d+)*", measured(script)))
        assert set(re.findall(r"\d+(?:[.,]\d+)*", told)) <= standing, (script, told)


def test_both_readmes_tell_the_same_figures() -> None:
    english, dutch = (
        [(script, re.findall(r"\d+(?:[.,]\d+)*", told)) for script, told in figures_of(name)]
        for name in READMES
    )
    assert english == dutch


@pytest.mark.parametrize("name", READMES)
def test_the_pictures_that_a_command_renews_are_those_of_the_readme(name: str) -> None:
    shown = re.findall(r"!\[[^\]]{10,}\]\(([^)]+)\)", paper(name))
    assert sorted(shown) == sorted(f"{FOLDER.relative_to(ROOT).as_posix()}/{file}" for file in NAMES)
    for file in shown:
        with Image.open(ROOT / file) as picture:
            assert picture.width == WIDTH and (ROOT / file).stat().st_size < 150_000


def test_the_licence_is_the_eupl_to_the_word() -> None:
    """The words of the official English text, whatever the lines and the kind of quotes."""
    words = re.findall(r"\w+", paper("LICENSE"))
    assert len(words) == WORDS_OF_THE_EUPL
    assert hashlib.sha256(" ".join(words).encode()).hexdigest() == EUPL


def test_every_pinned_package_tells_its_licence(capsys: pytest.CaptureFixture[str]) -> None:
    licenses = runpy.run_path(str(ROOT / ".ci/licenses.py"))
    assert licenses["main"](["--dev"]) == 0
    rows = capsys.readouterr().out.splitlines()
    pins = {
        name
        for file in ("requirements.txt", "requirements-dev.txt")
        for name, _ in licenses["pinned"](ROOT / file)
    }
    assert {row.split()[0] for row in rows} == pins
    assert next(row for row in rows if row.startswith("pydantic ")).endswith(" MIT")


def test_a_package_that_says_nothing_of_its_licence_is_told(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    licenses = runpy.run_path(str(ROOT / ".ci/licenses.py"))
    main = licenses["main"]
    monkeypatch.setitem(main.__globals__, "licence", lambda package: licenses["UNKNOWN"])
    assert main([]) == 1 and capsys.readouterr().out.splitlines()[0].endswith(" ?")


def architecture() -> dict[str, tuple[set[str], set[str]]]:
    """Folder, what it may import and the libraries of its own, by the table of docs/architecture.md."""
    rows = re.findall(
        r"^\| `([\w/]+)` \| [^|]+ \|([^|]*)\|([^|]*)\|$", paper("docs/architecture.md"), re.MULTILINE
    )
    return {
        folder: (set(code_spans(may)), {library.strip() for library in own.split(",") if library.strip()})
        for folder, may, own in rows
    }


def _folder(name: str, packages: set[str]) -> str:
    """The folder of a module, as a path; `app` for app.py."""
    while name not in packages and "." in name:
        name = name.rpartition(".")[0]
    return name.replace(".", "/")


def test_the_architecture_tells_of_every_room_what_it_may_import() -> None:
    table = architecture()
    for room in ROOMS:
        assert table[room][0] == set(ROOMS[: ROOMS.index(room)])
        assert table[room][1] == {library for library, at_home in AT_HOME_IN.items() if room in at_home}


def test_the_architecture_has_a_line_for_every_folder_and_no_folder_imports_more() -> None:
    known, table = _known(), architecture()
    packages = {name for name, (path, _) in known.items() if path.name == "__init__.py"}
    assert {name.replace(".", "/") for name in packages} | {"app"} == set(table)
    more = set()
    for name, others in _arrows().items():
        folder = _folder(name, packages)
        room = folder.partition("/")[0]
        for other in (_folder(other, packages) for other in others):
            if "/" in folder and "/" in other and other != folder and other.startswith(f"{room}/"):
                more |= {(folder, other)} if other not in table[folder][0] else set()
    assert not more


def test_publiccode_has_what_version_0_7_asks_for() -> None:
    said = read_source(ROOT / "publiccode.yml", ROOT).data
    assert isinstance(said, dict) and said["publiccodeYmlVersion"] == "0.7"
    assert {"name", "url", "platforms", "developmentStatus", "softwareType", "description", "legal"} <= set(
        said
    )
    assert {"maintenance", "localisation"} <= set(said) and urlsplit(said["url"]).scheme == "https"
    assert said["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert said["softwareType"] == "standalone/web" and said["legal"]["license"] == "EUPL-1.2"
    for told in said["description"].values():
        assert len(told["shortDescription"]) <= 150 and 150 <= len(told["longDescription"]) <= 10_000
        assert told["features"] and all((ROOT / file).exists() for file in told["screenshots"])
    assert said["maintenance"]["type"] == "internal" and said["maintenance"]["contacts"]
    catalogues = {path.name for path in (ROOT / "locale").iterdir() if path.is_dir()}
    assert set(said["localisation"]["availableLanguages"]) == catalogues | {"nl"}


def test_a_merge_waits_for_the_linters_and_a_commit_calls_the_same_ones() -> None:
    lint = re.search(r"^lint:.*\n((?:\t.*\n)+)", paper("Makefile"), re.MULTILINE)
    assert lint is not None
    assert {"ruff check", "ruff format", "vulture", "mypy"} <= set(
        re.findall(r"ruff \w+|vulture|mypy", lint[1])
    )
    assert re.search(r"^make .*\blint$", paper(".ci/run"), re.MULTILINE)
    hooks = read_source(ROOT / ".pre-commit-config.yaml", ROOT).data
    assert isinstance(hooks, dict) and [repository["repo"] for repository in hooks["repos"]] == ["local"]
    entries = [hook["entry"].split() for hook in hooks["repos"][0]["hooks"]]
    assert all(
        words[0].startswith(".venv/bin/") or (words[0] == "make" and words[-1] in make_targets())
        for words in entries
    )


def test_every_rule_that_is_left_out_has_its_reason_beside_it() -> None:
    rows = paper("pyproject.toml").splitlines()
    start = rows.index("ignore = [")
    left_out = rows[start + 1 : rows.index("]", start)]
    assert left_out and all(re.search(r"# \S+( \S+)+", row) for row in left_out)


def test_everything_below_the_screens_is_under_the_strict_rules_of_types() -> None:
    parts = tomllib.loads(paper("pyproject.toml"))["tool"]["mypy"]["overrides"]
    below = {f"{room}.*" for room in ROOMS[: ROOMS.index("screens")]}
    strict = next(part for part in parts if part.get("disallow_untyped_defs"))
    assert set(strict["module"]) == below and strict["disallow_any_generics"] and strict["warn_return_any"]


IMPORTED_BY_MANY = 6  # files: from here on a reader meets the noun before the file that explains it


def test_a_noun_that_many_files_use_is_in_the_list_of_words() -> None:
    """A class by its name in words: `ItemState` is "item state". The last word will do: `NumberRule` is a rule."""
    words = paper("docs/words.md").lower()
    made, used = set(), Counter()
    for _, text in modules():
        tree = ast.parse(text)
        made |= {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
        used.update(
            {a.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for a in node.names}
        )
    many = {name for name in made if used[name] >= IMPORTED_BY_MANY and not name.startswith("_")}
    in_words = {name: re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower() for name in many}
    assert len(many) > 40
    assert not {n for n, said in in_words.items() if said not in words and said.split()[-1] not in words}
