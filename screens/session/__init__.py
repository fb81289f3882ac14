"""This respondent: the answers of the session, the saved draft, language, cookie and event."""
