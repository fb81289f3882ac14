"""`python -m data COMMAND`: publish, events, accounts, exchange, upkeep and example data. `--help` lists them
all.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from data.addresses import AddressError
from data.aggregates.folding import Site, this_site
from data.aggregates.keys import KeyGone
from data.commands import COMMANDS
from data.content.editions import EditionError
from data.demo import NotEmpty
from data.folders import FolderError
from data.last_day import ClockInDoubt
from data.operation.backup import BackupError
from data.operation.commands import UpkeepFailed
from data.organisers.accounts import AccountError
from data.organisers.audit_log import ChainBroken, note_command
from data.organisers.events import EventError
from data.release.exchange import ExchangeError
from questionnaire.authoring.command_line import Parser, reason, run
from questionnaire.authoring.mistakes import ContentError
from questionnaire.language.translation import SOURCE_LANGUAGE
from scoring.loading import load_content

Action = Callable[[Site, argparse.Namespace], None]


def main(arguments: list[str] | None = None) -> int:
    """Does one thing and says what it did; 0, or 2 with one clear sentence on standard error."""
    options = _parser().parse_args(arguments)
    try:
        action: Action = options.action
        site = this_site(load_content(), today=None)
        action(site, options)
        note_command(options.command, site, options)
    except ContentError as error:
        return _refused("\n\n".join(m.say(SOURCE_LANGUAGE) for m in error.mistakes))
    except (
        AccountError,
        AddressError,
        BackupError,
        ClockInDoubt,
        ChainBroken,
        EditionError,
        EventError,
        ExchangeError,
        NotEmpty,
        FolderError,
        UpkeepFailed,
    ) as error:
        return _refused(str(error))
    except KeyGone as error:
        return _refused(
            f"Een sleutel ontbreekt in KEY_DIR ({error}). Is KEY_DIR de juiste map? Is de sleutel echt weg, gebruik dan: python -m data repair"
        )
    except BrokenPipeError:  # the reader had enough; `run` ends quietly
        raise
    except OSError as error:
        return _refused(
            f"Lezen of schrijven lukt niet: {reason(error)}{f' ({error.filename})' if error.filename else ''}"
        )
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="python -m data",
        description="Publiceren, bijeenkomsten, accounts, uitwisselen, onderhoud en voorbeeldgegevens.",
        epilog="Gegevens staan in DATA_DIR (standaard var/), sleutels in KEY_DIR (standaard keys/).",
    )
    subparsers = parser.add_subparsers(
        title="opdrachten", required=True, metavar="OPDRACHT", parser_class=Parser
    )
    for command in COMMANDS:
        sub = subparsers.add_parser(command.name, help=command.help, description=command.help)
        for names, settings in command.arguments:
            sub.add_argument(*names, **settings)
        sub.set_defaults(action=command.action, command=command.name)
    return parser


def _refused(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


if __name__ == "__main__":
    run(main)
