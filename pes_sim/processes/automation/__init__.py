"""Automation: what of it works, faults in its rules, and the wrong decisions people carry until they are found."""

from pes_sim.processes.automation.corrections import corrections, fall_asleep, forget, wake_up
from pes_sim.processes.automation.week import automation

__all__ = ["automation", "corrections", "fall_asleep", "forget", "wake_up"]
