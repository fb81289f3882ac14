"""What to do when it has just happened: a playbook per kind of incident, and the clocks that run."""
