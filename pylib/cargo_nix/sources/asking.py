"""Which variables about its package nothing asks for that a unit is made of: they need not be in its environment.

What `clues/variables.py` is for published crates. Here the files that a unit sees are known, and what the crates say
that it stands on comes with the question.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cargo_nix.clues.variables import EVERY, VARIABLES, asked_variables, lists_variables
from cargo_nix.sources.read import Package

__all__ = ["Code", "Unasked", "find_unasked"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """What a unit is made of: its files, whether that is all (``known``), and what the plan says of what is below it.

    ``asks`` has ``names`` of variables and ``members``, or is None where the plan says nothing. ``readers`` are
    members: if the library of one reads files, all variables are asked for.
    """

    files: frozenset[str]
    known: bool
    asks: Mapping[str, Sequence[str]] | None
    readers: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Unasked:
    """``variables`` that nobody asks for, by the key of a set, as far as this member knows.

    ``askers`` are the members, by the same keys, that may ask for more, they or what they stand on; ``running`` those
    whose code runs while something is compiled; ``readers`` those that ask for all if their library reads files.
    ``of_library`` are the variables that the member's own library does not ask for in whatever links it,
    ``of_library_that_runs`` the same where that runs so; ``library_askers`` are its askers, ``is_macro`` tells that it
    runs in any case.
    """

    variables: Mapping[str, tuple[str, ...]]
    askers: Mapping[str, tuple[str, ...]]
    running: Mapping[str, tuple[str, ...]]
    readers: Mapping[str, tuple[str, ...]]
    of_library: tuple[str, ...]
    of_library_that_runs: tuple[str, ...]
    library_askers: tuple[str, ...]
    is_macro: bool


def find_unasked(
    package: Package, targets: Mapping[str, Code], runs: Mapping[str, Code], library: Sequence[str]
) -> Unasked:
    """Return what the code of ``package`` does not ask for.

    ``targets`` are what is compiled, ``runs`` the runs of its build scripts, ``library`` the keys of the library as
    others link it. What a script writes its package's targets may include, so it counts for them.
    """
    asking = _Asking(package)
    of_runs = {key: asking.of_run(code) for key, code in runs.items()}
    written = VARIABLES.intersection(*of_runs.values())
    below = {member for code in runs.values() if code.asks for member in code.asks["members"]}
    found = of_runs | {key: asking.of_target(code) & written for key, code in targets.items()}
    left = {key: code for key, code in {**runs, **targets}.items() if found[key]}
    of_runs_readers = {reader for code in runs.values() for reader in code.readers}
    askers = {key: set(code.asks["members"]) if code.asks else set() for key, code in left.items() if key not in runs}
    running = {key: set(code.asks["members"]) if key in runs and code.asks else below for key, code in left.items()}
    readers = {key: set(code.readers) if key in runs else of_runs_readers for key, code in left.items()}
    of_library = tuple(sorted(VARIABLES.intersection(*(found[key] for key in library)))) if library else ()
    lists = any(asking.lists(targets[key].files) for key in library)
    return Unasked(
        variables={key: tuple(sorted(variables)) for key, variables in found.items()},
        askers=_sorted(askers),
        running=_sorted(running),
        readers=_sorted(readers),
        of_library=of_library,
        of_library_that_runs=() if lists else of_library,
        # What the library's script is linked of may have written macros of the library.
        library_askers=tuple(sorted({m for key in library for m in askers.get(key, set()) | running.get(key, set())})),
        is_macro=any(key.startswith("proc-macro:") for key in library),
    )


def _sorted(members: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(sorted(names)) for key, names in members.items() if names}


class _Asking:
    """What the files of one package ask for; each is looked at once."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._found: dict[str, frozenset[str]] = {}

    def of_target(self, code: Code) -> frozenset[str]:
        """Return the variables that neither the files of ``code`` name nor the crates below it."""
        if not code.known or code.asks is None:
            return frozenset()
        named = frozenset(code.asks["names"]).union(*map(self._named, code.files))
        return frozenset() if EVERY in named else VARIABLES - named

    def of_run(self, code: Code) -> frozenset[str]:
        """Return the same of a build script that runs: it may go through its variables, or start who does."""
        starts = any(path.endswith(".rs") and b"process" in self._read(path) for path in code.files)
        return frozenset() if starts or self.lists(code.files) else self.of_target(code)

    def lists(self, files: Iterable[str]) -> bool:
        return any(path.endswith(".rs") and lists_variables(self._read(path)) for path in files)

    def _named(self, path: str) -> frozenset[str]:
        if path not in self._found:
            self._found[path] = asked_variables(self._read(path), rust=path.endswith(".rs"))
        return self._found[path]

    def _read(self, path: str) -> bytes:
        if path.endswith(".rs"):
            return self._package.read(path) or b""
        # Data may be large, and is not looked at again. A link may lead nowhere.
        try:
            return (self._package.root / path).read_bytes()
        except OSError:
            return b""
