"""Back-tests: the model fed with what was observed of the past, held to what it was not fed with."""

from pes_sim.runs.backtest.data import Months, observed
from pes_sim.runs.backtest.run import TESTS, BackTest, back_test

__all__ = ["TESTS", "BackTest", "Months", "back_test", "observed"]
