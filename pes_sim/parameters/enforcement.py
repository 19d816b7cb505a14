"""Enforcement: checks of search and sanctions, and what people do under them."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

ENFORCEMENT = (
    P("enforcement.level", 0.0, "0-1", 0.0, 1.0, "lever", "0 = the profile's practice; 1 = as after the Swiss reform of 2011 (Arni & Schiprowski 2017)", "B", "How much stricter missing proof of search is sanctioned than today", most=2),
    P("enforcement.leaving_response", 1.2, "ratio", 0.4, 1.8, "uncertainty", "Arni & Schiprowski 2017: exit within 6 months +12 %, largely to search without benefits", "B", "Rise of exits that are not to work at level 1, relative to the profile's", most=5),
    P("enforcement.search_response", 0.03, "ratio", 0.0, 0.1, "uncertainty", "Arni, Lalive & van Ours 2013: warnings and sanctions raise job finding; SEO/UWV 2021: enforcement letters alone did not", "B", "Rise of search at level 1", most=2),
)
