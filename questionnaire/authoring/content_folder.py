"""Whether a folder is content at all: before anything is read, what is missing is told in one go."""

from __future__ import annotations

from pathlib import Path

from questionnaire.authoring.mistakes import Mistake, Phrase
from questionnaire.content_folder import ROOT, VARIABLE
from questionnaire.language.translation import N_

# What every content folder has. Measures and types of crime are named by the rule; all else can be left out.
NEEDED = {
    "questionnaire/content/questionnaire.yaml": N_("de onderdelen en de versie van de vragenlijst"),
    "scoring/rules/scan.yaml": N_("de regel die van antwoorden een score en een niveau maakt"),
    "data/region.yaml": N_("wie de scan stuurt en wie er helpt"),
    "data/privacy.yaml": N_("hoe de cijfers anoniem worden"),
}
EXAMPLE = "examples/brandveilige_winkel"  # where a file that is missing can be taken from


def missing_files(root: Path = ROOT) -> list[Mistake]:
    """A mistake for the folder when it is not there, else for each file that every content folder has."""
    if not root.is_dir():
        values = {"variable": VARIABLE, "example": EXAMPLE}
        return [
            Mistake(
                str(root),
                0,
                Phrase(N_("deze map is er niet.")),
                Phrase(N_("noem een map met een vragenlijst, bijvoorbeeld {variable}={example}."), values),
                "file",
            )
        ]
    return [
        Mistake(
            file,
            0,
            Phrase(
                N_("dit bestand ontbreekt in {folder}: {what}."),
                {"folder": str(root), "what": Phrase(what)},
            ),
            Phrase(
                N_("maak het. U kunt beginnen met een kopie van {example}."), {"example": f"{EXAMPLE}/{file}"}
            ),
            "file",
        )
        for file, what in NEEDED.items()
        if not (root / file).is_file()
    ]
