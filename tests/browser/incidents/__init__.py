"""When it goes wrong at a business: first help in a real browser."""
