"""One comparison as the command line names it: where the project comes from, the cargo flags, the variables."""

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

__all__ = ["Case", "Result", "run_case"]

_ROOT = "--cargo-root="


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """``project`` is a directory, an archive or NAME@VERSION; ``flags`` are cargo's; ``env`` is for cargo.

    ``cargo_root`` is the directory of the project in which its workspace lies.
    """

    project: str
    flags: tuple[str, ...]
    env: Mapping[str, str]
    cargo_root: str = ""

    @classmethod
    def parse(cls, words: Sequence[str]) -> "Case | None":
        """Return the case that ``[VARIABLE=VALUE…] PROJECT [flags]`` names, None where the project is missing.

        Of the flags ``--cargo-root=DIR`` is ours.
        """
        variables = [word for word in words if word.partition("=")[0].isupper() and "=" in word]
        env = {name: value for name, _equals, value in (word.partition("=") for word in variables)}
        rest = [word for word in words if word not in variables]
        if not rest or rest[0] in {"-h", "--help"}:
            return None
        roots = [word.removeprefix(_ROOT) for word in rest if word.startswith(_ROOT)]
        flags = tuple(word for word in rest[1:] if not word.startswith(_ROOT))
        return cls(project=rest[0], flags=flags, env=env, cargo_root=roots[-1] if roots else "")

    @property
    def name(self) -> str:
        """The project as tables show it."""
        return Path(self.project).name.removesuffix(".tar.xz") if "/" in self.project else self.project

    @property
    def selection(self) -> Selection:
        """What the flags select."""
        return parse_flags(self.flags)


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What became of a case: counts, the diff, seconds; ``error`` where cargo or the plan stopped."""

    units: int = 0
    different: int = 0
    seconds: float = 0.0
    lines: tuple[str, ...] = ()
    error: str = ""

    def summary(self) -> str:
        """Return the last line: counts."""
        return f"{self.units} units, {self.units - self.different} equal, {self.different} different"


def run_case(case: Case) -> Result:
    """Compare ``case`` unit by unit."""
    started = time.monotonic()
    try:
        report = compare_project(_find_project(case.project), case.selection, case.env, case.cargo_root)
    except (CargoFailed, CargoNixError) as error:
        return Result(error=str(error), seconds=time.monotonic() - started)
    return Result(
        units=len(report.units),
        different=len(report.different),
        seconds=time.monotonic() - started,
        lines=tuple("\n    ".join((unit.name, *unit.lines)) for unit in report.different),
    )


def _find_project(name: str) -> Path:
    """Return the directory ``name``, what the archive ``name`` holds, or the sources of the crate ``NAME@VERSION``."""
    if Path(name).is_dir():
        return Path(name).resolve()
    if Path(name).is_file():
        return _unpack(Path(name))
    # The one cargo command that unpacks a crate's own sources and nothing else.
    env = {"CARGO_HOME": str(cargo_home()), "PATH": "/usr/local/bin:/usr/bin:/bin"}
    argv = ["cargo", "info", "--quiet", name]
    done = subprocess.run(argv, check=False, capture_output=True, text=True, env=env, cwd="/")
    found = sorted((cargo_home() / "registry" / "src").glob(f"*/{name.replace('@', '-')}"))
    if not found:
        raise CargoFailed(f"no directory, no archive and no published crate `{name}`\n{done.stderr}")
    return found[0]


def _unpack(archive: Path) -> Path:
    """Unpack ``archive`` into the cache, once; return its only directory."""
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()[:12]
    place = cache_directory() / "conformance" / f"{archive.name.partition('.')[0]}-{digest}"
    if not place.is_dir():
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.parent) as scratch, tarfile.open(archive) as files:
            files.extractall(scratch, filter="data")
            Path(scratch).rename(place)
            Path(scratch).mkdir()
    found = [path for path in place.iterdir() if path.is_dir()]
    return found[0] if len(found) == 1 else place
