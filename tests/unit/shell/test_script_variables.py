"""The variables of a recorded run have no paths."""

from typing import Any

from cargo_nix.shell.script_variables import script_variables

ATTRIBUTES: dict[str, Any] = {
    "configEnv": {"SET": "by-config"},
    "dependencyEnv": {},
    "packageEnv": {"CARGO_PKG_NAME": "native"},
    "cargo": "/toolchain/bin/cargo",
    "rustc": "",
    "rustdoc": "",
    "manifestDir": "/crate",
    "cfg": ["unix", 'target_os="linux"'],
    "unit": {
        "env": {"TARGET": "x86_64-unknown-linux-gnu", "CARGO_FEATURE_STD": "1"},
        "linker": "cc",
        "run": {"rustflags": [], "features": ["std"], "debug_assertions": True},
    },
}


def test_variables_of_package_platform_and_features() -> None:
    assert script_variables(ATTRIBUTES) == {
        "SET": "by-config", "CARGO_PKG_NAME": "native", "TARGET": "x86_64-unknown-linux-gnu", "CARGO_FEATURE_STD": "1",
        "CARGO_ENCODED_RUSTFLAGS": "", "CARGO_CFG_FEATURE": "std", "CARGO_CFG_DEBUG_ASSERTIONS": "",
        "CARGO_CFG_UNIX": "", "CARGO_CFG_TARGET_OS": "linux",
    }  # fmt: skip
