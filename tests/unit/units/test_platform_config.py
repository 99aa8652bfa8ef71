"""What a merged configuration says of a platform."""

import pytest

from cargo_nix.errors import UnitError
from cargo_nix.units.platform_config import (
    config_env,
    config_forced,
    config_paths,
    linker_of,
    override_of,
    platform_flags,
    runner_of,
    rustflags_of,
)

LINUX = "x86_64-unknown-linux-gnu"
WASM = "wasm32-unknown-unknown"
CONFIG: dict[str, object] = {
    "build": {"rustflags": "--cfg build", "rustdocflags": ["--html"]},
    "target": {
        LINUX: {"rustflags": ["--cfg", "linux"], "linker": "clang", "z": {"rustc-link-lib": ["z"], "root": "/z"}},
        "cfg(unix)": {"rustflags": "--cfg unix", "runner": "tools/run --quiet"},
        "cfg(windows)": {"rustflags": "--cfg windows", "linker": "../link.exe"},
    },
    "env": {
        "PLAIN": "a",
        "FORCED": {"value": "b", "force": True},
        "PLACE": {"value": "dir/x", "relative": True},
        "HOME": "/h",
        "PATH": {"value": "/p", "force": True},
    },
}


def test_flags_of_a_target_are_joined_and_come_before_those_of_build() -> None:
    assert rustflags_of(CONFIG, LINUX, ("unix",)) == ("--cfg", "linux", "--cfg", "unix")
    assert rustflags_of(CONFIG, LINUX, None) == ("--cfg", "linux")
    assert rustflags_of(CONFIG, WASM, ()) == ("--cfg", "build")
    assert rustflags_of(CONFIG, LINUX, ("unix",), "rustdocflags") == ("--html",)


def test_units_for_the_host_get_no_flags_with_a_target() -> None:
    assert platform_flags(CONFIG, {None: ()}, LINUX, [None]) == {None: ("--cfg", "linux")}
    assert platform_flags(CONFIG, {WASM: ()}, LINUX, [WASM]) == {None: (), WASM: ("--cfg", "build")}


def test_linker_and_runner() -> None:
    assert linker_of(CONFIG, LINUX, ("unix",)) == "clang"
    assert linker_of(CONFIG, WASM, ()) is None
    assert runner_of(CONFIG, LINUX, ("unix",)) == ["tools/run", "--quiet"]
    assert runner_of(CONFIG, WASM, ()) == []


def test_a_linker_outside_of_the_source_is_an_error() -> None:
    with pytest.raises(UnitError, match="the linker of Cargo's configuration is outside of the source"):
        linker_of(CONFIG, "x86_64-pc-windows-gnu", ("windows",))


def test_variables() -> None:
    assert config_env(CONFIG) == {"PLAIN": "a", "FORCED": "b", "PATH": "/p"}
    assert config_forced(CONFIG) == ["FORCED", "PATH"]
    assert config_paths(CONFIG) == {"PLACE": "dir/x"}


def test_an_override_is_written_as_directives() -> None:
    assert override_of(CONFIG, LINUX, "z") == "cargo:root=/z\ncargo:rustc-link-lib=z\n"
    assert override_of(CONFIG, LINUX, "other") is None
    assert override_of(CONFIG, LINUX, "linker") is None
    assert override_of(CONFIG, LINUX, None) is None
