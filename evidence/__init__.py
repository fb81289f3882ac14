"""WHAT CAN BE SEEN FROM OUTSIDE: one careful look at the mail, the domain name and the website of a business."""
