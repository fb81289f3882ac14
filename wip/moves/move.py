#!/usr/bin/env python3
"""Moves the house: run in the root of a checkout with a clean tree. See README.md beside this file."""

import ast
import re
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import libcst as cst  # noqa: E402
from libcst.metadata import MetadataWrapper, QualifiedNameProvider, QualifiedNameSource  # noqa: E402
import tables as T  # noqa: E402
import after as A  # noqa: E402

ROOT = Path.cwd()
ROOMS = ("app.py", "check.py", "web", "screens", "pdf", "data", "scoring", "questionnaire", "tests", "benchmarks")
by_hand: list[str] = []
notes: list[str] = []


def git(*args, check=True):
    return subprocess.run(["git", *args], cwd=ROOT, check=check, capture_output=True, text=True).stdout


def tracked():
    return git("ls-files").splitlines()


def module_of(path):
    name = path.removesuffix(".py").replace("/", ".")
    return name.removesuffix(".__init__")


# ------------------------------------------------------------------ 1. patches and splits
def patch():
    for file, old, new in T.PATCHES:
        path = ROOT / file
        if not path.exists():
            by_hand.append(f"{file} is not there: replace {old!r} by {new!r} where it went")
            continue
        text = path.read_text("utf-8")
        if old in text:
            path.write_text(text.replace(old, new, 1), "utf-8")
        elif new and new in text:
            pass
        else:
            by_hand.append(f"{file}: not as expected; replace {old!r} by {new!r}")


    for file, start, old, new in T.LOCAL:
        path = ROOT / file
        text = path.read_text("utf-8") if path.exists() else ""
        parts = re.split(r"(?m)^(?=def |@|class )", text)
        at = [i for i, part in enumerate(parts) if part.startswith(start)]
        if not at:
            notes.append(f"{file}: no `{start}`; nothing renamed there")
            continue
        parts[at[0]] = re.sub(rf"(?<![\"'\w])\b{old}\b(?!\w)", new, parts[at[0]])
        path.write_text("".join(parts), "utf-8")


def split():
    """Carries definitions into a file of their own, text and comments as they are. Gives old module.Name -> new module."""
    moved = {}
    for old, new, doc, names in T.SPLITS:
        path, target = ROOT / old, ROOT / new
        if not path.exists():
            by_hand.append(f"{old} is not there: carry {', '.join(names)} into {new}")
            continue
        text = path.read_text("utf-8")
        lines = text.splitlines(keepends=True)
        tree = ast.parse(text)
        spans, imports, found = [], [], set()
        for node in tree.body:
            start = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
            if isinstance(node, ast.Import | ast.ImportFrom):
                imports.append("".join(lines[start - 1 : node.end_lineno]))
            named = [node.name] if hasattr(node, "name") else [t.id for t in getattr(node, "targets", []) if isinstance(t, ast.Name)]
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                named = [node.target.id]
            if set(named) & set(names):
                while lines[start - 2].startswith("#"):
                    start -= 1
                spans.append((start - 1, node.end_lineno))
                found.update(named)
        missing = set(names) - found
        if missing:
            by_hand.append(f"{old}: {', '.join(sorted(missing))} not found, so not carried into {new}")
        if not found:
            continue
        # helpers that only the carried definitions use go along when they are new on a branch
        body = "\n\n".join("".join(lines[a:b]) for a, b in spans)
        rest = "".join(line for i, line in enumerate(lines) if not any(a <= i < b for a, b in spans))
        own = module_of(old)
        carried_uses = {n.id for a, b in spans for n in ast.walk(ast.parse("".join(lines[a:b]))) if isinstance(n, ast.Name)}
        stay = [n.name if hasattr(n, "name") else None for n in ast.parse(rest).body]
        stay += [t.id for n in ast.parse(rest).body for t in getattr(n, "targets", []) if isinstance(t, ast.Name)]
        stay += [n.target.id for n in ast.parse(rest).body if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)]
        back = sorted({n for n in stay if n} & carried_uses)
        if back:
            imports.append(f"from {own} import {', '.join(back)}\n")
            notes.append(f"{new} takes {', '.join(back)} from {old}")
        rest_uses = {n.id for n in ast.walk(ast.parse(rest)) if isinstance(n, ast.Name)}
        needed = sorted(found & rest_uses)
        if needed:
            if back:
                by_hand.append(f"CIRCLE: {old} needs {', '.join(needed)} and {new} needs {', '.join(back)}")
            rest = _after_imports(rest, f"from {module_of(new)} import {', '.join(needed)}\n")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f'"""{doc}"""\n\n' + "".join(imports) + "\n\n" + body, "utf-8")
        path.write_text(rest, "utf-8")
        git("add", new)
        for name in found:
            moved[f"{own}.{name}"] = module_of(new)
        touched.update((old, new))
    return moved


