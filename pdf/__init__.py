"""HOW THE ADVICE LOOKS ON PAPER: the advice, the papers of an event, the questionnaire, and what they are
built from.
"""
