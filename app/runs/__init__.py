"""Runs: what is trained, when, and who watches."""
