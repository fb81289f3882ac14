"""The pictures of the README: where they stand, and how wide they are."""

from questionnaire.content_folder import ROOT

FOLDER = ROOT / "docs" / "images"
QUESTION, RESULT, PAPER = "question.png", "result.png", "advice.png"
NAMES = (QUESTION, RESULT, PAPER)
WIDTH = 780  # pixels: twice those of a phone
