"""Delivery: projects spend, overrun, release, go live, are cut or stopped, and retire systems."""

from pes_sim.processes.delivery.starting import start_project
from pes_sim.processes.delivery.week import delivery

__all__ = ["delivery", "start_project"]
