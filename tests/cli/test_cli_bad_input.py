"""A user's mistake gets a message that names it and exit status 2: no traceback, nothing run, nothing written."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from calling import COMMAND, SMALL, as_a_user, environment, still_running

from pes_sim.cli import output, simulate


@pytest.fixture
def runs():
    """Asked for by tests in which a model runs."""


@pytest.fixture(autouse=True)
def nothing_runs(request, monkeypatch):
    """Unless a test says otherwise, a model that is run is a mistake found too late."""
    if "runs" not in request.fixturenames:
        monkeypatch.setattr("pes_sim.api.run_seeds", lambda *_, **__: pytest.fail("a run was begun"))


def refused(done, *told):
    """Whether a call was refused as it should be."""
    assert done.exit_code == 2, done.output
    assert "Traceback" not in done.output and done.stdout == ""
    for words in told:
        assert words in " ".join(done.stderr.split()), done.stderr
    assert os.listdir() == []


@pytest.mark.parametrize(
    "arguments, told",
    [
        (["austra"], "nearest: austria"),
        (["no/such/file.yaml"], "no such file"),
        (["more"], "option"),
        (["/"], "folder"),
        ([""], "no name"),
        (["austria", "--seeds", "0"], "--seeds"),
        (["austria", "--seeds", "-3"], "--seeds"),
        (["austria", "--seeds", "100000000"], "--seeds"),
        (["austria", "--seeds", "many"], "--seeds"),
        (["austria", "--scale", "0"], "--scale"),
        (["austria", "--scale", "-1"], "--scale"),
        (["austria", "--scale", "99999999"], "nobody to simulate"),
        (["austria", "--years", "0"], "--years"),
        (["austria", "--years", "41"], "--years"),
        (["austria", "--workers", "0"], "--workers"),
        (["austria", "--set", "staffing.casworkers=3"], "nearest: staffing.caseworkers"),
        (["austria", "--set", "staffing.caseworkers"], "PATH=VALUE"),
        (["austria", "--set", "staffing.caseworkers="], "PATH=VALUE"),
        (["austria", "--set", "=3"], "PATH=VALUE"),
        (["austria", "--set", "staffing.caseworkers=lots"], "lots"),
        (["austria", "--set", "staffing.caseworkers=nan"], "nan"),
        (["austria", "--set", "staffing.caseworkers=-200%"], "-200%"),
        (["austria", "--set", "channels.portal.mandate=2"], "above 1"),
        (["austria", "--set", "staffing.front=1", "--set", "staffing.front=2"], "twice"),
        (["austria", "--shock", "more"], "kind option"),
        (["austria", "--shock", "crsh"], "nearest: crash"),
        (["austria", "--without", "habbit"], "nearest: habit"),
        (["austria", "--without", "habit", "--set", "choice.habit=1"], "mechanism habit is switched off"),
    ],
)
def test_a_wrong_call_is_refused(call, arguments, told):
    refused(call("run", *arguments), told)


def test_more_than_memory_could_hold_is_refused(call, runs):
    refused(call("run", "austria", "--seeds", "10000", "--years", "40", "--scale", "4000000"), "GB", "fewer seeds")


@pytest.mark.parametrize(
    "arguments, told",
    [
        (["austria"], "OPTION"),
        (["austria", "mor"], "nearest: more"),
        (["austria", "austria"], "each name once"),
        (["austria", "more", "more"], "each name once"),
        (["austria", "more", "--contribution", "habbit"], "nearest: habit"),
        (["austria", "more", "--contribution", "habit", "--without", "habit"], "switched off throughout"),
    ],
)
def test_options_that_cannot_be_compared_are_refused(call, arguments, told):
    refused(call("compare", *arguments), told)


def test_every_mistake_is_reported_at_once(call):
    done = call("compare", "austria", "mor", "digital_frist")
    refused(done, "nearest: more", "nearest: digital_first")
    done = call("run", "austria", "--set", "foo=1", "--set", "channels.portal.mandate=2")
    refused(done, "foo", "mandate")


@pytest.mark.parametrize(
    "command", [["explain", "staffing.casworkers"], ["explain", "x", "--base", "austra"], ["frobnicate"]]
)
def test_looking_up_what_does_not_exist_is_refused(call, command):
    refused(call(*command))


def test_a_folder_that_cannot_be_written_is_refused_before_anything_runs(call, tmp_path):
    (tmp_path / "file").write_text("mine")
    for out in (tmp_path / "file", tmp_path / "file" / "below", "/proc/nothing/here", "x" * 300):
        refused(call("run", "austria", "--out", out), "--out", "expected a folder")
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_that_can_be_made_is_not_made_by_checking_it(tmp_path):
    output.check_folder(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
CYCLE = "kind: scenario\ntitle: Round and round\nextends: other.yaml\n"


def hostile(folder: Path) -> list[Path]:
    """Files no one should feed to a program."""
    (folder / "folder.yaml").mkdir(parents=True)
    with open(folder / "huge.yaml", "wb") as file:
        file.truncate(100_000_000)
    for name, content in {
        "empty.yaml": b"",
        "words.yaml": b"just words",
        "bomb.yaml": BOMB.encode(),
        "latin.yaml": "kind: option\ntitle: Länder\n".encode("latin-1"),
        "binary.yaml": bytes(range(256)) * 10,
        "deep.yaml": b"a: " + b"[" * 5000,
        "tag.yaml": b"kind: !!python/object/apply:os.system ['touch owned']\n",
        "cycle.yaml": CYCLE.encode(),
        "other.yaml": CYCLE.replace("other", "cycle").encode(),
        "option.txt": b"kind: option\ntitle: x\nchanges: []\n",
    }.items():
        (folder / name).write_bytes(content)
    (folder / "loop.yaml").symlink_to(folder / "loop.yaml")
    return sorted(folder.iterdir())


def test_hostile_files_are_refused_by_every_command_that_reads_them(call, tmp_path):
    for file in hostile(tmp_path / "hostile"):
        for command in (
            ["check", file],
            ["run", file],
            ["run", "austria", "--shock", file],
            ["compare", "austria", file],
            ["compare", file, "more"],
            ["explain", "staffing.front", "--base", file],
        ):
            refused(call(*command), "error: ")


def test_a_folder_of_hostile_files_does_not_stop_the_list_of_scenarios(call, tmp_path, monkeypatch):
    hostile(tmp_path / "hostile")
    monkeypatch.setenv("PES_SIM_SCENARIOS", str(tmp_path / "hostile"))
    done = call("scenarios", "--json")
    assert done.exit_code == 0 and '"austria"' in done.stdout


def test_a_mistake_in_a_process_of_its_own_ends_with_status_2_and_no_traceback(tmp_path):
    done = as_a_user("compare", "austria", "no_such_option", "--out", tmp_path / "out")
    assert done.returncode == 2 and done.stdout == "" and "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_run_that_breaks_off_ends_with_status_1_and_a_short_message(call, monkeypatch, runs):
    def broken(self):
        raise ZeroDivisionError("nothing to divide by")

    monkeypatch.setattr("pes_sim.runs.pool.make_ready", lambda *_: None)  # which steps a model too, on a cold machine
    monkeypatch.setattr("pes_sim.model.PESModel.step", broken)
    done = call("run", "austria", *SMALL)
    assert done.exit_code == 1 and "Traceback" not in done.output and os.listdir() == []
    assert "austria with seed 1" in done.stderr and "nothing to divide by" in done.stderr
    done = call("--debug", "run", "austria", *SMALL)
    assert done.exit_code == 1 and "Traceback" in done.stderr and done.stdout == ""


def test_a_file_that_cannot_be_written_after_all_leaves_the_old_ones(call, monkeypatch, runs):
    def torn(result, path):
        path.write_text("half")
        raise OSError(28, "No space left on device")

    assert call("run", "austria", *SMALL, "--out", "there").exit_code == 0
    before = Path("there/kpis.parquet").read_bytes()
    monkeypatch.setattr(simulate, "_write_kpis", torn)
    done = call("run", "austria", *SMALL, "--out", "there")
    assert done.exit_code == 1 and "No space left" in done.stderr and "Traceback" not in done.output
    assert Path("there/kpis.parquet").read_bytes() == before
    assert os.listdir() == ["there"] and os.listdir("there") == ["kpis.parquet"]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes where Linux lists them")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_with_status_130_leaving_no_file_and_no_process(tmp_path, workers, runs):
    command = [*COMMAND, "compare", "austria", "digital_first", "--scale", "100", "--seeds", "40", "--workers", workers]
    process = subprocess.Popen(
        [*command, "--out", str(tmp_path / "out")], cwd=tmp_path, env=environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        time.sleep(8)
        assert process.poll() is None, process.communicate()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the parent and to every worker
        began = time.monotonic()
        out, err = process.communicate(timeout=60)
        assert process.returncode == 130, err
        assert "interrupted" in err and "Traceback" not in err and out == ""
        assert time.monotonic() - began < 30
        assert list(tmp_path.iterdir()) == []
        while still_running(process.pid):
            assert time.monotonic() - began < 30, "a process goes on"
            time.sleep(0.1)
    finally:
        process.kill()
