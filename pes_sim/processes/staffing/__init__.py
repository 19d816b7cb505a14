"""Staff: who is there, how able, strained and willing they are, and how many minutes every pool has."""

from pes_sim.processes.staffing.week import staff_week, staffing

__all__ = ["staff_week", "staffing"]
