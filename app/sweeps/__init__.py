"""Sweeps: many runs of one spec with some of its fields varied, trained and shown together."""
