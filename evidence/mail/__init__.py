"""What can be seen of the mail of a domain: who may send in its name, and how its servers greet."""
