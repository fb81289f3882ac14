"""The pages of the advice, one file per subject."""