def _after_imports(text, line):
    tree = ast.parse(text)
    last = max(n.end_lineno for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom))
    lines = text.splitlines(keepends=True)
    return "".join([*lines[:last], line, *lines[last:]])


# ------------------------------------------------------------------ 2. which file goes where
def plan_moves(files, fresh):
    moves = {}
    for old, new in T.FILES.items():
        if old in files:
            moves[old] = new
        elif old in KNOWN:
            notes.append(f"in the table, not in this checkout: {old}")
    for old, new, other in T.IF_THERE:
        if old in files and other in files:
            moves[old] = new
            notes.append(f"{other} is there already, so {old} goes to {new}")
    for old, new, pattern in T.UNLESS:
        if old in files and not re.search(pattern, (ROOT / old).read_text("utf-8")):
            moves[old] = new
    for file in files:
        if file in moves or file in fresh:
            continue
        folder, _, name = file.rpartition("/")
        guess = next((to for at, pattern, to in T.GUESSES if folder == at and re.search(pattern, name.removesuffix(".py"))), None)
        to = guess or T.DEFAULTS.get(folder)
        if name == "__init__.py" and folder in T.DEFAULTS:
            continue
        if to:
            moves[file] = f"{to}/{name}"
            notes.append(f"not in the table: {file} goes to {to}/ ({'by its name' if guess else 'as the rest of its folder'})")
        elif folder in T.WATCHED and file.endswith(".py") and file not in KNOWN:
            notes.append(f"not in the table: {file} stays where it is; give it a room by hand if it has another")
    targets = defaultdict(list)
    for file in files:
        targets[moves.get(file, file)].append(file)
    for target, sources in targets.items():
        if len(sources) > 1:
            by_hand.append(f"{' and '.join(sources)} would both become {target}: only the first moves")
            for extra in sources[1:]:
                moves.pop(extra, None)
    return moves


