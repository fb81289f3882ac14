"""`python -m pdf RESPONSES.yaml --out FILE.pdf [--language nl] [--quick] [--name NAME]
[--standard ua2]`: the advice PDF of one set of responses.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from data.region import load_region
from pdf.logo import LogoError
from pdf.report import render_report
from pdf.report_input import ReportInput
from pdf.tagging import Standard
from questionnaire.authoring.command_line import Parser, reason, run
from questionnaire.authoring.mistakes import ContentError
from questionnaire.language.translation import LANGUAGES, translator
from questionnaire.response_files import load_responses
from scoring.loading import load_content


def main(arguments: list[str] | None = None) -> int:
    """Writes the PDF; returns 0, or 2 when something is wrong with the input (told on standard error)."""
    options = _parser().parse_args(arguments)
    _ = translator(options.language).gettext
    try:
        content = load_content(language=options.language)
        responses = load_responses(options.responses, content.questionnaire)
        region = load_region(language=options.language)
        report = ReportInput.of(content, responses, quick=options.quick, region=region, name=options.name)
        file = render_report(report, options.language, standard=Standard(options.standard))
    except ContentError as error:
        print("\n\n".join(mistake.say(options.language) for mistake in error.mistakes), file=sys.stderr)
        return 2
    except LogoError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        options.out.write_bytes(file)
    except BrokenPipeError:  # --out /dev/stdout, and the reader had enough; `run` ends quietly
        raise
    except OSError as error:
        said = _("{path} kan niet geschreven worden: {reason}.")
        print(said.format(path=options.out, reason=reason(error)), file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m pdf", description="Maakt de advies-PDF bij een bestand met antwoorden.")
    parser.add_argument(
        "responses", type=Path, metavar="ANTWOORDEN.yaml", help="bestand met 'responses: {vraag: antwoord}'"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="BESTAND.pdf", help="waar de PDF komt")
    parser.add_argument("--language", choices=LANGUAGES, default="nl", help="taal van het advies")
    parser.add_argument("--quick", action="store_true", help="alleen de vragen van de snelle scan tellen")
    parser.add_argument("--name", default="", help="naam op het voorblad; wordt nergens bewaard")
    parser.add_argument(
        "--standard",
        choices=[standard.value for standard in Standard],
        default=Standard.UA2_A4.value,
        help="ua2: PDF/UA-2 en PDF/A-4; ua1: PDF/UA-1 en PDF/A-2a, voor een archief dat daarom vraagt",
    )
    return parser


if __name__ == "__main__":
    run(main)
