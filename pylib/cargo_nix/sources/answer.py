"""File sets as nixlib reads them: what is left out of the package, by target and mode.

Left out, not taken in: a file that is newer than a committed answer is seen by every unit until it is scanned.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from cargo_nix.sources.model import Kind, Mode, Target, TargetKey
from cargo_nix.sources.read import read_package
from cargo_nix.sources.scan import scan_member
from cargo_nix.sources.scripts import read_beyond, read_by_run

__all__ = ["Answer", "Asked", "answer_member", "left_out"]

_MODES: dict[str, tuple[Mode, ...]] = {
    "custom-build": (Mode.PLAIN,),
    "test": (Mode.TEST,),
    "bench": (Mode.TEST,),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A target to answer for, as the plan has it."""

    kind: Kind
    name: str
    src_path: str
    may_read_files: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """``left_out``: files, and directories all of whose files are; ``outside``: named files of the workspace.

    ``manifest`` is whether Cargo.toml is in the set, ``takes_programs`` whether the package's programs may be read
    while the target is compiled.
    """

    left_out: tuple[str, ...]
    outside: tuple[str, ...]
    manifest: bool
    takes_programs: bool = False


def answer_member(root: Path, asked: Iterable[Asked], *, location: str, excluded: Iterable[str]) -> dict[str, Answer]:
    """Return the answers of one member by ``kind:name:mode``; the mode of a test's or a build script's run is ``run``.

    ``root`` is the package's directory, ``location`` where it lies in the workspace. Raises ``SourceError``.
    """
    targets = [_target(target) for target in asked]
    skipped = list(excluded)
    package = read_package(root, location=location, excluded=skipped)
    sets = scan_member(root, targets, location=location, excluded=skipped)
    answers = {
        f"{key.kind}:{key.name}:{'run' if key.runs else key.mode.value}": Answer(
            left_out=left_out(package.files | package.empty, found.files),
            outside=found.outside,
            manifest="Cargo.toml" in found.files,
            takes_programs=found.takes_programs,
        )
        for key, found in sets.items()
    }
    for key, found in sets.items():
        if key.kind == "custom-build":
            roots = {target.src_path for target in targets}
            # Of tests what they find when they run: fixtures are told by that.
            others = [s for k, s in sets.items() if k.kind != "custom-build" and (k.runs or not _has_run(k, sets))]
            kept = read_by_run(package, found, others, roots)
            answers[f"custom-build:{key.name}:run"] = Answer(
                left_out=left_out(package.files | package.empty, kept),
                outside=tuple(sorted({*found.outside, *read_beyond(package, found.files, kept)})),
                manifest=True,
            )
    return answers


def left_out(files: Collection[str], kept: Collection[str]) -> tuple[str, ...]:
    """Return what of ``files`` is not in ``kept``; a directory where it holds nothing kept: no empty one stays.

    A file whose name is no text stays: neither JSON nor Nix has a word for it.
    """
    staying = {path for path in files if not _is_text(path)}.union(kept)
    needed = {parent for path in staying for parent in _parents(path)}
    gone = set(files).difference(staying)
    return tuple(sorted({_topmost(path, needed) for path in gone}))


def _target(asked: Asked) -> Target:
    return Target(
        name=asked.name,
        kind=asked.kind,
        src_path=asked.src_path,
        modes=_MODES.get(asked.kind, tuple(Mode)),
        may_read_files=asked.may_read_files,
    )


def _has_run(key: TargetKey, sets: Collection[TargetKey]) -> bool:
    return replace(key, runs=True) in sets


def _is_text(path: str) -> bool:
    return path.isascii() or not any("\udc80" <= letter <= "\udcff" for letter in path)


def _parents(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def _topmost(path: str, needed: Collection[str]) -> str:
    return next((parent for parent in _parents(path) if parent not in needed), path)
