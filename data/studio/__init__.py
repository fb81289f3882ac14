"""The studio: the programme team changes content in the browser, as a proposal that goes live when it is right."""
