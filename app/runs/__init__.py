"""Runs: what is trained, who watches, and who does the work."""
