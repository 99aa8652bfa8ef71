"""File sets as nixlib reads them: what is left out of the package, by target and mode.

Left out, not taken in: a file that is newer than a committed answer is seen by every unit until it is scanned.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cargo_nix.sources.asking import Code, Unasked, find_unasked
from cargo_nix.sources.left_out import left_out
from cargo_nix.sources.library import may_read_files
from cargo_nix.sources.model import FileSet, Kind, Mode, Target, TargetKey
from cargo_nix.sources.scan import Traced, trace_member
from cargo_nix.sources.scripts import read_beyond, read_by_run
from cargo_nix.sources.sets import assign_files

__all__ = ["Answer", "Asked", "MemberAnswer", "Undecided", "answer_member"]

_MODES: dict[str, tuple[Mode, ...]] = {
    "custom-build": (Mode.PLAIN,),
    "test": (Mode.TEST,),
    "bench": (Mode.TEST,),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A target to answer for, as the plan has it.

    ``may_read_files`` is by mode whether a proc-macro that may open any file takes part, in the mode ``run`` whether
    something that a build script links may. Members whose libraries decide it are listed instead; a mode that is not
    there counts as one where files may be read. ``asks`` has by mode the variables that the crates below the target
    may ask for, ``names``, and the ``members`` whose libraries are among them; of a mode that is not there nothing is
    known.
    """

    kind: Kind
    name: str
    src_path: str
    may_read_files: Mapping[str, bool | Sequence[str]]
    asks: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)

    def reading(self, mode: str) -> bool | Sequence[str]:
        """Return what is known of ``mode``."""
        return self.may_read_files.get(mode, True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """``left_out``: files, and directories all of whose files are; ``outside``: named files of the workspace.

    ``manifest`` is whether Cargo.toml is in the set, ``reduced`` whether one should be there that is, since a macro may
    ask for it; ``takes_programs`` whether the package's programs may be read while the target is compiled.
    """

    left_out: tuple[str, ...]
    outside: tuple[str, ...]
    manifest: bool
    reduced: bool = False
    takes_programs: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Undecided:
    """The answer where the library of one of ``members``, by directory, may read files."""

    members: tuple[str, ...]
    answer: Answer


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberAnswer:
    """``sets`` by ``kind:name:mode``; those of ``undecided`` hold where no other member's library reads files.

    ``reads_files`` is whether this one's own library may, if that was asked. ``unasked`` are the variables about the
    package that nothing asks for in compiling a target, by the keys of ``sets``.
    """

    sets: Mapping[str, Answer]
    undecided: Mapping[str, Undecided]
    reads_files: bool
    unasked: Unasked


def answer_member(
    root: Path, asked: Iterable[Asked], *, location: str, excluded: Iterable[str], judged: bool = False
) -> MemberAnswer:
    """Return the answers of one member.

    The mode of a test's or a build script's run is ``run``, that of what a library or a program opens later ``opened``.

    ``root`` is the package's directory, ``location`` where it lies in the workspace; ``judged`` asks for the fact about
    its library. Raises ``SourceError``.
    """
    listed = list(asked)
    known = {(target.kind, target.name): target for target in listed}
    targets = [_target(target) for target in listed]
    traced = trace_member(root, targets, location=location, excluded=excluded)
    quiet = _assign(traced, targets, known, reads=False)
    loud = _assign(traced, targets, known, reads=True)
    sets = loud | quiet
    found = {
        _name(key): (_answer(traced, files, reads=key not in quiet), known[key.kind, key.name].reading(key.mode.value))
        for key, files in sets.items()
    }
    others = {_name(key): _answer(traced, loud[key], reads=True) for key in loud.keys() & quiet.keys()}
    runs = {}
    for key in [key for key in sets if key.kind == "custom-build"]:
        name, target = f"custom-build:{key.name}:run", known[key.kind, key.name]
        reading = target.reading("run")
        reads = _read_by_run(traced, sets, key, reads=reading is not False)
        others[name] = _run(traced, reads)
        alone = reads if isinstance(reading, bool) else _read_by_run(traced, sets, key, reads=False)
        found[name] = (_run(traced, alone), reading)
        # Who reads files by itself may also start a program, and that asks for anything.
        asks = None if reading is True else target.asks.get("run")
        runs[name] = replace(
            _code_of_run(traced, sets[key], reads, asks), readers=() if isinstance(reading, bool) else tuple(reading)
        )
    return MemberAnswer(
        sets={name: answer for name, (answer, _reading) in found.items()},
        undecided={
            name: Undecided(members=tuple(reading), answer=others[name])
            for name, (answer, reading) in found.items()
            if not isinstance(reading, bool) and others[name] != answer
        },
        reads_files=not judged or _library_reads(traced, sets),
        unasked=find_unasked(
            traced.book.package,
            {_name(key): _code(files, known[key.kind, key.name], key) for key, files in (quiet | loud).items()},
            runs,
            [_name(key) for key in sets if _is_library(key)],
        ),
    )


def _assign(
    traced: Traced, targets: Iterable[Target], known: Mapping[tuple[Kind, str], Asked], *, reads: bool
) -> dict[TargetKey, FileSet]:
    """Return the sets of the modes in which it may be that macros read files, or that they do not."""
    wanted = [
        replace(
            target,
            may_read_files=reads,
            modes=tuple(
                mode for mode in target.modes if known[target.kind, target.name].reading(mode.value) is not (not reads)
            ),
        )
        for target in targets
    ]
    return assign_files(traced.book, wanted, traced.trees)


def _answer(traced: Traced, found: FileSet, *, reads: bool) -> Answer:
    package = traced.book.package
    return Answer(
        left_out=left_out(package.files | package.empty, found.files),
        outside=found.outside,
        manifest="Cargo.toml" in found.files,
        reduced=reads and "Cargo.toml" not in found.files,
        takes_programs=found.takes_programs,
    )


def _read_by_run(
    traced: Traced, sets: Mapping[TargetKey, FileSet], key: TargetKey, *, reads: bool
) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the files that the run of the script ``key`` may read, those of the workspace beyond the package apart."""
    package, script = traced.book.package, sets[key]
    # Of tests what they find when they run: fixtures are told by that.
    others = [s for k, s in sets.items() if k.kind != "custom-build" and (k.runs or not _has_run(k, sets))]
    roots = {k.src_path for k in traced.targets}
    kept = frozenset(read_by_run(package, script, others, roots, alone=not reads))
    return kept, tuple(sorted({*script.outside, *read_beyond(package, script.files, kept)}))


def _run(traced: Traced, found: tuple[frozenset[str], tuple[str, ...]]) -> Answer:
    package, (kept, outside) = traced.book.package, found
    return Answer(
        left_out=left_out(package.files | package.empty, kept), outside=outside, manifest="Cargo.toml" in kept
    )


def _code(found: FileSet, asked: Asked, key: TargetKey) -> Code:
    return Code(
        files=frozenset(found.files),
        # A file beyond the package is not there to be looked at.
        known=found.explained and not found.outside,
        asks=asked.asks.get(key.mode.value),
    )


def _code_of_run(
    traced: Traced,
    script: FileSet,
    found: tuple[frozenset[str], tuple[str, ...]],
    asks: Mapping[str, Sequence[str]] | None,
) -> Code:
    kept, outside = found
    # Code of other targets is theirs to ask; a text that none loads may be a template.
    theirs = {path for key, reach in traced.trees.items() if key.kind != "custom-build" for path in reach.sources}
    return Code(files=frozenset(script.files) | (kept - theirs), known=script.explained and not outside, asks=asks)


def _is_library(key: TargetKey) -> bool:
    """Whether ``key`` is the member's library as others link it."""
    return key.kind in {"lib", "proc-macro"} and key.mode is Mode.PLAIN and not key.runs


def _library_reads(traced: Traced, sets: Mapping[TargetKey, FileSet]) -> bool:
    """Tell whether the member's library, as others link it, may read files; where it has none, nothing is known."""
    found = [key for key in sets if _is_library(key)]
    return not found or any(not sets[key].explained or may_read_files(traced.book, traced.trees[key]) for key in found)


def _name(key: TargetKey) -> str:
    runs = "run" if key.mode is Mode.TEST else "opened"
    return f"{key.kind}:{key.name}:{runs if key.runs else key.mode.value}"


def _target(asked: Asked) -> Target:
    return Target(
        name=asked.name,
        kind=asked.kind,
        src_path=asked.src_path,
        modes=_MODES.get(asked.kind, tuple(Mode)),
    )


def _has_run(key: TargetKey, sets: Mapping[TargetKey, FileSet]) -> bool:
    return replace(key, runs=True) in sets
