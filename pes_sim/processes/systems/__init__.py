"""The IT landscape week by week: incidents, availability, debt, run cost, experts."""

from pes_sim.processes.systems.week import systems

__all__ = ["systems"]
