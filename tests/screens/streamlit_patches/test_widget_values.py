"""What a browser says of a field counts when it can be so; anything else leaves the field as it was drawn."""

from __future__ import annotations

import pytest
from streamlit.elements import exception
from streamlit.elements.widgets.checkbox import CheckboxSerde
from streamlit.elements.widgets.radio import RadioSerde
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import WStates

from questionnaire.language.translation import LANGUAGES, translator
from screens.streamlit_patches import front_end_words, widget_values
from screens.streamlit_patches.pieces import StreamlitChanged


@pytest.fixture(autouse=True)
def laid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WStates, "__getitem__", WStates.__getitem__)  # put back at the end
    monkeypatch.setattr(
        exception, "_GENERIC_UNCAUGHT_EXCEPTION_TEXT", exception._GENERIC_UNCAUGHT_EXCEPTION_TEXT
    )
    widget_values.look_at_values()


OPTIONS = ["Ja", "Nee"]


def said(state: WidgetState, kind: str) -> object:
    """What a session reads of a radio or a box of which this was told."""
    states = WStates()
    radio = RadioSerde(
        ["yes", "no"],
        formatted_options=OPTIONS,
        formatted_option_to_option_index={"Ja": 0, "Nee": 1},
        default_option_index=None,
    )
    serde = radio if kind == "string_value" else CheckboxSerde(value=True)
    states.set_widget_metadata(
        WidgetMetadata(
            id=state.id,
            deserializer=serde.deserialize,  # type: ignore[arg-type]
            serializer=serde.serialize,  # type: ignore[arg-type]
            value_type=kind,  # type: ignore[arg-type]
        )
    )
    states.set_widget_from_proto(state)
    for _ in states:  # reading may not disturb who walks through them
        _read = states.get(state.id)
    return states[state.id]


@pytest.mark.parametrize(
    ("state", "kind", "value"),
    [
        (WidgetState(id="a", string_value="Nee"), "string_value", "no"),
        (WidgetState(id="a", string_value="never offered"), "string_value", None),
        (WidgetState(id="a", bool_value=True), "string_value", None),
        (WidgetState(id="a"), "string_value", None),
        (WidgetState(id="a", bool_value=False), "bool_value", False),
        (WidgetState(id="a", string_value="Ja"), "bool_value", True),
        (WidgetState(id="a", bytes_value=b"x"), "bool_value", True),
    ],
    ids=str,
)
def test_a_value_that_cannot_be_leaves_the_field_as_it_was_drawn(
    state: WidgetState, kind: str, value: object
) -> None:
    assert said(state, kind) == value


def test_a_streamlit_that_keeps_values_elsewhere_is_told_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WStates, "__dataclass_fields__", {})
    with pytest.raises(StreamlitChanged):
        widget_values.look_at_values()
    monkeypatch.delattr(exception, "_GENERIC_UNCAUGHT_EXCEPTION_TEXT")
    with pytest.raises(StreamlitChanged):
        front_end_words.say_errors_in_words()


def test_an_exception_that_nobody_expected_is_told_in_every_language() -> None:
    front_end_words.say_errors_in_words()
    told = exception._GENERIC_UNCAUGHT_EXCEPTION_TEXT
    for language in LANGUAGES:
        assert translator(language).gettext(front_end_words._FAILED) in told
    assert "Streamlit" not in told
