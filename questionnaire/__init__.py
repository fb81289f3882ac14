"""WHAT WE ASK: the questions, how they are loaded and checked, and the way a respondent walks through them."""
