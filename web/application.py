"""How the app is served: first page, headers, assets, cookies and the routes beside Streamlit's own.

Start reading in `middleware.py`. What reaches into Streamlit's private parts stands in the folder
`screens/streamlit_patches/` alone, piece by piece (`pieces.py`): the app runs without.
"""

from __future__ import annotations

from typing import Any


def options() -> dict[str, Any]:
    """What `st.App` needs besides the script: routes, middleware and the warm start."""
    # Here and not above: each run of the script imports this package, and has no use for a server.
    from starlette.middleware import Middleware

    from data.file_migrations import NewerFile
    from data.folders import FolderError, folders
    from data.operation.one_server import claim
    from data.operation.servers import begin_with_others, refuse_files_of_before
    from data.operation.upkeep import begin_days, bring_up_files
    from data.storage import StorageTrouble
    from screens import trouble
    from screens.session.hosts import allow_hosts
    from screens.session.settings import check_settings
    from screens.streamlit_patches import fitted
    from screens.streamlit_patches.pieces import StreamlitChanged, left_out
    from web.assets import Assets
    from web.download_worker import DownloadWorker
    from web.middleware import FrontMiddleware
    from web.routes.scan import Routes
    from web.startup import lifespan_for

    try:
        check_settings()
        allow_hosts()
        left_out()
        fitted.look_for_what_is_needed()
        claim(folders())
        refuse_files_of_before(folders())
        bring_up_files()
        begin_with_others(folders())
        begin_days()
    except (
        ValueError,
        FolderError,
        NewerFile,
        StreamlitChanged,
    ) as error:  # told at the start to who runs the server, not at each request to who visits
        raise SystemExit(str(error)) from None
    except StorageTrouble as error:
        if not folders().database:
            raise
        raise SystemExit(f"DATABASE_URL: de database is niet te bereiken ({error}).") from None
    fitted.fit()
    assets, worker = Assets(), DownloadWorker()
    routes = Routes(assets, worker).all()
    return {
        "routes": routes,
        "middleware": [Middleware(FrontMiddleware, assets=assets, routes=routes)],
        "lifespan": lifespan_for(assets, worker),
        "on_script_error": trouble.tell,
    }
