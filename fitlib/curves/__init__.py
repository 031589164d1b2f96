"""Curves: what one client's measurements look like over time, and which patterns they show."""