# ------------------------------------------------------------------ 3. Python
class Rewrite(cst.CSTTransformer):
    METADATA_DEPENDENCIES = (QualifiedNameProvider,)

    def __init__(self, old_path, modules, symbols, split_to, bound):
        super().__init__()
        self.path, self.module = old_path, module_of(old_path)
        self.modules, self.symbols, self.split_to, self.bound = modules, symbols, split_to, bound
        self.members = [(old, new, kinds) for pattern, old, new, kinds in T.MEMBERS if re.search(pattern, old_path)]
        if not self.members and "data.folding" in bound.imports and "screens.shell" not in bound.imports and old_path not in ("data/coverage.py", "data/checks.py"):
            self.members = [("here", "site", "nk"), ("places", "folders", "a")]  # a file that is new, or that takes one thing of it
        for old, new, kinds in list(self.members):
            if "n" in kinds and old in bound and new in bound and (old, new) != ("here", "site"):
                notes.append(f"{old_path}: has both `{old}` and `{new}`; look whether the rename of the first is right")
        self.skip, self.placeholders = set(), set()
        self.alias = {}  # old module -> the name it keeps in this file, where its new one is taken

    # names that are no references
    def visit_Attribute(self, node):
        self.skip.add(id(node.attr))

    def visit_Arg(self, node):
        if node.keyword is not None:
            self.skip.add(id(node.keyword))

    def visit_ImportFrom(self, node):
        return False

    def visit_Import(self, node):
        return False

    def visit_Call(self, node):
        # the placeholders of a text are no arguments of ours
        if isinstance(node.func, cst.Attribute) and node.func.attr.value in ("format", "format_map", "setattr"):
            self.placeholders |= {id(a) for a in node.args}

    def visit_Param(self, node):
        self.skip.add(id(node.name))

    def visit_FunctionDef(self, node):
        self.skip.add(id(node.name))

    def visit_ClassDef(self, node):
        self.skip.add(id(node.name))

    def _member(self, name, kind):
        for old, new, kinds in self.members:
            if name == old and kind in kinds:
                return new
        return name

    def leave_Arg(self, node, updated):
        if node.keyword is not None and id(node) not in self.placeholders:
            new = self._member(node.keyword.value, "k")
            if new != node.keyword.value:
                return updated.with_changes(keyword=cst.Name(new))
        return updated

    def leave_Param(self, node, updated):
        new = self._member(node.name.value, "n")
        return updated if new == node.name.value else updated.with_changes(name=cst.Name(new))

    def _definition(self, node, updated):
        top = node in self.top
        key = f"{self.module}.{node.name.value}"
        new = self.symbols.get(key, node.name.value) if top else node.name.value
        if not top and new == node.name.value:
            new = self._member(new, "a" if id(node) in self.methods else "n")
        elif new == node.name.value:
            new = self._member(new, "n")
        return updated if new == node.name.value else updated.with_changes(name=cst.Name(new))

    leave_FunctionDef = leave_ClassDef = _definition

    def visit_Module(self, node):
        self.top = {n for n in node.body if isinstance(n, cst.FunctionDef | cst.ClassDef)}
        self.methods = set()
        for n in node.body:
            if isinstance(n, cst.ClassDef):
                self.methods |= {id(m) for m in n.body.body if isinstance(m, cst.FunctionDef)}

    def leave_AnnAssign(self, node, updated):  # a field of a dataclass
        return updated

    def _qualified(self, node):
        try:
            return list(self.get_metadata(QualifiedNameProvider, node, ()) or ())
        except Exception:
            return []

    def leave_Name(self, node, updated):
        if id(node) in self.skip:
            return updated
        for found in self._qualified(node):
            if found.source is QualifiedNameSource.IMPORT:
                if found.name in self.modules and node.value == found.name.rpartition(".")[2] and "." in found.name:
                    new = self.alias.get(found.name) or self.modules[found.name].rpartition(".")[2]
                    return updated.with_changes(value=new)
                new = self.symbols.get(found.name)
                if new and node.value == found.name.rpartition(".")[2]:
                    return updated.with_changes(value=new)
                if found.name.partition(".")[0] != node.value or "." in found.name:
                    return updated  # imported: its name is not ours to change
            elif found.source is QualifiedNameSource.LOCAL:
                new = self.symbols.get(f"{self.module}.{found.name}")
                if new and "." not in found.name:
                    return updated.with_changes(value=new)
        new = self._member(node.value, "n")
        return updated if new == node.value else updated.with_changes(value=new)

    def leave_Attribute(self, node, updated):
        for found in self._qualified(node):
            if found.source is not QualifiedNameSource.IMPORT:
                continue
            dotted = _dotted(node)
            if dotted and dotted == found.name and found.name in self.modules:
                return _attribute(self.modules[found.name])
            new = self.symbols.get(found.name)
            if new and node.attr.value == found.name.rpartition(".")[2]:
                return updated.with_changes(attr=cst.Name(new))
        new = self._member(node.attr.value, "a")
        return updated if new == node.attr.value else updated.with_changes(attr=cst.Name(new))

    # imports
    def leave_SimpleStatementLine(self, node, updated):
        if len(node.body) != 1 or not isinstance(node.body[0], cst.Import | cst.ImportFrom):
            return updated
        statement = node.body[0]
        if isinstance(statement, cst.Import):
            return updated.with_changes(body=[statement.with_changes(names=[self._import_alias(a) for a in statement.names])])
        if statement.module is None or statement.relative or isinstance(statement.names, cst.ImportStar):
            return updated
        module = _dotted(statement.module)
        groups = {}
        for alias in statement.names:
            name = alias.name.value
            whole = f"{module}.{name}"
            if whole in self.modules:
                target, _, new = self.modules[whole].rpartition(".")
                asname = alias.asname
                if asname is None and new != name and new in self.bound:
                    self.alias[whole] = name
                    asname = cst.AsName(cst.Name(name))
                    notes.append(f"{self.path}: `{new}` means something else here, so the module {self.modules[whole]} keeps the name `{name}`")
                elif asname is not None and asname.name.value == new:
                    asname = None
            else:
                target = self.split_to.get(whole) or self.modules.get(module, module)
                new = self.symbols.get(whole, name)
                asname = alias.asname
            groups.setdefault(target, []).append(cst.ImportAlias(cst.Name(new), asname.with_changes(
                whitespace_before_as=cst.SimpleWhitespace(" "), whitespace_after_as=cst.SimpleWhitespace(" ")) if asname else None))
        if list(groups) == [module] and all(a.name.value == b.name.value for a, b in zip(groups[module], statement.names)):
            return updated
        made = []
        for target, names in groups.items():
            spaced = [n.with_changes(comma=cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))) for n in names[:-1]] + [names[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)]
            made.append(cst.SimpleStatementLine([cst.ImportFrom(_attribute(target) if "." in target else cst.Name(target), spaced)],
                                                leading_lines=updated.leading_lines if not made else (), trailing_whitespace=updated.trailing_whitespace))
        return cst.FlattenSentinel(made)

    def _import_alias(self, alias):
        dotted = _dotted(alias.name)
        if dotted in self.modules:
            target = self.modules[dotted]
            return alias.with_changes(name=_attribute(target) if "." in target else cst.Name(target))
        return alias


