"""Organisation: silos between pools of staff and between systems, and their integration."""

# One declaration a line: this is a table.
# fmt: off
from __future__ import annotations

from pes_sim.parameters.declaration import Parameter as P

ORGANISATION = (
    P("organisation.integration", 0.0, "share", 0.0, 1.0, "lever", "0 = the silos of today; 1 = one view of the client for all staff", "C", "How far systems and pools are integrated beyond today", most=1),
    P("organisation.first_contact", 0.3, "share", 0.0, 0.5, "uncertainty", "prior of first-contact resolution .60-.75-.85 (evidence digital 7): from .78 to .85 closes a third of the gap", "C", "Share of what one contact cannot settle that one view of the client settles", most=1),
    P("organisation.handoff_share", 0.4, "share", 0.1, 0.7, "uncertainty", "assumption; 55 % of UK staff blame fragmented systems", "D", "Share of processing errors made in passing a case from pool to pool", most=1),
    P("staffing.rekeying_minutes", 1.0, "minutes", 0.3, 3.0, "uncertainty", "assumption; up to 16 applications to re-key one client event (BA before ROBASO)", "D", "Minutes to key a case into one more system"),
    P("staffing.rekeying_most", 0.5, "share", 0.25, 0.6, "uncertainty", "data entry time halved by redesign and RPA (North Tyneside 2019)", "C", "Most of the processing minutes that re-keying can add or its end save", most=1),
)
