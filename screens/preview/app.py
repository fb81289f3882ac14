"""Starts the preview: `make preview`. The app of respondents has another entry (app.py) and knows nothing of
this one.
"""

import os
import tempfile

import streamlit as st

if __name__ == "__main__":
    from screens.preview import frame

    frame.show()
else:
    from screens.session.settings import SettingError, content_is_there

    try:
        content_is_there()
    except SettingError as error:
        raise SystemExit(str(error)) from None
    # Answers that somebody tries out here never come near those of respondents.
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="preview-")

    from starlette.routing import Mount
    from starlette.staticfiles import StaticFiles

    from screens.preview.frame import ASSETS

    app = st.App(__file__, routes=[Mount("/huisstijl", StaticFiles(directory=ASSETS))])
