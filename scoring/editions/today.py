"""The one way in which a saved scan comes to the questions of now: a draft, a file, a link or a code, an
answer or a paper.
"""

from __future__ import annotations

from questionnaire.saved_scans.ids import load_ledger
from questionnaire.saved_scans.migrations import earlier_now, load_migrations, renewed
from questionnaire.saved_scans.saved_scan import SavedScan
from questionnaire.saved_scans.scan_link import edition_in, unpack
from questionnaire.saved_scans.vocabulary import Vocabulary, vocabulary_of
from scoring.content import Content
from scoring.editions.current import installed, live_content


def brought_to_today(scan: SavedScan, to_live: bool = False) -> SavedScan:
    """The scan in the edition it began with, while that is kept and not withdrawn; else in the live one.

    `to_live` brings it to the live one in any case, as for a second scan. What the respondent should know of
    it is in `renewal`. Answers that do not fit are left out, and then the scan is not finished any more. The
    same scan gives the same scan, whoever asks; one that is as it should be comes back as it is.
    """
    if not scan.answers and scan.earlier is None and not scan.plan:
        return scan
    store = installed()
    content, withdrawn = live_content(), False
    if store is not None and scan.edition:
        kept = store.edition(scan.edition)
        withdrawn = store.withdrawals.has(scan.edition) and kept.id != scan.edition
        if kept.id == scan.edition and not (to_live and kept.id != content.edition):
            return _fitting(scan, kept.contents["nl"])
    if scan.edition == content.edition and scan.version in ("", content.questionnaire.version):
        return _fitting(scan, content)  # no editions are kept
    found = renewed(scan, content.questionnaire, load_migrations(), content.measures, withdrawn)
    return found.changed(edition=content.edition)


def stays(scan: SavedScan) -> bool:
    """Whether the edition that this scan began with is still used, so that nothing need be done."""
    store = installed()
    return store is None or not scan.edition or store.edition(scan.edition).id == scan.edition


def _fitting(scan: SavedScan, content: Content) -> SavedScan:
    """The scan in its own edition, without what was never one of its answers, as a file changed by hand may
    hold.
    """
    items, given, version = content.questionnaire.items, scan.responses, content.questionnaire.version
    if scan.earlier is not None and scan.earlier.version not in ("", version):
        scan = scan.changed(
            earlier=earlier_now(scan.earlier, content.questionnaire, load_migrations(), content.measures)
        )
    if all(
        i in items and items[i].accepts(answer) for i, answer in given.answers.items()
    ) and content.measures.keys() >= set(scan.plan):
        return scan
    return renewed(scan.changed(version=version), content.questionnaire, (), content.measures)


def unpacked(text: str) -> SavedScan:
    """The scan in a packed link or code, in the ids of its own version. Raises Unreadable."""
    store, content = installed(), live_content()
    edition = edition_in(text)
    if store is not None and edition and (own := store.kept(edition)) is not None:
        return unpack(text, Vocabulary.of(own.contents["nl"].questionnaire, own.contents["nl"].measures))
    now = Vocabulary.of(content.questionnaire, content.measures)
    version = unpack(text, now).version
    return unpack(
        text, vocabulary_of(version, now, content.questionnaire.version, load_migrations(), load_ledger())
    )
