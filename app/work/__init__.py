"""Work: what the engine is asked to do, and who does it. All else waits for its turn here."""
