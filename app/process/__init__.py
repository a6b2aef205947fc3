"""The process: how the server starts, ends, and reads and writes its connections."""
