"""What goes out: the public release as a folder, and signed blocks between servers."""
