"""Rooms: a trainer's exercise, flown by teams through the same weather, under a budget, and talked over after."""
