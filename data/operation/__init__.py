"""Running a server for years: upkeep, how each part of it is doing, scans that still have to be counted, and back-ups."""
