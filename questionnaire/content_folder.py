"""Where the content is: one folder with questions, rules, region, translations, logo and fonts.

`CONTENT` names another folder than this repository, which itself is the content of Twente. What lies in such a
folder, and how its texts go together with those of the screens: docs/decisions/content_folder.md.
"""

from __future__ import annotations

import os
from pathlib import Path

# The code, its documents and the texts of its screens.
PRODUCT = Path(__file__).resolve().parent.parent
VARIABLE = "CONTENT"


def content_folder(named: str | None) -> Path:
    """The folder that somebody named, made absolute; this repository when nobody named one. It may not exist."""
    return Path(named.strip()).expanduser().resolve() if named and named.strip() else PRODUCT


# Of this process: one server has one content.
ROOT = content_folder(os.environ.get(VARIABLE))
