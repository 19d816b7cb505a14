"""Named streams and keyed draws."""

from pes_sim.random.keyed import draw, draws, gumbel_table, normal_table, person_key, person_keys, salt
from pes_sim.random.streams import Stream

__all__ = ["Stream", "draw", "draws", "gumbel_table", "normal_table", "person_key", "person_keys", "salt"]
