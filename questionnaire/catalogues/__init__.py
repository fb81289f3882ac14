"""For who translates: finding texts, keeping the .po files up to date, checking them."""
