"""What goes into the advice: which measures the answers lead to, what they bring and ask."""
