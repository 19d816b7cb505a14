"""Looking things up: profiles, options, KPIs, parameters, mechanisms, each with its source. No model runs here."""

from pes_sim.app.lookup.routes import router

__all__ = ["router"]
