"""merge_po.py BASE REF... : fills catalogues of the worktree with the translations that any ref holds."""
import subprocess, sys
from io import BytesIO
from pathlib import Path
sys.path.insert(0, ".")
from babel.messages.pofile import read_po
from questionnaire.catalogues.update import extract, read_catalogue, save, template_path
from questionnaire.catalogues import update as U
from questionnaire.language.translation import TRANSLATED, catalogue_path
base, refs = sys.argv[1], sys.argv[2:]
roots = [Path(".").resolve(), Path("examples/kustwaard").resolve(), Path("examples/brandveilige_winkel").resolve()]
def at(ref, rel, lang):
    got = subprocess.run(["git", "show", f"{ref}:{rel}"], capture_output=True)
    return read_po(BytesIO(got.stdout), locale=lang) if got.returncode == 0 else None
def key(m): return tuple(m.id) if isinstance(m.id, (list, tuple)) else m.id
for root in roots:
    template = extract(root)
    tp = template_path(root)
    for lang in TRANSLATED:
        path = catalogue_path(lang, root)
        rel = path.relative_to(roots[0])
        old = at(base, rel, lang)
        known = {key(m): m for m in old if m.id and m.string} if old else {}
        best = {}
        for ref in refs:
            cat = at(ref, rel, lang)
            if cat is None: continue
            for m in cat:
                if not m.id or not m.string or m.fuzzy: continue
                was = known.get(key(m))
                if was is None or was.string != m.string or was.fuzzy:
                    best[key(m)] = m
        cat = at(base, rel, lang) or read_catalogue(path, lang)
        cat.update(template, no_fuzzy_matching=True, update_creation_date=False)
        empty = []
        for m in cat:
            if not m.id: continue
            m.flags.discard("python-format")
            if key(m) in best:
                b = best[key(m)]; m.string = b.string; m.flags.discard("fuzzy"); m.previous_id = []
            s = m.string if isinstance(m.string, str) else "".join(m.string or ())
            if not s: empty.append(m.id)
        path.write_bytes(subprocess.run(["git","show",f"{base}:{rel}"],capture_output=True).stdout)
        save(cat, path)
        print(root.name, lang, len(best), "taken,", len(empty), "empty", [str(e)[:60] for e in empty[:12]])
    if tp.exists() and hasattr(U, "save_template"): U.save_template(template, tp)
