"""Steering: what the organisation sees of itself, and what it does about it."""

from pes_sim.processes.steering.seen import seen
from pes_sim.processes.steering.targets import steer
from pes_sim.processes.steering.watching import Held

__all__ = ["Held", "seen", "steer"]
