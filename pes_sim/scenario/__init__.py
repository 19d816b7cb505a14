"""Scenarios: what is simulated, read from files and checked before anything runs."""
