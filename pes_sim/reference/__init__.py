"""A plain Mesa model of the same rules, an object a person: the engine's oracle and its yardstick."""

from pes_sim.reference.model import ReferenceModel
from pes_sim.reference.speed import speed

__all__ = ["ReferenceModel", "speed"]
