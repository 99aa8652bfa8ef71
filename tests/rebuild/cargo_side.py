"""The units that cargo compiles and runs in a real build, from cargo's messages."""

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cargo_nix.cargo import Selection
from conformance.recorder import CargoFailed, cargo_environment
from conformance.selection import cargo_flags
from rebuild.edits import Edit
from rebuild.units import UnitKey

__all__ = ["Built", "build_with_cargo"]

_RUN = re.compile(r"^ *Running `(?:.*? )?(/[^` ]*/build-script-[^` /]+|/[^` ]*/build_script_[^` /]+)`$", re.MULTILINE)
_KINDS = ("proc-macro", "custom-build", "bin", "example", "test", "bench")


def build_with_cargo(root: Path, selection: Selection, target: Path | None = None) -> Counter[UnitKey]:
    """Build ``selection`` of the project at ``root`` and return the units that were not fresh.

    ``target`` is the target directory; without it, cargo uses the project's own. Debug information and incremental
    compilation are off, for speed; cargo's fingerprints have the same entries either way. Raises ``CargoFailed`` with
    cargo's output.
    """
    env = {
        **cargo_environment(),
        "CARGO_INCREMENTAL": "0",
        "CARGO_PROFILE_DEV_DEBUG": "0",
        "CARGO_PROFILE_TEST_DEBUG": "0",
        "CARGO_TERM_COLOR": "never",
        "CARGO_TARGET_DIR": str(target or root / "target"),
    }
    run_nothing = ["--no-run"] if selection.command == "test" else []
    argv = ["cargo", *cargo_flags(selection), *run_nothing, "--verbose", "--message-format=json"]
    process = subprocess.run(argv, cwd=root, env=env, capture_output=True, text=True, check=False)
    if process.returncode != 0:
        raise CargoFailed(f"{' '.join(argv)}\n{_diagnostics(process.stdout)}{process.stderr}")
    messages = [json.loads(line) for line in process.stdout.splitlines() if line.startswith("{")]
    artifacts = [message for message in messages if message["reason"] == "compiler-artifact"]
    compiled = Counter(_key(message) for message in artifacts if not message["fresh"])
    return compiled + Counter(_runs(artifacts, process.stderr))


class Built:
    """A project after a cargo build. Each edit starts from a copy in the same directory, with the same file times."""

    def __init__(self, root: Path, selection: Selection) -> None:
        """Build ``selection`` of the project at ``root``, and copy the result beside ``root``."""
        self._root, self._selection, self._snapshot = root, selection, root.with_name(f"{root.name}-snapshot")
        build_with_cargo(root, selection)
        shutil.copytree(root, self._snapshot, symlinks=True)

    def after(self, edits: Iterable[Edit], names: Mapping[UnitKey, str]) -> Counter[str]:
        """Return the units that cargo rebuilds after ``edits``, with their ``names``."""
        shutil.rmtree(self._root)
        shutil.copytree(self._snapshot, self._root, symlinks=True)
        for edit in edits:
            edit.apply(self._root)
        rebuilt_units = build_with_cargo(self._root, self._selection)
        return Counter({names[key]: count for key, count in rebuilt_units.items()})


def _runs(artifacts: list[dict[str, Any]], stderr: str) -> Iterator[UnitKey]:
    programs = {
        path: message for message in artifacts if _kind(message) == "custom-build" for path in message["filenames"]
    }
    for program in _RUN.findall(stderr):
        script = programs.get(program)
        if script is None:
            raise CargoFailed(f"cargo ran {program} without a message about the unit")
        yield _key(script, role="run")


def _key(message: Mapping[str, Any], role: str = "") -> UnitKey:
    package, version = _package(message["package_id"])
    if not role:
        role = "test" if message["profile"]["test"] else "plain"
    return UnitKey(package=package, version=version, kind=_kind(message), target=message["target"]["name"], role=role)


def _kind(message: Mapping[str, Any]) -> str:
    kinds = message["target"]["kind"]
    return next((kind for kind in kinds if kind in _KINDS), "lib")


def _package(spec: str) -> tuple[str, str]:
    """Return name and version from a package id: ``kind+url#name@version``, or ``kind+url/name#version``."""
    url, _hash, name_and_version = spec.partition("#")
    name, has_name, version = name_and_version.rpartition("@")
    if has_name:
        return name, version
    return url.partition("?")[0].rstrip("/").rpartition("/")[2].removesuffix(".git"), version


def _diagnostics(stdout: str) -> str:
    messages = (json.loads(line) for line in stdout.splitlines() if line.startswith("{"))
    return "".join(m["message"]["rendered"] or "" for m in messages if m["reason"] == "compiler-message")
