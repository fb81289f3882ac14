"""Checks all content and tells every mistake in plain words: `python check.py [CONTENT_DIR]`, or `make
check`.

Without CONTENT_DIR it is what the variable CONTENT names, else this repository; what lies in such a folder:
docs/decisions/content_folder.md. Ends with 0 when there is nothing to mend (warnings may be), 1 when there is, 2 when there is no such
folder.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from babel.numbers import format_decimal

from data import clock
from data.content.checks import Report, check_content
from pdf.logo import check_logo
from questionnaire.authoring.command_line import Parser, run
from questionnaire.authoring.mistakes import Phrase
from questionnaire.authoring.reporting import FORMATS
from questionnaire.content_folder import PRODUCT, ROOT
from questionnaire.language.translation import LANGUAGES, N_, nN_
from questionnaire.saved_scans.ids import FILE as IDS
from questionnaire.saved_scans.ids import keep_ids
from scoring.loading import load_content

_WATCH_SECONDS = 0.5
_COUNTED = {
    "questions": nN_("{count} vraag", "{count} vragen"),
    "measures": nN_("{count} maatregel", "{count} maatregelen"),
    "threats": nN_("{count} type criminaliteit", "{count} typen criminaliteit"),
    "rules": nN_("{count} scoreregel", "{count} scoreregels"),
    "texts": nN_("{count} tekst", "{count} teksten"),
    "errors": nN_("{count} fout", "{count} fouten"),
    "warnings": nN_("{count} waarschuwing", "{count} waarschuwingen"),
}


def main(arguments: list[str] | None = None) -> int:
    """Checks once, or again after every save with --watch; returns the exit code."""
    options = _parser().parse_args(arguments)
    if options.write_schemas:
        from data.content.schemas import write_schemas  # slow to import, and hardly ever needed

        for path in write_schemas():
            sys.stdout.write(f"{path.relative_to(PRODUCT).as_posix()}\n")
        return 0
    if options.keep_ids and options.content_dir.is_dir():
        return _keep_ids(options)
    if not options.content_dir.is_dir():
        sys.stderr.write(
            Phrase(N_("De map {folder} is er niet."), {"folder": options.content_dir}).say(options.language)
            + "\n"
        )
        return 2
    return _watch(options) if options.watch else _check(options)


def _check(options: argparse.Namespace) -> int:
    began = time.perf_counter()
    report = check_content(options.content_dir, thorough=options.thorough)
    report.mistakes += check_logo(options.content_dir)
    closing = _closing(report, time.perf_counter() - began, options.language)
    sys.stdout.write(FORMATS[options.format](report.mistakes, closing, options.language, report.notes) + "\n")
    sys.stdout.flush()
    return 1 if report.errors else 0


def _keep_ids(options: argparse.Namespace) -> int:
    """Writes the ids of this version into the ledger, when there is nothing to mend."""
    root = options.content_dir.resolve()
    if code := _check(options):
        return code
    content = load_content(root)
    changed = keep_ids(root, content.questionnaire, content.measures)
    told = (
        N_("{file} is bijgewerkt voor versie {version}.")
        if changed
        else N_("{file} was al bij voor versie {version}.")
    )
    sys.stdout.write(
        Phrase(told, {"file": IDS.as_posix(), "version": content.questionnaire.version}).say(options.language)
        + "\n"
    )
    return 0


def _closing(report: Report, seconds: float, language: str) -> Phrase:
    """The last line: what was looked at, and what was found."""
    counts = {
        "questions": report.questions,
        "measures": report.measures,
        "threats": report.threats,
        "rules": report.rules,
        "texts": report.texts,
        "errors": len(report.errors),
        "warnings": len(report.mistakes) - len(report.errors),
    }
    told = {f"{name}_told": Phrase(_COUNTED[name], {"count": count}) for name, count in counts.items()}
    shown = format_decimal(seconds, "0.0", locale=language)
    return Phrase(
        N_(
            "{questions_told}, {measures_told}, {threats_told}, {rules_told} en {texts_told} "
            "nagekeken in {shown} s ({easy} procent leest makkelijk): {errors_told}, {warnings_told}."
        ),
        {**counts, "easy": int(report.easy_pct), "seconds": round(seconds, 1), "shown": shown, **told},
    )


def _watch(options: argparse.Namespace) -> int:
    """Checks after every save until Ctrl+C."""
    seen: dict[Path, int] = {}
    try:
        while True:
            now = _saved(options.content_dir)
            if now != seen:
                seen = now
                sys.stdout.write("\n" + f"{clock.now():%H:%M:%S}" + "\n")
                _check(options)
            time.sleep(_WATCH_SECONDS)
    except KeyboardInterrupt:
        return 0


def _saved(root: Path) -> dict[Path, int]:
    """When each content file was last saved, in nanoseconds."""
    saved = {}
    for folder, pattern in (
        ("questionnaire", "*.yaml"),
        ("scoring", "*.yaml"),
        ("data", "*.yaml"),
        ("locale", "*.po"),
    ):
        for path in (root / folder).rglob(pattern):
            try:
                saved[path] = path.stat().st_mtime_ns
            except FileNotFoundError:  # saved by replacing: it is back at the next look
                continue
    return saved


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="check.py", description="Kijkt vragen, regels, maatregelen en vertalingen na.")
    parser.add_argument(
        "content_dir",
        nargs="?",
        type=Path,
        default=ROOT,
        help="map met een vragenlijst en wat erbij hoort (standaard: die van CONTENT, anders deze)",
    )
    parser.add_argument("--language", choices=LANGUAGES, default="nl", help="taal van de meldingen")
    parser.add_argument(
        "--format", choices=sorted(FORMATS), default="text", help="github: bij de regel in een pull request"
    )
    parser.add_argument("--watch", action="store_true", help="opnieuw na elke keer opslaan")
    parser.add_argument(
        "--thorough", action="store_true", help="10.000 nagebootste bedrijven in plaats van 500"
    )
    parser.add_argument(
        "--keep-ids",
        action="store_true",
        help="schrijf de id's van deze versie op, zodat niets ongemerkt verdwijnt",
    )
    parser.add_argument(
        "--write-schemas",
        action="store_true",
        help="schrijf de JSON-schema's waarmee editors sleutels aanvullen",
    )
    return parser


if __name__ == "__main__":
    run(main)
