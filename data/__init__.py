"""WHAT WE KEEP, AND WHAT WE PUBLISH: aggregates that are anonymous by proof, drafts, events, exchange."""