def _dotted(node):
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute):
        base = _dotted(node.value)
        return base and f"{base}.{node.attr.value}"
    return None


def _attribute(dotted):
    head, *rest = dotted.split(".")
    node = cst.Name(head)
    for part in rest:
        node = cst.Attribute(node, cst.Name(part))
    return node


def names_bound(text):
    """Names that a file binds or uses by itself, and (under '#imports') the modules it takes from."""
    bound, imports = set(), set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name):
            bound.add(node.id)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            bound.add(node.name)
        elif isinstance(node, ast.alias):
            bound.add((node.asname or node.name).split(".")[0])
        if isinstance(node, ast.ImportFrom) and node.module:
            imports.add(node.module)
            imports.update(f"{node.module}.{a.name}" for a in node.names)
    return _Bound(bound, imports)


class _Bound(set):
    def __init__(self, names, imports):
        super().__init__(names)
        self.imports = imports



# ------------------------------------------------------------------ 4. prose, strings, comments, configuration
class Prose:
    """Dotted names and paths in text."""

    def __init__(self, modules, symbols, split_to, moves, old_folders):
        self.modules, self.symbols, self.split_to, self.moves = modules, symbols, split_to, moves
        self.folders = T.FOLDERS
        rooms = "screens|scoring|questionnaire|data|pdf|tests"
        self.dotted = re.compile(rf"(?<![\w/.-])(?:{rooms})(?:\.\w+)+(?::\w+)?(?![\w/])")
        self.path = re.compile(rf"(?<![\w.-])(?:{rooms})(?:/[\w.*-]+)+/?")

    def __call__(self, text, file):
        for old, new in T.PROSE.items():
            text = text.replace(old, new)
        for pattern, table in T.BARE.items():
            if re.search(pattern, file):
                for old, new in table.items():
                    text = re.sub(rf"(?<![\w/]){re.escape(old)}", new, text)
        text = self.path.sub(self._path, text)
        return self.dotted.sub(self._dotted, text)

    def _path(self, match):
        whole = match.group()
        if whole in self.moves:
            return self.moves[whole]
        bare = whole.rstrip("/")
        trail = whole[len(bare):]
        if bare.rstrip(".") in self.moves:
            return self.moves[bare.rstrip(".")] + bare[len(bare.rstrip(".")):] + trail
        for old, new in self.folders.items():
            if bare == old or bare.startswith(old + "/"):
                rest = bare[len(old):]
                return new + rest + (trail if not new.endswith(".py") else "")
        if f"{bare}.py" in self.moves and not (ROOT / bare).is_dir() and not trail:
            return self.moves[f"{bare}.py"].removesuffix(".py")
        return whole

    def _dotted(self, match):
        whole = match.group()
        name, colon, after = whole.partition(":")
        parts = name.split(".")
        for n in range(len(parts), 1, -1):
            head, tail = ".".join(parts[:n]), parts[n:]
            if head in self.modules or head in self.plain:
                if colon and not tail:
                    key = f"{head}.{after}"
                    return f"{self.split_to.get(key) or self.modules.get(head, head)}:{self.symbols.get(key, after)}"
                module = self.modules.get(head, head)
                if tail:
                    if tail[0] in ("py", "yaml", "md"):
                        return whole
                    key = f"{head}.{tail[0]}"
                    module = self.split_to.get(key) or module
                    tail = [self.symbols.get(key, tail[0]), *tail[1:]]
                return ".".join([module, *tail]) + colon + after
        return whole

    plain: set = set()


