"""Starts the app, and at each run of the script picks the screen. Nothing else.

`make run` and `streamlit run app.py` import this file for `app`; Streamlit runs it as `__main__` for every
respondent.
"""

import streamlit as st

from web import application

if __name__ == "__main__":
    from screens import frame

    frame.show()
else:
    options = application.options()  # first: says so in words when this Streamlit has no App
    app = st.App(__file__, **options)
