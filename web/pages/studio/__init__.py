"""Pages on which members of the team change the content in the browser."""
