"""A folder of results holds what one call wrote, and nothing of an earlier one."""

from __future__ import annotations

import pytest

from pes_sim.cli.output import fill_folder


def test_what_is_written_at_times_does_not_outlive_the_call_that_wrote_it(tmp_path):
    folder = tmp_path / "out"
    fill_folder(folder, lambda place: [(place / name).write_text("1") for name in ("brief", "extra")], ["extra"])
    (folder / "mine.txt").write_text("the user's own")
    assert fill_folder(folder, lambda place: (place / "brief").write_text("2"), ["extra"]) == [folder / "brief"]
    assert sorted(path.name for path in folder.iterdir()) == ["brief", "mine.txt"]
    assert (folder / "brief").read_text() == "2"


def test_nothing_goes_when_writing_fails(tmp_path):
    folder = tmp_path / "out"
    fill_folder(folder, lambda place: (place / "extra").write_text("1"), ["extra"])

    def fails(place):
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        fill_folder(folder, fails, ["extra"])
    assert [path.name for path in folder.iterdir()] == ["extra"]
