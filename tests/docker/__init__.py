"""The Docker image, built and run without Docker."""
