"""Inflow: whoever's clock has run past their threshold wakes, and registers or goes straight to work.

Each sleeping person holds a threshold above the reading of their clock at the time they fell asleep. The clock adds
up the hazard of their group; crossing the threshold is the event. This is exact under hazards that vary in time, and
costs a look at those who may wake in the next weeks; who they are is noted when somebody falls asleep, and for all
every few weeks. In work the threshold is the next point of the person's own Poisson process on
that clock: its distance is exponential, and who began the job a little earlier or later loses it in the same week. How
long a measure or a time out lasts is luck of the episode (pes_sim.world.episodes).
"""

from pes_sim.processes.inflow.enrolment import BRIDGED_WEEKS, LONGEST_WEEKS, cell_of, enroll
from pes_sim.processes.inflow.sleeping import asleep_for, asleep_in_work, start_work
from pes_sim.processes.inflow.waking import listed
from pes_sim.processes.inflow.week import inflow

__all__ = [
    "BRIDGED_WEEKS",
    "LONGEST_WEEKS",
    "asleep_for",
    "asleep_in_work",
    "cell_of",
    "enroll",
    "inflow",
    "listed",
    "start_work",
]
