"""Whether what is seen from outside is tied to questions, answers and measures that are there."""
