"""Figures label their lines without overlap and are drawn the same every time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pes_sim.report.figures import differences_svg, foremost, levels_svg, spread


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_labels_keep_their_order_and_their_distance(positions):
    placed = spread(positions, 0.1)
    order = np.argsort(positions, kind="stable")
    assert np.all(np.diff(np.array(placed)[order]) >= 0.1 - 1e-9)


def test_labels_far_apart_stay_where_they_are():
    assert spread([0.9, 0.1, 0.5], 0.1) == pytest.approx([0.9, 0.1, 0.5])


def test_labels_that_touch_are_moved_apart_around_their_middle():
    assert spread([0.5, 0.5], 0.2) == pytest.approx([0.4, 0.6])


def test_a_figure_names_every_line_and_is_drawn_the_same_twice(synthetic, comparison):
    kpi, curves = synthetic.KPIS["met_share"], comparison.trajectories("met_share")
    svg = levels_svg(kpi, curves)
    for label in ("Base (today)", "Nothing", "Shorter spells", "Fewer needs met"):
        assert f">{label}</text>" in svg
    assert svg == levels_svg(kpi, curves)
    assert svg.startswith("<svg") and 'aria-label="Met share over time in %' in svg


def test_figures_of_one_page_share_no_ids(synthetic, comparison):
    import re

    kpi, curves = synthetic.KPIS["met_share"], comparison.trajectories("met_share")
    drawn = [
        set(re.findall(r'id="([^"]+)"', svg)) for svg in (levels_svg(kpi, curves), differences_svg(kpi, curves, {}))
    ]
    assert drawn[0] and not drawn[0] & drawn[1]


def test_one_seed_draws_lines_without_a_band(synthetic):
    one = synthetic.comparison(seeds=1, years=1, with_people=False)
    svg = differences_svg(synthetic.KPIS["duration"], one.trajectories("duration"), {})
    assert ">Shorter spells</text>" in svg and "FillBetween" not in svg


def test_a_figure_colours_no_more_options_than_can_be_told_apart():
    assert foremost({"a": 1.0, "b": 2.0}) == ["a", "b"]
    sizes = {f"o{n}": float(n) for n in range(8)} | {"undefined": float("nan")}
    assert foremost(sizes) == ["o3", "o4", "o5", "o6", "o7"]
