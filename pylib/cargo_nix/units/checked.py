"""Which checked units are tests. Cargo's graph says ``check`` of a library and of its unit tests alike (reference 4.5).

Cargo knows them as ``CompileMode::Check { test }`` (core/compiler/build_config.rs) and writes no more than ``check``.
"""

from collections.abc import Sequence

from cargo_nix.cargo import Selection, WireUnit

__all__ = ["checked_tests"]

_TESTS = frozenset({"test", "bench"})
_ONLY_TESTS = frozenset({"--tests", "--benches"})
# What has libraries and programs checked as tests too.
_WITH_TESTS = frozenset({"--tests", "--benches", "--all-targets"})


def checked_tests(units: Sequence[WireUnit], roots: Sequence[int], selection: Selection) -> frozenset[int]:
    """Return the indices of the checked units that Cargo compiles with ``--test``.

    Test and bench targets always are. A library or program that the graph holds twice is there as itself and as its
    tests: nothing depends on the latter, and they have the development dependencies; where neither tells them apart
    they are alike. One that is there once is a test where only tests were asked for. Without a word of tests one may be
    there twice all the same: for the host and for the target.
    """
    # Of old `--profile test` says it too (bin/cargo/commands/check.rs).
    of_profile = selection.command == "check" and selection.profile == "test"
    with_tests = of_profile or bool(_WITH_TESTS.intersection(selection.targets))
    linked = {edge.index for unit in units for edge in unit.dependencies}
    groups: dict[tuple[object, ...], list[int]] = {}
    for index, unit in enumerate(units):
        if unit.mode == "check":
            key = (unit.pkg_id, unit.target.kind, unit.target.name, unit.platform, unit.features, unit.profile.panic)
            groups.setdefault(key, []).append(index)
    only_tests = of_profile or (
        bool(_ONLY_TESTS.intersection(selection.targets)) and _ONLY_TESTS.issuperset(selection.targets)
    )
    found = set()
    for group in groups.values():
        if _TESTS.intersection(units[group[0]].target.kind):
            found |= set(group)
        elif not with_tests:
            continue
        elif len(group) > 1:
            found.add(max(group, key=lambda index: (index not in linked, len(units[index].dependencies))))
        elif only_tests and group[0] in roots:
            found |= set(group)
    return frozenset(found)
