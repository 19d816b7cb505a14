"""Made-up tables of runs."""

import numpy as np
import pandas as pd

from pes_sim.analysis.exploration.outcomes import Outcomes


def table(x, by_option, names=None, direction="higher", baseline=None, seeds=1, noise=0.0):
    """Outcomes with KPI "y": ``by_option`` maps an option to its values, one a future (a row of ``x``)."""
    names = names or [f"x{i + 1}" for i in range(x.shape[1])]
    rng = np.random.default_rng(7)
    blocks = []
    for seed in range(1, seeds + 1):
        for option, y in by_option.items():
            block = pd.DataFrame(x, columns=names)
            block.insert(0, "seed", seed)
            block.insert(0, "future", range(len(x)))
            block.insert(0, "option", option)
            block["y"] = np.asarray(y, float) + noise * rng.normal(size=len(x))
            blocks.append(block)
    return Outcomes(pd.concat(blocks, ignore_index=True), tuple(names), {"y": direction}, baseline)
