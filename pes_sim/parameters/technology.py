"""Technology: how fast the frontier moves that the service, its systems and its clients are measured against."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

TECHNOLOGY = (
    P("technology.pace", 1.0, "years/year", 0.5, 2.0, "uncertainty", "assumption: 1 = the pace of the last decade; a shock may raise it", "D", "How fast the technology frontier moves, in years of today's progress a year", most=20),
)
