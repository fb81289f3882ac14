"""How the app is served: first page, headers, assets, cookies and the routes beside Streamlit's own.

Start reading in `front.py`. What reaches into Streamlit's private parts stands in the three files named
`streamlit_*.py` alone.
"""

from __future__ import annotations

from typing import Any


def options() -> dict[str, Any]:
    """What `st.App` needs besides the script: routes, middleware and the warm start."""
    # Here and not above: each run of the script imports this package, and has no use for a server.
    from starlette.middleware import Middleware

    from screens.serving import streamlit_internals as internals
    from screens.serving import streamlit_messages as messages
    from screens.serving.assets import Assets
    from screens.serving.front import Front
    from screens.serving.printing import PrintingRoom
    from screens.serving.routes import Routes
    from screens.serving.settings import SettingError, check_settings
    from screens.serving.start import lifespan_for

    try:
        check_settings()
    except SettingError as error:  # told at the start to who runs the server, not at each request to who visits
        raise SystemExit(str(error)) from None
    internals.make_room_for_sleeping_sessions()
    internals.skip_module_scan()
    internals.hear_every_click()
    messages.remember_beginning()
    messages.send_directly()
    messages.gather_events()
    internals.copy_cursors_quickly()
    internals.take_turns()
    assets, printing = Assets(), PrintingRoom()
    routes = Routes(assets, printing).all()
    return {
        "routes": routes,
        "middleware": [Middleware(Front, assets=assets, routes=routes)],
        "lifespan": lifespan_for(assets, printing),
    }
