"""Teams of caseworkers: minutes of each office's own, and of the teams that a trial sets up beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pes_sim.processes.fifo import SIXTEENTHS, serve_up_to
from pes_sim.processes.service.queues import serve_offices
from pes_sim.world.staff import CASEWORKERS

if TYPE_CHECKING:
    from pes_sim.model import PESModel

Array = NDArray[np.float64]


def team_minutes(model: PESModel, clients: Array) -> Array:
    """(teams, regions) minutes of caseworkers for ``clients`` (teams, regions; real persons).

    A trial's team has clients / caseload posts, which come on top; the office keeps for its other clients what
    it has for each of all of them, so their caseload stays as it is.
    """
    own = model.caseworker_minutes
    total = clients.sum(axis=0)
    time = np.zeros(clients.shape)
    time[0] = own * np.divide(clients[0], total, out=np.ones(len(own)), where=total > 0)
    staff = model.staff
    posts = float(staff.fte[(staff.group == CASEWORKERS) & staff.on_duty()].sum())
    for k, caseload in enumerate(model.regimes.caseload, 1):
        time[k] = clients[k] / caseload * (own.sum() / posts if posts else 0.0)
    return time


def diaries(
    model: PESModel, clients: NDArray[np.integer], needed: float, helped: float, per_meeting: float
) -> tuple[float, float]:
    """Open this week's diaries: each team's time less administration; returns all minutes and those administered.

    ``needed`` is the share of administration that tools leave, ``helped`` what is left with what is absorbed.
    """
    values = model.values
    time = team_minutes(model, clients.astype(np.float64))
    admin = np.minimum(time, values["counselling.case_admin_minutes"] * helped * clients)
    model.team_minutes = time[1:] - admin[1:]
    for office in model.offices:
        r = office.region
        mine, there = int(clients[0, r]), float(time[0, r])
        office.clients = mine
        office.available["counselling"] = (
            there - float(admin[0, r]) + office.lent * values["staffing.redeploy_worth"]
        )  # fmt: skip
        wished = mine * per_meeting / values["counselling.norm_weeks"]
        slack = values["counselling.case_admin_minutes"] * (helped - needed) * mine
        office.pressure = (float(admin[0, r]) - min(float(admin[0, r]), slack) + wished) / max(there, 1.0)
    return float(sum(time.ravel().tolist())), float(sum(admin.ravel().tolist()))


def serve_teams(model: PESModel, wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Spend every team's minutes on its diary; returns the first class not served, by team and region.

    ``wanted`` (teams x regions, classes) in sixteenths of a minute of simulated people.
    """
    regions = len(model.offices)
    limit = serve_offices(model, wanted[:regions], "counselling")
    if len(wanted) == regions:
        return limit
    unit = model.scale / SIXTEENTHS
    carried = (
        model.team_carried if len(model.team_carried) == len(wanted) - regions else np.zeros(len(wanted) - regions)
    )
    capacity = model.team_minutes.ravel() / unit + carried
    last, used = np.zeros(len(capacity), dtype=np.int64), np.zeros(len(capacity), dtype=np.int64)
    serve_up_to(wanted[regions:], capacity.astype(np.int64), last, used)
    waiting = wanted[regions:].sum(axis=1) > used
    model.team_carried = np.where(waiting, capacity - used, 0.0)
    return np.concatenate([limit, last])
