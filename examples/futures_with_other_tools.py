"""The model under the tools researchers know: SALib, ema_workbench, Mesa's batch runner.

python examples/futures_with_other_tools.py            # a minute, on a tiny world
python examples/futures_with_other_tools.py --scale 100 --years 5 --trajectories 40
"""

from __future__ import annotations

import argparse

import numpy as np

import pes_sim as pes
from pes_sim.studies.interfaces import ema_model, evaluate, salib_problem

PATTERNS = ("labour.demand_level", "labour.separation_level", "choice.habit", "counselling.max_effect")


def main() -> None:
    """Screen four assumptions with SALib, then run a few experiments with ema_workbench."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=5000)
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--trajectories", type=int, default=2)
    given = parser.parse_args()
    base = pes.load("austria").sized(scale=given.scale, years=given.years)

    from SALib.analyze import morris as analyse
    from SALib.sample import morris as sample

    problem = salib_problem(*PATTERNS)
    points = sample.sample(problem, given.trajectories, num_levels=4, seed=1)
    futures = [dict(zip(problem["names"], row.tolist(), strict=True)) for row in points]
    values = evaluate(base, futures, ["unmet_need_share"])[base.name][:, 0]
    found = analyse.analyze(problem, points, values, num_levels=4, seed=1)
    for name, effect in zip(problem["names"], np.asarray(found["mu_star"]), strict=True):
        print(f"{name:<28} moves unmet_need_share by {effect:.4f} over its range")

    try:
        import ema_workbench as ema
    except ImportError:
        print("ema_workbench is not installed: pip install 'pes-sim[science]'")
        return
    model = ema_model(base, ["more_caseworkers"], PATTERNS, ["unmet_need_share", "ltu_share"])
    experiments, outcomes = ema.perform_experiments(model, scenarios=2, policies=2)
    print(experiments[["option"]].assign(**{name: np.round(v, 4) for name, v in outcomes.items()}))


if __name__ == "__main__":
    main()
