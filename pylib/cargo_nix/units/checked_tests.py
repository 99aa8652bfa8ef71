"""Which checked units are tests. Cargo's graph says ``check`` of a library and of its unit tests alike (reference 4.5).

Cargo knows them as ``CompileMode::Check { test }`` (core/compiler/build_config.rs) and writes no more than ``check``.
"""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from cargo_nix.cargo import Selection, WireUnit

__all__ = ["checked_tests"]

_TESTS = frozenset({"test", "bench"})
_NAMED = ("bin", "example")
# What has libraries and programs checked as tests too.
_WITH_TESTS = frozenset({"--tests", "--benches", "--all-targets"})


def checked_tests(units: Sequence[WireUnit], roots: Sequence[int], selection: Selection) -> frozenset[int]:
    """Return the indices of the checked units that Cargo compiles with ``--test``.

    Test and bench targets always are. A library or program that the graph holds twice is there as itself and as its
    tests: nothing depends on the latter, and they have the development dependencies; where neither tells them apart
    they are alike. One that is there once is a test where no flag but those for tests selects it. Without a word of
    tests one may be there twice all the same: for the host and for the target.

    Source: ops/cargo_compile/unit_generator.rs.
    """
    # Of old `--profile test` says it too (bin/cargo/commands/check.rs).
    of_profile = selection.command == "check" and selection.profile == "test"
    with_tests = of_profile or bool(_WITH_TESTS.intersection(selection.cargo_targets))
    linked = {edge.index for unit in units for edge in unit.dependencies}
    groups: dict[tuple[object, ...], list[int]] = {}
    for index, unit in enumerate(units):
        if unit.mode == "check":
            key = (unit.pkg_id, unit.target.kind, unit.target.name, unit.platform, unit.features, unit.profile.panic)
            groups.setdefault(key, []).append(index)
    found = set()
    for group in groups.values():
        first = units[group[0]]
        if _TESTS.intersection(first.target.kind):
            found |= set(group)
        elif not with_tests:
            continue
        elif len(group) > 1:
            found.add(max(group, key=lambda index: (index not in linked, len(units[index].dependencies))))
        elif group[0] in roots and (of_profile or not _selects(selection.cargo_targets, first)):
            found |= set(group)
    return frozenset(found)


def _selects(flags: Sequence[str], unit: WireUnit) -> bool:
    """Whether one of ``flags`` selects the target of ``unit`` for what it is itself, not for its tests."""
    kind = next((kind for kind in _NAMED if kind in unit.target.kind), "lib")
    return any(kind == asked and fnmatchcase(unit.target.name, pattern) for asked, pattern in _asked(flags))


def _asked(flags: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield kinds of targets with patterns of their names: Cargo takes ``--bin NAME`` and ``--bin=NAME``."""
    words = [word for flag in flags for word in flag.split("=", 1)]
    for word, value in zip(words, [*words[1:], ""], strict=True):
        kind = word.removeprefix("--")
        if kind in _NAMED:
            yield kind, value
        for every in ("lib", *_NAMED):
            if word in {"--lib" if every == "lib" else f"--{every}s", "--all-targets"}:
                yield every, "*"
