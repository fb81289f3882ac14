"""What comes out of a scan, one thing per page: this week, the resilience behind the score, the plan, and what
to take along.
"""
