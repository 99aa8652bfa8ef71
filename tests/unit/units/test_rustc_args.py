"""rustc's arguments. The conformance tests compare whole command lines with Cargo's."""

import pytest

from cargo_nix.units.rustc_args import UnitFacts, args_after, args_before, strip_args
from cargo_nix.units.unit import Lto, Unit
from support.graph_units import make_package, make_profile, make_unit

FACTS = UnitFacts(
    lto=Lto(kind="object-and-bitcode"),
    identity="0123",
    extra_filename=True,
    primary=True,
    split_debuginfo=frozenset({"packed"}),
)
END = ["--check-cfg", "cfg(docsrs,test)", "--check-cfg", "cfg(feature, values())"]


def _args(unit: Unit) -> list[str]:
    """Return what is not in each command line."""
    return args_before(unit, make_package(no_harness=(("test", "plain"),)), FACTS)[2:]


def test_a_library() -> None:
    unit = make_unit(features=("std",))
    assert _args(unit) == [
        *("--crate-type", "lib", "--emit=dep-info,metadata,link"),
        *("--cfg", 'feature="std"', *END),
        *("-C", "metadata=0123", "-C", "extra-filename=-0123"),
    ]


@pytest.mark.parametrize(
    ("unit", "args"),
    [
        (make_unit("bin"), ["--emit=dep-info,link"]),
        (make_unit(mode="check"), ["--emit=dep-info,metadata"]),
        (make_unit("proc-macro"), ["-C", "prefer-dynamic"]),
        (make_unit("test", mode="test"), ["--test"]),
        (make_unit("test", mode="test", name="plain"), ["--cfg", "test"]),
        (make_unit(profile=make_profile(opt_level="3")), ["-C", "opt-level=3", "-C", "debug-assertions=on"]),
        (make_unit(profile=make_profile(debug_assertions=False)), ["-C", "debug-assertions=off"]),
        (make_unit(profile=make_profile(overflow_checks=False)), ["-C", "overflow-checks=off"]),
        (make_unit(profile=make_profile(panic="abort")), ["-C", "panic=abort"]),
        (make_unit(profile=make_profile(codegen_units=1)), ["-C", "codegen-units=1"]),
        (
            make_unit(profile=make_profile(debuginfo=2, split_debuginfo="packed")),
            ["-C", "debuginfo=2", "-C", "split-debuginfo=packed"],
        ),
        (make_unit(profile=make_profile(debuginfo=2, split_debuginfo="unpacked")), ["-C", "debuginfo=2"]),
        (make_unit(profile=make_profile(rustflags=("--cfg", "x"))), ["--cfg", "x"]),
        (make_unit(profile=make_profile(rpath=True)), ["-C", "rpath"]),
    ],
)
def test_what_a_unit_adds(unit: Unit, args: list[str]) -> None:
    line = _args(unit)
    assert any(line[start : start + len(args)] == args for start in range(len(line)))


def test_split_debuginfo_that_the_platform_lacks_is_left_out() -> None:
    unit = make_unit(profile=make_profile(debuginfo=2, split_debuginfo="unpacked"))
    assert not any(word.startswith("split-debuginfo") for word in _args(unit))


def test_strip() -> None:
    assert strip_args(make_profile()) == []
    assert strip_args(make_profile(strip={"deferred": {"Named": "debuginfo"}})) == ["-C", "strip=debuginfo"]


def test_what_follows_the_externs() -> None:
    assert args_after(make_unit(), capped=False, rustflags=("-Dx",)) == ["-Dx"]
    assert args_after(make_unit(), capped=True, rustflags=("-Dx",)) == ["--cap-lints", "allow", "-Dx"]
    assert args_after(make_unit("proc-macro"), capped=False, rustflags=()) == ["--extern", "proc_macro"]
