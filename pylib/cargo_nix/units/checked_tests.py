"""Find the tests among the units of mode ``check``.

Cargo distinguishes a library from its unit tests with ``CompileMode::Check { test }``
(core/compiler/build_config.rs), but the unit graph only has ``check`` for both.
"""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from cargo_nix.cargo import Selection, WireUnit

__all__ = ["checked_tests"]

_TESTS = frozenset({"test", "bench"})
_NAMED = ("bin", "example")
# With these flags, Cargo also checks libraries and programs as tests.
_WITH_TESTS = frozenset({"--tests", "--benches", "--all-targets"})


def checked_tests(units: Sequence[WireUnit], roots: Sequence[int], selection: Selection) -> frozenset[int]:
    """Return the indices of the checked units that Cargo compiles with ``--test``.

    ``roots`` are indices of ``units``. Test and bench targets are always tests. For libraries and programs:

    - If the selection has no tests, no unit is a test. Two units of one target are then for the host and the target.
    - Of two units, one is the test: no unit depends on a test, and a test has the dev-dependencies. If this does not
      tell the two apart, they are equal, and either may count as the test.
    - A single unit is a test if it is a root and only flags for tests select its target.

    Source: ops/cargo_compile/unit_generator.rs, UnitGenerator::create_proposals.
    """
    # In older versions of Cargo, `--profile test` also selects tests (bin/cargo/commands/check.rs).
    of_profile = selection.command == "check" and selection.profile == "test"
    with_tests = of_profile or bool(_WITH_TESTS.intersection(selection.cargo_targets))
    linked = {edge.index for unit in units for edge in unit.dependencies}
    groups: dict[tuple[object, ...], list[int]] = {}
    for index, unit in enumerate(units):
        if unit.mode == "check":
            key = (unit.pkg_id, unit.target.kind, unit.target.name, unit.platform, unit.features, unit.profile.panic)
            groups.setdefault(key, []).append(index)
    tests = set()
    for group in groups.values():
        first_unit = units[group[0]]
        if _TESTS.intersection(first_unit.target.kind):
            tests |= set(group)
        elif not with_tests:
            continue
        elif len(group) > 1:
            tests.add(max(group, key=lambda index: (index not in linked, len(units[index].dependencies))))
        elif group[0] in roots and (of_profile or not _selects_target(selection.cargo_targets, first_unit)):
            tests |= set(group)
    return frozenset(tests)


def _selects_target(flags: Sequence[str], unit: WireUnit) -> bool:
    """Return whether ``flags`` select the target of ``unit`` itself, beside its tests."""
    kind = next((kind for kind in _NAMED if kind in unit.target.kind), "lib")
    return any(
        kind == selected_kind and fnmatchcase(unit.target.name, pattern)
        for selected_kind, pattern in _selected_targets(flags)
    )


def _selected_targets(flags: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield kinds of targets with patterns of names. Cargo accepts ``--bin NAME`` and ``--bin=NAME``."""
    words = [word for flag in flags for word in flag.split("=", 1)]
    for word, value in zip(words, [*words[1:], ""], strict=True):
        kind = word.removeprefix("--")
        if kind in _NAMED:
            yield kind, value
        for every in ("lib", *_NAMED):
            if word in {"--lib" if every == "lib" else f"--{every}s", "--all-targets"}:
                yield every, "*"
