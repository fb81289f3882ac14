"""What keeps content from being loaded at all: an id that does not exist, or a condition that can never be
worked out.

check.py tells more; this is the part without which a score would silently be another one.
"""

from __future__ import annotations

from questionnaire.authoring.mistakes import Mistake
from questionnaire.checks import check_questionnaire
from questionnaire.checks.references import References
from scoring.checks.evidence.links import check_evidence
from scoring.checks.groups import check_groups
from scoring.checks.links import Links
from scoring.checks.names import check_names
from scoring.checks.no_effect import check_no_effect
from scoring.checks.rule_references import RuleReferences
from scoring.reading import Read

_IN_LINKS = ("reference",)


def refusals(read: Read) -> list[Mistake]:
    """The mistakes for which a rule with its questionnaire is refused, mistakes of form not among them."""
    items = References("item")
    mistakes = check_questionnaire(read.questions, items, house_rules=False)
    if read.rule is not None and read.rule_source is not None and read.questions.questionnaire is not None:
        mistakes += RuleReferences(
            read.rule, read.rule_source, read.questions.questionnaire, items
        ).mistakes()
        for check in (check_groups, check_names, check_no_effect):
            mistakes += check(read.rule, read.rule_source, read.questions.questionnaire)
    mistakes += [m for m in Links(read, items).mistakes() if m.code in _IN_LINKS]
    mistakes += items.mistakes() + check_evidence(read)
    return [m for m in mistakes if m.severity == "error"]