def strings_and_comments(text, file, prose):
    """The same Python with the prose in its strings and comments renewed."""
    import io
    import tokenize

    edits = []
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except tokenize.TokenError:
        return text
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for token in tokens:
        if token.type in (tokenize.STRING, tokenize.COMMENT):
            new = prose(token.string, file)
            if new != token.string:
                edits.append((starts[token.start[0] - 1] + token.start[1], starts[token.end[0] - 1] + token.end[1], new))
    for a, b, new in reversed(edits):
        text = text[:a] + new + text[b:]
    return text


def mend_file_paths(text, old, new):
    """`Path(__file__)` that pointed at the root of the repository points there still."""
    before, after = old.count("/"), new.count("/")
    if before == after or "__file__" not in text:
        return text

    def mended(match):
        up = int(match["n"]) if match["n"] else match["ups"].count(".parent") - 1
        if up != before:
            if up != 0:
                by_hand.append(f"{new}: look at {match.group()}")
            return match.group()
        return f"{match['head']}.parents[{after}]" if after else f"{match['head']}.parent"

    text = re.sub(r"(?P<head>Path\(__file__\)(?:\.resolve\(\))?)(?:\.parents\[(?P<n>\d)\]|(?P<ups>(?:\.parent\b)+))", mended, text)
    return text


# ------------------------------------------------------------------ the whole
touched: set[str] = set()
KNOWN = set((HERE / "known.txt").read_text().split()) if (HERE / "known.txt").exists() else set()


def main():
    began = time.monotonic()
    if git("status", "--porcelain").strip():
        sys.exit("The tree is not clean: commit or stash first.")
    if (ROOT / "web").exists():
        sys.exit("web/ is already there: this checkout was moved before.")
    patch()
    split_to = split()
    files = tracked()
    fresh = {new for _, new, _, _ in T.SPLITS}
    moves = plan_moves(set(files), fresh)
    modules = {module_of(o): module_of(n) for o, n in moves.items() if o.endswith(".py")}
    # a package that is gone, whose __init__ went elsewhere, is renamed as a module; one whose files all go is a folder
    pythons = [f for f in files if f.endswith(".py") and (f.split("/")[0] in ROOMS or f in ROOMS)]
    Prose.plain = {module_of(f) for f in pythons}
    prose = Prose(modules, T.SYMBOLS, split_to, moves, None)
    seen_symbols = set()
    for file in pythons:
        path = ROOT / file
        text = path.read_text("utf-8")
        if not text.strip():
            continue
        bound = names_bound(text)
        module = module_of(file)
        relevant = (file in moves or any(i in modules or i.rpartition(".")[0] in modules for i in bound.imports) or any(k.rpartition(".")[0] == module for k in T.SYMBOLS)
                    or any(re.search(p, file) for p, *_ in T.MEMBERS) or re.search(r"^\s*import (data|screens|scoring|questionnaire|tests)\.", text, re.M)
                    or any(k in bound.imports for k in T.SYMBOLS) or any(k in bound.imports for k in split_to) or "data.folding" in bound.imports)
        new = text
        if relevant:
            wrapper = MetadataWrapper(cst.parse_module(text), unsafe_skip_copy=True)
            new = wrapper.visit(Rewrite(file, modules, T.SYMBOLS, split_to, bound)).code
        for key in T.SYMBOLS:
            if key.rpartition(".")[0] == module and re.search(rf"\b{T.SYMBOLS[key]}\b", new):
                seen_symbols.add(key)
        new = strings_and_comments(new, file, prose)
        new = mend_file_paths(new, file, moves.get(file, file))
        if new != text:
            path.write_text(new, "utf-8")
            touched.add(file)
    for key in T.SYMBOLS:
        if key not in seen_symbols:
            notes.append(f"name not found, so not renamed: {key} -> {T.SYMBOLS[key]}")
    for file in files:
        if file in pythons or file.startswith("locale/") or file == "CHANGELOG.md":
            continue
        path = ROOT / file
        if path.suffix not in (".md", ".toml", ".cfg", ".yaml", ".css", ".js", ".html", ".in", ".json", "") or path.is_symlink():
            continue
        text = path.read_text("utf-8", errors="surrogateescape")
        new = prose(text, file)
        if new != text:
            path.write_text(new, "utf-8", errors="surrogateescape")
            touched.add(file)
    do_moves(moves)
    for folder, doc in T.INITS.items():
        init = ROOT / folder / "__init__.py"
        if not init.parent.is_dir() or (init.exists() and init.read_text("utf-8").strip()):
            continue
        init.write_text(f'"""{doc}"""\n', "utf-8")
        git("add", "-f", str(init))
    for old in list(moves.values()):
        if old.startswith("tests/") and not (ROOT / old).parent.joinpath("__init__.py").exists():
            init = (ROOT / old).parent / "__init__.py"
            init.write_text("", "utf-8")
            git("add", str(init))
    for folder in ("screens/serving", "screens/shell", "screens/takeaway"):
        left = [f for f in tracked() if f.startswith(folder + "/")]
        if left:
            by_hand.append(f"{folder}/ still holds {', '.join(left)}")
    A.after(ROOT, by_hand, notes)
    finish([moves.get(f, f) for f in touched | set(moves)])
    git("add", "-A")
    print(f"{len(moves)} files moved, {len(touched)} rewritten, {time.monotonic() - began:.0f} s")
    if notes:
        print("\nTo know:")
        print("\n".join(f"  {n}" for n in sorted(set(notes))))
    if by_hand:
        print("\nBY HAND:")
        print("\n".join(f"  {n}" for n in by_hand))


