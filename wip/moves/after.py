"""What the moves ask of the house test, the word list and the decisions. Each edit is guarded: not as expected, then told."""

import re
from pathlib import Path

HERE = Path(__file__).resolve().parent


def after(root, by_hand, notes):
    house = root / "tests/test_house.py"
    text = house.read_text("utf-8")

    def swap(old, new):
        nonlocal text
        if old in text:
            text = text.replace(old, new, 1)
        elif new not in text:
            by_hand.append(f"tests/test_house.py: replace {old!r} by {new!r}")

    swap('ROOMS = ("questionnaire", "scoring", "data", "pdf", "screens", "app")', 'ROOMS = ("questionnaire", "scoring", "data", "pdf", "screens", "web", "app")')
    swap('"streamlit": {"app", "screens"}', '"streamlit": {"app", "web", "screens"}')
    swap("import ast\nimport re\n", "import ast\nimport re\nfrom collections import Counter\n")
    text = re.sub(r"^(LONGEST = .*)$", r"\1\nMOST_FILES = 20  # of code, in one folder", text, count=1, flags=re.M)
    house.write_text(text.rstrip("\n") + "\n" + (HERE / "house_tests.py.txt").read_text("utf-8"), "utf-8")

    pdf = root / "pdf/__init__.py"
    if not pdf.read_text("utf-8").strip():
        pdf.write_text('"""HOW THE ADVICE LOOKS ON PAPER: the advice, the papers of an event, the questionnaire, and what they are built from."""\n', "utf-8")

    (root / "docs/decisions/house.md").write_text((HERE / "house.md.txt").read_text("utf-8"), "utf-8")

    words = root / "docs/words.md"
    text = words.read_text("utf-8").rstrip("\n")
    rows = [line for line in (HERE / "words.txt").read_text("utf-8").splitlines() if line.split("|")[1].strip() not in text]
    words.write_text(text + "\n" + (HERE / "words_head.txt").read_text("utf-8") + "\n".join(rows) + "\n", "utf-8")

    readme = root / "README.md"
    text = readme.read_text("utf-8")
    anchor = "\nStap voor stap, met plaatjes:"
    if anchor in text and "docs/decisions/house.md" not in text:
        readme.write_text(text.replace(anchor, "\nWat er in elke map staat en waarom: [docs/decisions/house.md](docs/decisions/house.md).\n" + anchor, 1), "utf-8")
    elif anchor not in text:
        by_hand.append("README.md: point to docs/decisions/house.md under 'Het huis'")

    conftest = root / "tests/web/conftest.py"
    if not conftest.exists():
        conftest.write_text(
            '"""What serves the screens is tested with the same folders and the same browser as the screens."""\n\n'
            "from tests.screens.conftest import cookie, folders, no_cookie\n\n"
            '__all__ = ["cookie", "folders", "no_cookie"]\n', "utf-8")
