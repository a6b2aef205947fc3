"""What outlives the server: runs, their checkpoints and their histories, in one SQLite file."""
