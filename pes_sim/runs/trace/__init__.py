"""One person's story: what happened to them week by week, as events and as sentences."""

from pes_sim.runs.trace.events import Event
from pes_sim.runs.trace.finding import OUTCOMES, Wish, find
from pes_sim.runs.trace.story import Story, trace, trace_model
from pes_sim.runs.trace.watching import Watched

__all__ = ["OUTCOMES", "Event", "Story", "Watched", "Wish", "find", "trace", "trace_model"]
