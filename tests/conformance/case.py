"""A comparison on the command line: the project, cargo's flags, and variables."""

import hashlib
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cargo_nix.cargo import Selection
from cargo_nix.errors import CargoNixError
from conformance.compare import compare_project
from conformance.recorder import CargoFailed, cache_directory, cargo_home
from conformance.selection import parse_flags
from conformance.standard_library import add_standard_library

__all__ = ["Case", "Result", "run_case"]

_ROOT = "--cargo-root="
_NEW_LAYOUT = "--new-layout"


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """``project`` is a directory, an archive or NAME@VERSION; ``flags`` and ``env`` are passed to cargo.

    ``cargo_root`` is the workspace's directory in the project. ``has_new_layout``: cargo uses its new build directory.
    """

    project: str
    flags: tuple[str, ...]
    env: Mapping[str, str]
    cargo_root: str = ""
    has_new_layout: bool = False

    @classmethod
    def parse(cls, words: Sequence[str]) -> "Case | None":
        """Return the case for ``[VARIABLE=VALUE…] PROJECT [flags]``, or None without a project.

        ``--cargo-root=DIR`` and ``--new-layout`` set fields; all other flags are cargo's.
        """
        variables = [word for word in words if word.partition("=")[0].isupper() and "=" in word]
        env = {name: value for name, _equals, value in (word.partition("=") for word in variables)}
        words_after_env = [word for word in words if word not in variables]
        if not words_after_env or words_after_env[0] in {"-h", "--help"}:
            return None
        roots = [word.removeprefix(_ROOT) for word in words_after_env if word.startswith(_ROOT)]
        flags = tuple(word for word in words_after_env[1:] if not word.startswith(_ROOT) and word != _NEW_LAYOUT)
        return cls(
            project=words_after_env[0],
            flags=flags,
            env=env,
            cargo_root=roots[-1] if roots else "",
            has_new_layout=_NEW_LAYOUT in words,
        )

    @property
    def name(self) -> str:
        """The project's name in tables."""
        return Path(self.project).name.removesuffix(".tar.xz") if "/" in self.project else self.project

    @property
    def selection(self) -> Selection:
        """The selection of the flags."""
        return parse_flags(self.flags)


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """The result of a case: counts, the diff and seconds, or the ``error`` of cargo or of the plan."""

    units: int = 0
    different: int = 0
    seconds: float = 0.0
    lines: tuple[str, ...] = ()
    error: str = ""

    def summary(self) -> str:
        """Return the counts as the last line of the output."""
        return f"{self.units} units, {self.units - self.different} equal, {self.different} different"


def run_case(case: Case) -> Result:
    """Compare ``case`` unit by unit."""
    start = time.monotonic()
    add_standard_library(case.selection.target)
    try:
        project = _find_project(case.project)
        report = compare_project(project, case.selection, case.env, case.cargo_root, has_new_layout=case.has_new_layout)
    except (CargoFailed, CargoNixError) as error:
        return Result(error=str(error), seconds=time.monotonic() - start)
    return Result(
        units=len(report.units),
        different=len(report.different),
        seconds=time.monotonic() - start,
        lines=tuple("\n    ".join((unit.name, *unit.lines)) for unit in report.different),
    )


def _find_project(name: str) -> Path:
    """Return the sources: directory ``name``, the content of archive ``name``, or the crate ``NAME@VERSION``."""
    if Path(name).is_dir():
        return Path(name).resolve()
    if Path(name).is_file():
        return _unpack(Path(name))
    # `cargo info` is the only command that just unpacks a crate.
    env = {"CARGO_HOME": str(cargo_home()), "PATH": "/usr/local/bin:/usr/bin:/bin"}
    argv = ["cargo", "info", "--quiet", name]
    process = subprocess.run(argv, check=False, capture_output=True, text=True, env=env, cwd="/")
    sources = sorted((cargo_home() / "registry" / "src").glob(f"*/{name.replace('@', '-')}"))
    if not sources:
        raise CargoFailed(f"no directory, no archive and no published crate `{name}`\n{process.stderr}")
    return sources[0]


def _unpack(archive: Path) -> Path:
    """Unpack ``archive`` into the cache, unless the cache has the content; return the only directory."""
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()[:12]
    unpacked = cache_directory() / "conformance" / f"{archive.name.partition('.')[0]}-{digest}"
    if not unpacked.is_dir():
        unpacked.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=unpacked.parent) as scratch, tarfile.open(archive) as files:
            files.extractall(scratch, filter="data")
            Path(scratch).rename(unpacked)
            Path(scratch).mkdir()
    directories = [path for path in unpacked.iterdir() if path.is_dir()]
    return directories[0] if len(directories) == 1 else unpacked
