"""Money: the IT envelope and what the week takes from it, saving targets, silos; what everything cost."""

from pes_sim.processes.money.booking import money
from pes_sim.processes.money.envelope import close_week, open_week
from pes_sim.processes.money.pooling import temporary_share
from pes_sim.processes.money.saving import take_saving

__all__ = ["close_week", "money", "open_week", "take_saving", "temporary_share"]
