"""What can be seen of a domain name itself: its signature, its name servers, its registration."""
