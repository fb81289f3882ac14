"""What may be said over the websocket: the kinds that the screens need, in their own form and size."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from web.gate import messages
from web.gate.messages import FIELDS, KINDS, MOST_BYTES, Refused, sift

ID = "$$ID-0123456789abcdef0123456789abcdef-answer"
SCREENS = Path(__file__).resolve().parents[3] / "screens"
# What a browser sends for each thing that can be drawn: see `value_type` in Streamlit's own elements.
FIELD_OF = {
    "button": "trigger_value",
    "form_submit_button": "trigger_value",
    "download_button": "trigger_value",
    "checkbox": "bool_value",
    "toggle": "bool_value",
    "expander": "bool_value",
    "radio": "string_value",
    "selectbox": "string_value",
    "text_input": "string_value",
    "text_area": "string_value",
    "date_input": "string_array_value",
    "multiselect": "string_array_value",
    "segmented_control": "string_array_value",
    "pills": "string_array_value",
    "file_uploader": "file_uploader_state_value",
    "number_input": "double_value",
    "slider": "double_array_value",
}


def a_run(**fields: object) -> BackMsg:
    message = BackMsg()
    message.rerun_script.page_script_hash = "abc"
    for name, value in fields.items():
        setattr(message.rerun_script, name, value)
    return message


def with_widget(**value: object) -> BackMsg:
    message = a_run()
    message.rerun_script.widget_states.widgets.add(**{"id": ID, **value})  # type: ignore[arg-type]
    return message


def sifted(message: BackMsg) -> BackMsg | None:
    """What is left of a message."""
    passed = sift(message.SerializeToString())
    return None if passed is None else BackMsg.FromString(passed[0])


@pytest.mark.parametrize(
    "message",
    [
        a_run(),
        a_run(query_string="lang=en", fragment_id="f" * 32, is_auto_rerun=True),
        with_widget(string_value="daily"),
        with_widget(trigger_value=True),
        with_widget(double_value=-0.5),
        with_widget(),
        BackMsg(stop_script=True),
        BackMsg(app_heartbeat=True),
    ],
    ids=str,
)
def test_what_a_browser_says_passes_as_it_is(message: BackMsg) -> None:
    frame = message.SerializeToString()
    passed = sift(frame)
    assert passed is not None and passed[0] is frame


def test_who_asks_for_a_whole_screen_is_told_from_who_answers() -> None:
    assert sift(a_run().SerializeToString()) == (a_run().SerializeToString(), True)
    part = a_run(fragment_id="abc").SerializeToString()
    assert sift(part) == (part, False)


@pytest.mark.parametrize("kind", sorted(set(BackMsg.DESCRIPTOR.fields_by_name) - KINDS))
def test_a_kind_that_the_screens_do_not_use_never_arrives(kind: str) -> None:
    assert sifted(BackMsg(**{kind: True})) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("payload", ["install_skills", "dismiss_skills_nudge", "dataframe_chunk"])
def test_of_what_the_server_does_only_making_a_file_may_be_asked(payload: str) -> None:
    message = BackMsg()
    getattr(message.backend_operation_request, payload).SetInParent()
    assert sifted(message) is None
    message.backend_operation_request.deferred_file.SetInParent()
    assert sift(message.SerializeToString()) == (message.SerializeToString(), True)


@pytest.mark.parametrize(
    ("frame", "code"), [(None, 1003), (b"\xff\xff\xff", 1002), (b"\0" * (MOST_BYTES + 1), 1009)]
)
def test_what_is_no_message_ends_the_connection(frame: bytes | None, code: int) -> None:
    with pytest.raises(Refused) as refused:
        sift(frame)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "value",
    [
        {"double_value": float("inf")},
        {"double_value": float("nan")},
        {"json_value": "{}"},
        {"bytes_value": b"x"},
        {"id": "answer", "bool_value": True},
        {"id": "", "bool_value": True},
        {"id": ID + "x" * 500, "bool_value": True},
        {"string_value": "x" * 70_000},
    ],
    ids=str,
)
def test_what_no_field_can_hold_is_taken_out_and_the_rest_passes(value: dict[str, object]) -> None:
    message = with_widget(**value)
    message.rerun_script.widget_states.widgets.add(id=ID, string_value="kept")
    left = sifted(message)
    assert left is not None
    assert [widget.string_value for widget in left.rerun_script.widget_states.widgets] == ["kept"]


def test_what_holds_other_messages_is_looked_into() -> None:
    message = with_widget()
    message.rerun_script.widget_states.widgets[0].double_array_value.data.extend([1.0, float("inf")])
    left = sifted(message)
    assert left is not None and not left.rerun_script.widget_states.widgets


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("query_string", "a=" * 5_000),
        ("page_script_hash", "a" * 200),
        ("page_name", "a" * 200),
        ("fragment_id", "a" * 200),
    ],
)
def test_what_is_longer_than_it_can_be_is_left_out(field: str, value: str) -> None:
    left = sifted(a_run(**{field: value}))
    assert left is not None and getattr(left.rerun_script, field) == ""


@pytest.mark.parametrize("address", ["http://[", "javascript:x", "x" * 9_000, "http://a/" + "x" * 5_000])
def test_an_address_that_cannot_be_is_left_out(address: str) -> None:
    message = a_run()
    message.rerun_script.context_info.url = address
    message.rerun_script.context_info.timezone = "Europe/Amsterdam"
    left = sifted(message)
    assert left is not None and left.rerun_script.context_info.url == ""
    assert left.rerun_script.context_info.timezone == "Europe/Amsterdam"


def test_every_field_that_the_screens_draw_may_be_filled_in() -> None:
    text = "\n".join(file.read_text("utf-8") for file in SCREENS.rglob("*.py"))
    drawn = {name for name in FIELD_OF if re.search(rf"\bst\.{name}\(", text)}
    assert len(drawn) > 10
    assert {FIELD_OF[name] for name in drawn} <= FIELDS
    values = {field.name for field in WidgetState.DESCRIPTOR.oneofs_by_name["value"].fields}
    assert FIELDS - {None} < values


def test_three_thousand_broken_messages_pass_whole_or_not_at_all() -> None:
    chance, good = random.Random(7), with_widget(string_value="daily").SerializeToString()
    passed = 0
    for _ in range(3_000):
        frame = bytearray(good)
        for _change in range(chance.randint(1, 6)):
            at = chance.randrange(len(frame))
            how = chance.randrange(3)
            if how == 0:
                frame[at] = chance.randrange(256)
            elif how == 1:
                del frame[at]
            else:
                frame[at:at] = chance.randbytes(chance.randint(1, 9))
        try:
            left = sift(bytes(frame))
        except Refused as refused:
            assert refused.code == messages.BROKEN
            continue
        if left is not None:
            passed += 1
            again = sift(left[0])
            assert again is not None and again[0] is left[0], "what passed is not looked at twice"
    assert 0 < passed < 3_000
