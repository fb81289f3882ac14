"""A scan as it is saved and taken along, and how it is opened when the questions have changed."""