def do_moves(moves):
    steps = {}
    for number, (old, new) in enumerate(moves.items()):
        if old == new:
            continue
        temporary = f".moving/{number}"
        (ROOT / temporary).parent.mkdir(exist_ok=True)
        git("mv", old, temporary)
        steps[temporary] = new
    for temporary, new in steps.items():
        (ROOT / new).parent.mkdir(parents=True, exist_ok=True)
        git("mv", temporary, new)
    (ROOT / ".moving").rmdir()
    for folder in sorted((p for room in ROOMS for p in (ROOT / room).rglob("*") if p.is_dir() and p.name != "__pycache__"), reverse=True):
        left = [p for p in folder.iterdir() if p.name != "__pycache__"]
        if not left:
            subprocess.run(["rm", "-r", str(folder)], check=True)


def finish(files):
    ruff = ROOT / ".venv/bin/ruff"
    ruff = str(ruff) if ruff.exists() else str(Path(sys.executable).parent / "ruff")
    python = [f for f in {*files, *(s[1] for s in T.SPLITS), "tests/test_house.py"} if f.endswith(".py") and (ROOT / f).exists()]
    halves = [f for f in python if f in {s[1] for s in T.SPLITS} | {T.FILES.get(s[0], s[0]) for s in T.SPLITS}]
    for command in (["check", "-q", "--fix", "--select", "F401,I", *halves], ["check", "-q", "--fix", "--select", "I", *python], ["format", "-q", *python]):
        done = subprocess.run([ruff, *command], cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            by_hand.append(f"ruff {command[0]}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    done = subprocess.run([ruff, "check", "-q", "."], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        by_hand.append(f"ruff check .:\n{done.stdout[-3000:]}")
    interpreter = ROOT / ".venv/bin/python"
    if interpreter.exists():
        done = subprocess.run([str(interpreter), "-m", "questionnaire.catalogues.update"], cwd=ROOT, capture_output=True, text=True)
        print("translations:", done.stdout.strip())
        if done.returncode:
            by_hand.append(f"python -m questionnaire.catalogues.update: {done.stderr[-2000:]}")
        done = subprocess.run([str(interpreter), "-m", "scoring.authoring.reference"], cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            by_hand.append(f"python -m scoring.authoring.reference: {done.stderr[-2000:]}")
    else:
        by_hand.append("no .venv here: run python -m questionnaire.catalogues.update and python -m scoring.authoring.reference")


if __name__ == "__main__":
    main()
