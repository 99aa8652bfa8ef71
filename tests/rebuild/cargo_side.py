"""What cargo compiles and runs: its own messages of a real build (``fresh``, and the build scripts that it starts)."""

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


def build_with_cargo(root: Path, selection: Selection) -> Counter[UnitKey]:
    """Build ``selection`` of the project at ``root`` and return what cargo did not find fresh.

    Debug information and incremental compilation are off, for speed: cargo decides by fingerprints, and these have
    the same entries either way. Raises ``CargoFailed`` with cargo's own text.
    """
    env = {
        **cargo_environment(),
        "CARGO_INCREMENTAL": "0",
        "CARGO_PROFILE_DEV_DEBUG": "0",
        "CARGO_PROFILE_TEST_DEBUG": "0",
        "CARGO_TERM_COLOR": "never",
        "CARGO_TARGET_DIR": str(root / "target"),
    }
    run_nothing = ["--no-run"] if selection.command == "test" else []
    argv = ["cargo", *cargo_flags(selection), *run_nothing, "--verbose", "--message-format=json"]
    done = subprocess.run(argv, cwd=root, env=env, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CargoFailed(f"{' '.join(argv)}\n{_diagnostics(done.stdout)}{done.stderr}")
    messages = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    artifacts = [message for message in messages if message["reason"] == "compiler-artifact"]
    compiled = Counter(_key(message) for message in artifacts if not message["fresh"])
    return compiled + Counter(_runs(artifacts, done.stderr))


class Built:
    """A project that cargo has built: each edit starts from a copy in the same place, times of files included."""

    def __init__(self, root: Path, selection: Selection) -> None:
        """Build ``selection`` of the project at ``root``, and keep what that leaves beside it."""
        self._root, self._selection, self._kept = root, selection, root.with_name(f"{root.name}-kept")
        build_with_cargo(root, selection)
        shutil.copytree(root, self._kept, symlinks=True)

    def after(self, edits: Iterable[Edit], names: Mapping[UnitKey, str]) -> Counter[str]:
        """Return what cargo builds again after ``edits``, by the ``names`` of units."""
        shutil.rmtree(self._root)
        shutil.copytree(self._kept, self._root, symlinks=True)
        for edit in edits:
            edit.apply(self._root)
        built = build_with_cargo(self._root, self._selection)
        return Counter({names[key]: count for key, count in built.items()})


def _runs(artifacts: list[dict[str, Any]], stderr: str) -> Iterator[UnitKey]:
    programs = {
        path: message for message in artifacts if _kind(message) == "custom-build" for path in message["filenames"]
    }
    for program in _RUN.findall(stderr):
        script = programs.get(program)
        if script is None:
            raise CargoFailed(f"cargo ran {program}, which it has not told of")
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
    """Return name and version of a package id (``kind+url#name@version``; the name may be the url's last part)."""
    url, _hash, rest = spec.partition("#")
    name, at, version = rest.rpartition("@")
    if at:
        return name, version
    return url.partition("?")[0].rstrip("/").rpartition("/")[2].removesuffix(".git"), version


def _diagnostics(stdout: str) -> str:
    messages = (json.loads(line) for line in stdout.splitlines() if line.startswith("{"))
    return "".join(m["message"]["rendered"] or "" for m in messages if m["reason"] == "compiler-message")
