"""Simulated firms of which the truth is known, and what the estimates are worth on them."""
