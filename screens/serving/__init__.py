"""How the app is served: first page, headers, assets, cookies and the routes beside Streamlit's own.

Start reading in `front.py`. What reaches into Streamlit's private parts stands in the three files named
`streamlit_*.py` alone, piece by piece (`pieces.py`): the app runs without.
"""

from __future__ import annotations

from typing import Any


def options() -> dict[str, Any]:
    """What `st.App` needs besides the script: routes, middleware and the warm start."""
    # Here and not above: each run of the script imports this package, and has no use for a server.
    from starlette.middleware import Middleware

    from screens import trouble
    from screens.serving import fitted
    from screens.serving.assets import Assets
    from screens.serving.front import Front
    from screens.serving.hosts import allow_hosts
    from screens.serving.pieces import StreamlitChanged, left_out
    from screens.serving.printing import PrintingRoom
    from screens.serving.routes import Routes
    from screens.serving.settings import check_settings
    from screens.serving.start import lifespan_for

    try:
        check_settings()
        allow_hosts()
        left_out()
        fitted.look_for_what_is_needed()
    except (ValueError, StreamlitChanged) as error:  # told at the start to who runs the server, not at each request to who visits
        raise SystemExit(str(error)) from None
    fitted.fit()
    assets, printing = Assets(), PrintingRoom()
    routes = Routes(assets, printing).all()
    return {
        "routes": routes,
        "middleware": [Middleware(Front, assets=assets, routes=routes)],
        "lifespan": lifespan_for(assets, printing),
        "on_script_error": trouble.tell,
    }
