"""Experts in old technology: who is missing."""

from __future__ import annotations

import pytest

from pes_sim.world.experts import Experts


def test_the_shortage_is_the_share_that_is_missing():
    experts = Experts({"mainframe": 10.0, "web": 0.0}, cover=0.8)
    assert experts.shortage("mainframe") == pytest.approx(0.2)
    assert experts.shortage("web") == 0.0, "nobody is needed"
    assert experts.shortage("cloud") == 0.0, "they are on the market"


def test_projects_compete_with_running_for_the_same_experts():
    experts = Experts({"mainframe": 10.0}, cover=1.0)
    experts.engage("mainframe", 10.0)
    experts.engage("cloud", 10.0)
    assert experts.shortage("mainframe") == pytest.approx(0.5)
    assert experts.total() == (10.0, 20.0)
    experts.disengage()
    assert experts.shortage("mainframe") == 0.0
