"""Comparing options: a job, and questions about what it left."""
