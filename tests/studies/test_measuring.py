"""The benchmark of studies measures what it says, at a size that takes seconds."""

from pes_sim.studies.measuring import _opening, _overhead


def test_overhead_and_opening_are_measured(tmp_path):
    overhead, memory = _overhead(tmp_path / "a", runs=4)
    assert 0 < overhead["overhead_ms_a_run"] < 10_000 and abs(memory["parent_mb_growth_over_runs"]) < 500
    opened = _opening(tmp_path / "b", 6)
    assert opened["stored_runs"] == opened["filtered_runs"] == 6 and opened["kb_a_run"] > 5
