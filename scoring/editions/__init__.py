"""Content that changes while people are answering: which edition a walk belongs to."""
