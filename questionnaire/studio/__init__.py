"""Changing content one value at a time, so that a file keeps everything else as somebody wrote it."""
