"""How texts, days and numbers read in each language, and the catalogues they come from."""
