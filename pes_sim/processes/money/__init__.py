"""Money: the IT envelope and what the week takes from it; what everything cost."""

from pes_sim.processes.money.booking import money
from pes_sim.processes.money.envelope import close_week, open_week

__all__ = ["close_week", "money", "open_week"]
