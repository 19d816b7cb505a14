"""Compiled code is kept where it can be written, made once and said aloud, and made anew when it must be."""

import importlib
import os
import pkgutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from numba.core.registry import CPUDispatcher

import pes_sim
from pes_sim.runs import kernels
from pes_sim.runs.progress import Silence
from pes_sim.scenario.scenario import Scenario


class Heard(Silence):
    """Remembers what was said."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def say(self, words: str) -> None:
        self.words.append(words)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of its own, with nothing compiled in it; compiling itself is left out."""
    monkeypatch.setenv(kernels.FOLDER, str(tmp_path))
    monkeypatch.setattr(kernels, "compile_all", lambda scenario: None)
    return tmp_path


def test_compiling_is_said_aloud_and_done_once(small: Scenario, folder: Path) -> None:
    heard = Heard()
    kernels.make_ready(small, heard)
    kernels.make_ready(small, heard)
    assert len(heard.words) == 1 and "compiling" in heard.words[0]


def test_what_is_compiled_is_made_anew_when_a_kernel_changed(
    small: Scenario, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = Heard()
    kernels.make_ready(small, heard)
    monkeypatch.setattr(kernels, "fingerprint", lambda: "another")
    kernels.make_ready(small, heard)
    assert len(heard.words) == 2


def test_work_that_is_interrupted_while_compiling_is_not_taken_for_done(
    small: Scenario, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(scenario: Scenario) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(kernels, "compile_all", interrupted)
    with pytest.raises(KeyboardInterrupt):
        kernels.make_ready(small, Heard())
    assert not list(folder.iterdir())


def test_the_fingerprint_follows_the_files_with_kernels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kernel, words = tmp_path / "kernel.py", tmp_path / "words.py"
    kernel.write_text("@njit\ndef f(): ...\n")
    words.write_text("x = 1\n")
    monkeypatch.setattr(kernels, "PACKAGE", tmp_path)
    first = kernels.fingerprint()
    words.write_text("x = 22\n")
    assert kernels.fingerprint() == first
    kernel.write_text("@njit\ndef f(): return 1\n")
    assert kernels.fingerprint() != first


def test_a_folder_that_cannot_be_written_is_replaced_by_one_that_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").write_text("")
    home = tmp_path / "home"
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    monkeypatch.setenv(kernels.FOLDER, str(tmp_path / "a file" / "below"))
    assert kernels.settle() == home / "pes_sim"
    assert os.environ[kernels.FOLDER] == str(home / "pes_sim")
    (tmp_path / "closed").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "closed"))
    monkeypatch.setenv(kernels.FOLDER, str(tmp_path / "a file" / "below"))
    last = kernels.settle()
    assert last.is_dir() and stat.S_IMODE(last.stat().st_mode) == 0o700


def test_beside_the_package_nothing_needs_to_be_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(kernels.FOLDER, raising=False)
    folder = kernels.settle()
    assert kernels.FOLDER not in os.environ or not str(folder).startswith(str(kernels.PACKAGE))


COLD = """
from pathlib import Path
from pes_sim.runs.kernels import FOLDER, make_ready
from pes_sim.runs.progress import Bar
from pes_sim.runs.simulate import simulate
from pes_sim.scenario.loading import load
import os, time
def kept():
    return sorted(str(path) for path in Path(os.environ[FOLDER]).rglob("*.nbc"))
base = load("austria").sized(scale=1000, years=1)
began = time.monotonic()
make_ready(base, Bar())
print(f"compiled in {time.monotonic() - began:.0f} s")
compiled = kept()
for threads in (1, 2):
    simulate(base, 1, threads)
print(len(compiled), "kernels,", len(kept()) - len(compiled), "more")
"""


@pytest.mark.slow
def test_a_cold_machine_compiles_everything_before_the_first_run(tmp_path: Path) -> None:
    environment = {**os.environ, kernels.FOLDER: str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, timeout=600, env=environment)
    assert "compiling" in done.stderr
    assert "kernels, 0 more" in done.stdout, done.stdout + done.stderr


def test_kernels_keep_no_count_of_references_to_their_arrays():
    """Counting is an atomic addition a contact on a line the threads share: half of a week's time went there."""
    modules = [importlib.import_module(m.name) for m in pkgutil.walk_packages(pes_sim.__path__, "pes_sim.")
               if m.name.split(".")[1] in ("processes", "world", "random")]  # fmt: skip
    found = {v for module in modules for v in vars(module).values() if isinstance(v, CPUDispatcher)}
    kernels = {v for v in found if v.targetoptions.get("inline") != "always"}
    assert kernels
    counting = {v.py_func.__qualname__ for v in kernels if v.targetoptions.get("_nrt", True)}
    assert not counting, "mark it @kernel (pes_sim/kernel.py)"
