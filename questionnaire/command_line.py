"""What every command line shares: refusals in Dutch, and an end without a traceback."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable
from typing import NoReturn

# What argparse says of itself. Longer sentences first: a later line may not eat a part of an earlier one.
_DUTCH = {
    "the following arguments are required:": "er ontbreekt", "unrecognized arguments:": "onbekend is", "invalid choice:": "dit bestaat niet:",
    "choose from": "kies uit", "expected one argument": "hier hoort een waarde achter", "ignored explicit argument": "hier hoort geen waarde achter:",
    "not allowed with argument": "gaat niet samen met", "ambiguous option:": "dit kan meer dan één optie zijn:", "could match": "misschien",
    "argument": "bij", "invalid": "onjuist:", "value:": "waarde",
}  # fmt: skip
_REASONS = {
    errno.ENOENT: "die map of dat bestand is er niet", errno.EISDIR: "dat is een map, noem een bestand", errno.ENOTDIR: "dat is een bestand, noem een map",
    errno.EEXIST: "dat is een bestand, noem een map", errno.EACCES: "u heeft daar geen rechten", errno.EROFS: "daar mag niet worden geschreven",
    errno.ENOSPC: "de schijf is vol",
}  # fmt: skip
_HEADINGS = {
    "usage: ": "gebruik: ", "positional arguments:": "gegevens:", "options:": "opties:", "show this help message and exit": "toon deze uitleg",
}  # fmt: skip


class Parser(argparse.ArgumentParser):
    """An argument parser that says in Dutch what is wrong, and where to look."""

    def error(self, message: str) -> NoReturn:
        """Ends with 2 and one sentence on standard error."""
        self.exit(2, f"Deze opdracht klopt niet: {_replaced(message, _DUTCH)}\nBekijk de mogelijkheden met: {self.prog} --help\n")

    def format_usage(self) -> str:
        """The short explanation, with Dutch headings."""
        return _replaced(super().format_usage(), _HEADINGS)

    def format_help(self) -> str:
        """The whole explanation, with Dutch headings."""
        return _replaced(super().format_help(), _HEADINGS)


def _replaced(text: str, words: dict[str, str]) -> str:
    for english, dutch in words.items():
        text = text.replace(english, dutch)
    return text


def reason(error: OSError) -> str:
    """Why reading or writing failed, in Dutch where it is a common cause."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


def counted(count: int, one: str, many: str) -> str:
    """A number with its noun: "1 blok", "3 blokken"."""
    return f"{count} {one if count == 1 else many}"


def run(main: Callable[[], int]) -> NoReturn:
    """Ends the process with what `main` returns; a reader that left (`| head`), Ctrl+C or a full disk give no traceback."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that cannot show every letter still shows the rest
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        code = 141  # as for any program in a pipe: 128 and the number of the signal
    except KeyboardInterrupt:
        code = 130
    except OSError as error:
        sys.stderr.write(f"Lezen of schrijven lukt niet: {reason(error)}{f' ({error.filename})' if error.filename else ''}.\n")
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
