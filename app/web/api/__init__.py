"""The REST API, one router a resource, all under /api/v1."""
