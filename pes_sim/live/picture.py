"""The service as a picture: who flowed where last week, what waits, who is at work, which systems run."""

from __future__ import annotations

from typing import Any

import numpy as np

from pes_sim.kpis.counters import COUNTERS
from pes_sim.model import PESModel
from pes_sim.parameters import CHANNELS
from pes_sim.processes.delivery.forecast import forecast_of
from pes_sim.world.catalogue import CHANNEL_KIND, SELF
from pes_sim.world.portfolio import Project
from pes_sim.world.staff import CASEWORKERS, GROUPS

FULL = 1.0
"""Load from which there is more work than normal hours hold."""
DOWN = 0.98
"""Availability below which a system or channel is lit up: more than half a working day of the week was lost."""
QUEUES = ("front", "back")
_MINUTES = {"front": "front_minutes", "phone": "phone_minutes", "back": "back_minutes"}


def picture(model: PESModel) -> dict[str, Any]:
    """The state of ``model`` after its last week; counts are real people (or contacts) of that week."""
    week = dict(zip(COUNTERS, model.history[-1][:, 0], strict=True)) if model.recorded else dict.fromkeys(COUNTERS, 0.0)
    channels, staff = _channels(model, week), _staff(model, week)
    queues, systems = _queues(week), _systems(model)
    lit = [row["name"] for rows in (channels, queues, staff, systems) for row in rows if row["overload"]]
    return {
        "week": model.week, "date": model.base.date_of(model.week),
        "register": week["registered"] or model.registered * model.scale, "entries": week["entries"],
        "exits": week["exits"], "to_work": week["exits_to_work"], "to_measures": week["exits_to_measures"],
        "in_measures": week["in_measures"], "needs_opened": week["needs_opened"],
        "needs_completed": week["needs_completed"], "needs_unmet": week["needs_unmet"],
        "contacts_failed": week["contacts_failed"], "contacts_repeat": week["contacts_repeat"],
        "meetings": week["meetings"], "decided_without_staff": week["decided_registration"] + week["decided_claim"]
        + week["decided_report"], "processed": week["back_processed"],
        "channels": channels, "queues": queues, "staff": staff, "systems": systems,
        "couplings": [list(edge) for edge in model.landscape.graph.graph.edges],
        "projects": [project_row(project, model) for project in model.projects],
        "overloaded": lit, "thresholds": {"load": FULL, "available": DOWN},
    }  # fmt: skip


def _channels(model: PESModel, week: dict[str, float]) -> list[dict[str, Any]]:
    contacts = {name: week[f"contacts_{name}"] for name in CHANNELS}
    everything = sum(contacts.values())
    rows = []
    for channel in model.channels:
        name = channel.name
        available = float(channel.availability)
        is_open = float(model.values[f"channels.{name}.open"])
        rows.append(
            {
                "name": name, "contacts": contacts[name], "share": contacts[name] / everything if everything else 0.0,
                "self_service": bool(CHANNEL_KIND[channel.index] == SELF), "open": is_open, "available": available,
                "expected_wait_weeks": float(np.mean(channel.expected_wait)),
                "overload": is_open > 0 and available < DOWN,
            }
        )  # fmt: skip
    return rows


def _queues(week: dict[str, float]) -> list[dict[str, Any]]:
    served = {"front": "front_served", "back": "back_processed"}
    rows = []
    for name in QUEUES:
        waiting, gone = week[f"waiting_{name}"], week[served[name]]
        # Little's law: at last week's pace, so long until everybody who waits has had a turn
        weeks = waiting / gone if gone else None
        rows.append(
            {"name": name, "waiting": waiting, "served": gone, "weeks": weeks, "overload": (weeks or 0.0) > FULL}
        )
    calls = week["calls"]
    lost = week["calls_abandoned"] / calls if calls else 0.0
    wait = week["call_wait_minutes"] / calls if calls else None
    rows.append(
        {"name": "phone", "calls": calls, "answered": week["calls_answered"], "lost_share": lost,
         "wait_minutes": wait, "overload": lost > 1 - DOWN}
    )  # fmt: skip
    return rows


def _staff(model: PESModel, week: dict[str, float]) -> list[dict[str, Any]]:
    staff = model.staff
    there = staff.working()
    rows = []
    for g, name in enumerate(GROUPS):
        mine = staff.group == g
        posts = staff.fte * (mine & staff.open)
        held = posts * staff.filled
        load = float(np.average(staff.load[g], weights=staff.shares))
        used = week[f"{_MINUTES[name]}_used"] if g != CASEWORKERS else 0.0
        have = week[_MINUTES[name]] if g != CASEWORKERS else 0.0
        rows.append(
            {
                "name": name, "posts": float(posts.sum()), "filled": float(held.sum()),
                "present": float((posts * there).sum()), "load": load, "utilisation": used / have if have else None,
                "strain": float((held * staff.strain).sum() / max(held.sum(), 1e-9)),
                "proficiency": model.proficiency[name], "acceptance": model.acceptance[name],
                "clients": week["registered"] / max(float(held.sum()), 1e-9) if g == CASEWORKERS else None,
                "overload": load > FULL,
            }
        )  # fmt: skip
    return rows


def _systems(model: PESModel) -> list[dict[str, Any]]:
    return [
        {
            "name": s.name, "generation": s.generation, "age_years": s.age, "debt": s.debt, "run_meur": s.run_meur,
            "available": s.availability, "unsettled": s.unsettled, "cause": s.cause if s.availability < 1 else None,
            "channels": list(s.channels), "tasks": list(s.tasks), "staff_tool": s.staff_tool, "legacy": s.legacy,
            "successor": s.successor, "experts_missing": model.landscape.experts.shortage(s.generation)
            if s.generation in model.landscape.experts.needed else 0.0,
            "overload": s.availability < DOWN,
        }
        for s in model.landscape.live
    ]  # fmt: skip


def project_row(project: Project, model: PESModel) -> dict[str, Any]:
    """One project as those see it who pay for it: what it has cost and done so far, and what is forecast now."""
    plan = project.plan
    return {
        "name": plan.name, "kind": plan.kind, "method": plan.method, "state": project.state,
        "started": project.start, "ended": project.end, "planned_weeks": plan.planned_weeks,
        "budget_meur": plan.budget_meur, "share_done": project.progress, "share_live": project.delivered,
        "spent_meur": project.spent_meur, "replaces": list(plan.replaces), "builds": plan.builds,
        "forecast_meur": plan.budget_meur * forecast_of(project, model.values)[0] if project.running else None,
    }  # fmt: skip
