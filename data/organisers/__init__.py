"""Who organises: accounts, events, and the rate limits of signing in and joining."""
