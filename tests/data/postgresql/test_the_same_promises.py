"""What the stores promise with files, they promise with PostgreSQL: the same tests, on a server that shares."""

from __future__ import annotations

from tests.data import test_drafts, test_enquiries
from tests.data.figures import test_drop_off
from tests.data.organisers import (
    test_accounts_and_events,
    test_audit,
    test_second_factor,
    test_signing_in_safely,
)

# About the bytes of a file, or about a second process with a file.
OF_FILES = {
    "test_passwords_are_kept_as_argon2id_only",
    "test_all_drafts_have_one_length",
    "test_a_box_does_not_open_under_another_id",
    "test_a_deleted_draft_is_gone_from_the_bytes_as_well",
    "test_lines_are_added_in_order_and_the_chain_is_whole",
    "test_the_file_itself_refuses_to_change_a_line",
    "test_a_draft_comes_back_as_it_was_saved_last",
    "test_a_line_that_was_changed_by_hand_is_found",
    "test_what_was_withdrawn_is_not_in_the_file_any_more",
    "test_without_the_token_nothing_can_be_read_or_led_back",
    "test_a_draft_that_was_tampered_with_reads_as_none",
    "test_of_those_who_save_together_only_the_wiped_one_is_refused",
    "test_what_one_process_wiped_another_one_refuses",
    "test_a_wiped_token_opens_and_keeps_nothing_any_more",
    "test_a_file_from_before_wiped_tokens_were_remembered_goes_on",
    "test_the_file_tells_nothing_of_who_asked_what_or_when",
    "test_an_invitation_expires_and_is_kept_as_a_hash",
}
MODULES = (
    test_drafts,
    test_enquiries,
    test_accounts_and_events,
    test_audit,
    test_second_factor,
    test_signing_in_safely,
    test_drop_off,
)

# One that was renamed is to be looked at again.
assert {name for module in MODULES for name in vars(module)} >= OF_FILES

for module in MODULES:
    for name, found in vars(module).items():
        if name.startswith("test_") and callable(found) and name not in OF_FILES:
            globals()[name] = found
