"""Small and legal change goes live all the time: every release unsettles the system it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pes_sim.random import Stream, draw

if TYPE_CHECKING:
    from pes_sim.model import PESModel


def releases(model: PESModel) -> None:
    """Releases of the week, by chance: what was paid for standing change over what makes a release, over systems.

    P(release of a system) = paid / (systems.release_meur x live systems), at most 1. A system about to be switched
    off is frozen.
    """
    values, landscape = model.values, model.landscape
    live = landscape.live
    if not live:
        return
    chance = model.budget.standing_paid / (1e6 * values["systems.release_meur"] * len(live))
    for system in live:
        if system.off_week is None and draw(model.seed, Stream.SYSTEM_RELEASE, model.week, system.key) < chance:
            landscape.unsettle([system.name], values["systems.release_size"])
