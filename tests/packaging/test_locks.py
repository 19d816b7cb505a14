"""The locks hold what pyproject.toml asks for, agree with each other, and name no place to download from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("build", "run", "dev")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?: ; ([^\\]+?))? \\$", re.MULTILINE)


def text(lock: str) -> str:
    return (ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8")


def pins(lock: str) -> set[tuple[str, str]]:
    return {(canonicalize_name(name), version) for name, version, _ in PIN.findall(text(lock))}


@pytest.fixture(scope="module")
def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes_and_no_place_is_named(lock: str) -> None:
    for line in text(lock).splitlines():
        assert PIN.match(line + "\n") or re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line), line


def test_tests_run_on_the_versions_that_users_get() -> None:
    assert pins("run") <= pins("dev")


def whole_extra(project: dict, extra: str) -> list[str]:  # type: ignore[type-arg]
    """What ``extra`` asks for, the project's other extras it names included."""
    asked: list[str] = []
    for line in project["project"]["optional-dependencies"][extra]:
        requirement = Requirement(line)
        if canonicalize_name(requirement.name) == canonicalize_name(project["project"]["name"]):
            asked += [part for name in sorted(requirement.extras) for part in whole_extra(project, name)]
        else:
            asked.append(line)
    return asked


@pytest.mark.parametrize(("lock", "extra"), [("run", None), ("dev", "dev")])
def test_lock_satisfies_pyproject(project: dict, lock: str, extra: str | None) -> None:  # type: ignore[type-arg]
    asked = list(project["project"]["dependencies"])
    if extra:
        asked += whole_extra(project, extra)
    locked: dict[str, list[str]] = {}
    for name, version in pins(lock):
        locked.setdefault(name, []).append(version)
    for line in asked:
        requirement = Requirement(line)
        versions = locked.get(canonicalize_name(requirement.name), [])
        assert versions, f"{line}: not in {lock}.lock; run make lock"
        assert all(requirement.specifier.contains(version) for version in versions), f"{line}: locked at {versions}"
