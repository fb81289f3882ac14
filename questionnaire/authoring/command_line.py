"""What every command line shares: refusals in the language asked for, and an end without a traceback."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from questionnaire.authoring.content_folder import missing_files
from questionnaire.authoring.refusals import language_asked, said, speak, spoken
from questionnaire.language.translation import SOURCE_LANGUAGE, translator

_REASONS = {
    errno.ENOENT: "die map of dat bestand is er niet",
    errno.EISDIR: "dat is een map, noem een bestand",
    errno.ENOTDIR: "dat is een bestand, noem een map",
    errno.EEXIST: "dat is een bestand, noem een map",
    errno.EACCES: "u heeft daar geen rechten",
    errno.EROFS: "daar mag niet worden geschreven",
    errno.ENOSPC: "de schijf is vol",
}


class Parser(argparse.ArgumentParser):
    """An argument parser that says what is wrong in the language that the command asks for, and where to
    look.
    """

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse, in the language of `--language` where there is such an option.

        Ends with 2 when what CONTENT names is no folder with content.
        """
        given = sys.argv[1:] if args is None else list(args)
        speak(language_asked(given) if "--language" in self._option_string_actions else SOURCE_LANGUAGE)
        parsed = super().parse_known_args(given, namespace)
        if told := missing_files():
            self.exit(2, "\n\n".join(mistake.say(spoken()) for mistake in told) + "\n")
        return parsed

    def error(self, message: str) -> NoReturn:
        """Ends with 2 and one sentence on standard error."""
        _ = translator(spoken()).gettext
        told = _("Deze opdracht klopt niet: {message}").format(message=message)
        self.exit(
            2,
            f"{told}\n{_('Bekijk de mogelijkheden met: {command}').format(command=f'{self.prog} --help')}\n",
        )

    def format_help(self) -> str:
        """The whole explanation, its headings in the same language."""
        for group, english in ((self._positionals, "positional arguments"), (self._optionals, "options")):
            group.title = said(english)
        for action in self._actions:
            if isinstance(action, argparse._HelpAction):
                action.help = said("show this help message and exit")
        return super().format_help()


def reason(error: OSError) -> str:
    """Why reading or writing failed, in Dutch where it is a common cause."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


def counted(count: int, one: str, many: str) -> str:
    """A number with its noun: "1 blok", "3 blokken"."""
    return f"{count} {one if count == 1 else many}"


def run(main: Callable[[], int]) -> NoReturn:
    """Ends the process with what `main` returns; a reader that left (`| head`), Ctrl+C or a full disk give no
    traceback.
    """
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(
            errors="backslashreplace"
        )  # a terminal that cannot show every letter still shows the rest
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        code = 141  # as for any program in a pipe: 128 and the number of the signal
    except KeyboardInterrupt:
        code = 130
    except OSError as error:
        sys.stderr.write(
            f"Lezen of schrijven lukt niet: {reason(error)}{f' ({error.filename})' if error.filename else ''}.\n"
        )
        code = 2
    if code in (2, 130, 141):
        _silence()
    sys.exit(code)


def _silence() -> None:
    """Lets what is left in the buffer go nowhere, so that closing down does not complain about it."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
