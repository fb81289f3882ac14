"""The content of a scan, read and checked: what people answer and score with."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from questionnaire.authoring.mistakes import ContentError
from questionnaire.content_folder import ROOT
from questionnaire.language.translation import SOURCE_LANGUAGE
from scoring.checks.refusals import refusals
from scoring.content import Content
from scoring.reading import SCAN_RULE, Read, read_rule


def load_content(root: Path = ROOT, language: str = "nl", rule: Path = SCAN_RULE) -> Content:
    """The content of one rule file under `root`, in one language; the scan's own comes from what `follow`
    named.

    Raises ContentError with every mistake of every file.
    """
    if _followed is not None and root == ROOT and rule == SCAN_RULE:
        return _followed(language)
    return _cached(Path(root).resolve(), Path(rule), language)


@lru_cache(maxsize=32)
def _cached(root: Path, rule: Path, language: str) -> Content:
    if language != SOURCE_LANGUAGE:
        return _cached(root, rule, SOURCE_LANGUAGE).localised(language)
    return build(read_rule(root / rule, root))


_followed: Callable[[str], Content] | None = None


def follow(source: Callable[[str], Content] | None) -> None:
    """Lets `load_content` take the scan's own content, by language, from a store of editions; None ends that."""
    global _followed
    _followed = source


def build(read: Read) -> Content:
    """The content that was read. Raises ContentError when there are mistakes of form, or when a rule names
    what is not there.
    """
    errors = [m for m in read.mistakes if m.severity == "error"] or refusals(read)
    if errors or read.rule is None or read.questions.questionnaire is None:
        raise ContentError(errors or read.mistakes)
    return Content(
        read.questions.questionnaire, read.rule, read.measures, read.threats, evidence=read.evidence
    )
