"""A look at one's own domain inside the scan: where it is offered, what it showed, and what to set because of it."""
