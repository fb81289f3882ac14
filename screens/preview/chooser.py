"""Choosing one item or measure, by hand or by the address (`?id=...`), and stepping to its neighbours."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from screens.markup import plain
from screens.session.language import text


def chosen_id(label: str, choices: Mapping[str, str]) -> str:
    """Id of what was chosen from `choices` (id to what is read); the first when nothing was, or when it is
    gone.
    """
    _ = text()
    ids = list(choices)
    wanted = st.query_params.get("id")
    current = wanted if wanted is not None and wanted in choices else ids[0]
    here = ids.index(current)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        # The key changes along with the choice, so that the address and the field never contradict each
        # other.
        picked = st.selectbox(
            plain(label), ids, index=here, format_func=lambda i: choices[i], key=f"choose-{current}"
        )
        back = st.button(_("Vorige"), disabled=here == 0)
        on = st.button(_("Volgende"), disabled=here == len(ids) - 1)
    target = ids[here - 1] if back else ids[here + 1] if on else picked
    if target != current:
        st.query_params["id"] = target
        st.rerun()
    return current
