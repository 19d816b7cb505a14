"""A model that takes no time, for studies whose machinery is tried: its results depend on values and seed alone.

What goes wrong is asked for by files in the folder $STANDIN: "KIND-SEED-OPTION" (or "KIND-SEED-OPTION.once", which
goes away when it is met). Kinds: raise, hang, die, slow.
"""

import hashlib
import json
import os
import time
from pathlib import Path

import numpy as np

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.runs.errors import RunError
from pes_sim.runs.simulate import Run

FOLDER = "STANDIN"


def simulate(scenarios, seed, threads=1, tick=None, stage=lambda places: None):
    """As `pes_sim.runs.simulate.attempts`."""
    stage(range(len(scenarios)))
    meet(seed, "warmup")
    for place, scenario in enumerate(scenarios):
        stage([place])
        note(f"{scenario.name}-{seed}")
        try:
            meet(seed, scenario.name)
        except ValueError as error:
            yield place, RunError(scenario.name, seed, str(error), "Traceback: asked for")
            continue
        for _ in range(scenario.weeks):
            tick()
        yield place, Run(scenario, seed, counters(scenario, seed), {})


def counters(scenario, seed):
    """Made-up counts that differ with every value and change."""
    content = json.dumps([sorted(scenario.values.items()), len(scenario.changes), seed])
    digest = hashlib.sha256(content.encode()).digest()
    rng = np.random.default_rng(int.from_bytes(digest[:8], "big"))
    return rng.random((scenario.weeks, len(COUNTERS), len(SEGMENTS)), dtype=np.float32) * 100


def meet(seed, name):
    """Do what was asked for."""
    folder = os.environ.get(FOLDER)
    if folder is None:
        return
    for kind in ("slow", "raise", "hang", "die"):
        always, once = (Path(folder) / f"{kind}-{seed}-{name}{end}" for end in ("", ".once"))
        if not (always.exists() or once.exists()):
            continue
        once.unlink(missing_ok=True)
        if kind == "slow":
            time.sleep(0.2)
        elif kind == "raise":
            raise ValueError("asked to raise")
        elif kind == "hang":
            time.sleep(3600)
        else:
            os._exit(9)


def note(line):
    """Write down which run began, so that a test can see what was run twice."""
    if folder := os.environ.get(FOLDER):
        with open(Path(folder) / "begun.txt", "a", encoding="utf-8") as file:
            file.write(line + "\n")
