"""The service in Mesa's own browser interface: step, play, sliders for levers, KPIs as they come.

    pip install solara altair "ipyvuetify<2"    # Mesa 3 draws with the older ipyvuetify
    solara run examples/solara_app.py

Solara fetches its scripts and styles from the internet when a page opens; without it the page stays blank unless
Solara's assets are pinned and served from this machine (its manual says how). `pes-sim app` needs neither. The
model below is an ordinary Mesa model with a data collector, so it works in a notebook and with `mesa.batch_run` too.
"""

from importlib.util import find_spec
from typing import Any

import mesa

import pes_sim as pes
from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.evaluation import ratio_of_sums
from pes_sim.kpis.segments import SEGMENTS

QUARTER = 13
MEASURES = ("unemployment_duration_weeks", "unmet_need_share", "phone_answered_share", "client_satisfaction")
LEVERS = {
    "caseworkers": "staffing.caseworkers",
    "phone_agents": "staffing.phone",
    "mandate": "channels.portal.mandate",
    "assisted_share": "channels.assisted_share",
}


class Service(pes.PESModel):
    """Austria, small and warmed up, with what is measured in ``datacollector``; levers hold from the start."""

    def __init__(self, seed: int = 1, scale: int = 1000, years: int = 5, **levers: float) -> None:
        base = pes.load("austria").sized(scale=int(scale), years=int(years))
        for name, value in levers.items():
            base = base.change(LEVERS[name], float(value))
        super().__init__(base, seed=int(seed))
        self.datacollector = mesa.DataCollector(model_reporters={name: measure(name) for name in MEASURES})
        self.warm_up()

    def step(self) -> None:
        super().step()
        if self.recorded:
            self.datacollector.collect(self)
        self.running = self.week < self.base.weeks


def measure(name: str) -> Any:
    """A reporter of KPI ``name`` over the last quarter: a ratio of sums, as everywhere."""

    def report(model: pes.PESModel) -> float:
        sums = model.history[-QUARTER:].sum(axis=0)
        return float(ratio_of_sums(pes.KPIS[name], sums, COUNTERS, SEGMENTS)[0])

    return report


def slider(lever: str, label: str, step: float) -> dict[str, Any]:
    """A slider over a lever's plausible range, as SolaraViz takes it."""
    known = pes.REGISTRY[LEVERS[lever]]
    kind = "SliderInt" if step >= 1 else "SliderFloat"
    return {"type": kind, "value": known.value, "label": label, "min": known.low, "max": known.high, "step": step}


MODEL_PARAMS = {
    "seed": {"type": "SliderInt", "value": 1, "label": "Seed: another run of luck", "min": 1, "max": 20, "step": 1},
    "caseworkers": slider("caseworkers", "Caseworkers (full-time posts)", 50),
    "phone_agents": slider("phone_agents", "Phone agents (full-time posts)", 25),
    "mandate": slider("mandate", "Share of people who must act digitally", 0.1),
    "assisted_share": slider("assisted_share", "Share of failing digital attempts that staff help with", 0.1),
}

if find_spec("solara"):
    from mesa.visualization import SolaraViz, make_plot_component

    page = SolaraViz(
        Service(),
        components=[make_plot_component({name: f"C{n}"}) for n, name in enumerate(MEASURES)],
        model_params=MODEL_PARAMS,
        name="A public employment service",
    )
