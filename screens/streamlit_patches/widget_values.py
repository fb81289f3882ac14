"""What a browser says of a field counts only when it can be so: in the field's own form, and of what it offers.

A part of what reaches into Streamlit's private parts, see `streamlit_patches/internals.py`. Streamlit takes
whatever was sent, under any name. In the wrong form it ends as an exception on the screen; an answer that was
never offered is kept. Here such a field is as it was drawn. It is looked at where Streamlit reads it
for the first time: there it is known what was drawn, also for a tab that comes back before anything is.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from screens.streamlit_patches.pieces import StreamlitChanged

if TYPE_CHECKING:
    from streamlit.runtime.state.common import WidgetMetadata
    from streamlit.runtime.state.session_state import WStates

log = logging.getLogger(__name__)


def look_at_values() -> None:
    """Lays the piece."""
    from streamlit.elements.widgets.radio import RadioSerde
    from streamlit.proto.WidgetStates_pb2 import WidgetState
    from streamlit.runtime.state.common import WidgetMetadata
    from streamlit.runtime.state.session_state import Serialized, Value, WStates

    read = WStates.__getitem__
    if not {"states", "widget_metadata"} <= set(WStates.__dataclass_fields__):
        raise StreamlitChanged("a session keeps what fields say elsewhere")
    if not {"deserializer", "value_type"} <= set(WidgetMetadata.__dataclass_fields__):
        raise StreamlitChanged("a session no longer knows the form of a field")
    if "value" not in WidgetState.DESCRIPTOR.oneofs_by_name or "value" not in Serialized.__dataclass_fields__:
        raise StreamlitChanged("a browser tells a value in other words")
    if "formatted_option_to_option_index" not in RadioSerde.__init__.__code__.co_varnames:
        raise StreamlitChanged("a field no longer knows what it offers")
    if hasattr(read, "instead_of"):
        return

    def read_what_can_be(self: WStates, widget_id: str) -> Any:
        told, about = self.states.get(widget_id), self.widget_metadata.get(widget_id)
        if not isinstance(told, Serialized) or about is None:
            return read(self, widget_id)
        field = told.value.WhichOneof("value")
        if (field is None or field == about.value_type) and _is_offered(about, told.value, field):
            try:
                return read(self, widget_id)
            except Exception as error:
                log.info("a value that cannot be read was left out: %s", type(error).__name__)
            finally:
                self.widget_metadata[widget_id] = about  # of one that was emptied the form is still known
        # Not taken out: this is read while Streamlit walks through all that was told.
        self.states[widget_id] = Value(about.deserializer(None))
        return self.states[widget_id].value

    read_what_can_be.instead_of = read  # type: ignore[attr-defined]
    WStates.__getitem__ = read_what_can_be  # type: ignore[method-assign]


def _is_offered(about: WidgetMetadata[Any], told: Any, field: str | None) -> bool:
    """Whether a choice is one of those that were drawn; True for a field that offers none."""
    offered = getattr(getattr(about.deserializer, "__self__", None), "formatted_option_to_option_index", None)
    if offered is None:
        return True
    if field == "string_value":
        return told.string_value in offered
    return field is None or all(one in offered for one in told.string_array_value.data)
