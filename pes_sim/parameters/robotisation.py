"""Robotisation: the outside world's automation of occupations, and retraining for others."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

_EXPOSURE = "Nedelkoska & Quintini 2018 (OECD): mean risk of automation by major group, mean about 0.47 [recalled, rounded]"
_SLOWLY = "[derived] OECD: about 14 % of jobs highly automatable over 15-20 years, about 1 % of jobs a year, a twentieth of all separations"

EXPOSURE = {
    "armed_forces": 0.45, "managers": 0.36, "professionals": 0.34, "technicians": 0.44, "clerks": 0.52,
    "service_and_sales": 0.52, "agriculture": 0.57, "craft": 0.57, "operators": 0.60, "elementary": 0.61,
}
"""ISCO-08 major groups, in their order 0 to 9."""
OCCUPATIONS = tuple(EXPOSURE)

ROBOTISATION = (
    P("robotisation.level", 0.0, "factor", 0.0, 1.0, "uncertainty", "scenario weather: 0 = the pace that today's flows already hold", "D", "How far the exposure of occupations to robots and software comes true", most=5),
    *(
        P(f"robotisation.exposure.{name}", value, "share", max(0.0, value - 0.2), min(1.0, value + 0.2), "uncertainty", _EXPOSURE, "D", f"Exposure of ISCO major group {isco} to automation", most=1)
        for isco, (name, value) in enumerate(EXPOSURE.items())
    ),
    P("robotisation.separations", 0.2, "factor", 0.05, 0.5, "uncertainty", _SLOWLY, "D", "More separations at level 1 in an occupation that is wholly exposed"),
    P("robotisation.posts_lost", 0.3, "share", 0.1, 0.6, "uncertainty", "assumption", "D", "Fewer posts advertised at level 1 in an occupation that is wholly exposed", most=1),
    P("robotisation.posts_made", 0.5, "ratio", 0.0, 1.0, "uncertainty", "assumption: half of the posts lost come back elsewhere", "D", "Posts advertised elsewhere for each post lost, where exposure is low", most=2),
    P("measures.retraining_share", 0.0, "share", 0.0, 0.6, "lever", "policy: measures that end in another occupation", "D", "Share of people in measures who are retrained for an occupation where posts are filled less easily", most=1),
)
