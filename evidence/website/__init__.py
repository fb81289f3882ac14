"""What can be seen of a home page: its connection, its headers, and what it tells of its software."""
