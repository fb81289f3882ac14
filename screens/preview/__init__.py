"""The preview of the programme team (`make preview`): content as it is being written, never a part of the app
that respondents use.

Its own entry is `app.py` here; a test keeps every other module from importing this folder.
"""
