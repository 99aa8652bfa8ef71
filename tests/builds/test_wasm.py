"""``target``: a proc-macro and a build script run on the host, the library runs in node."""

import subprocess

import pytest

from support.nix import CHECKOUT, build, drv_paths, needs_nix, workspace

pytestmark = [needs_nix, pytest.mark.nix]

PROJECT = CHECKOUT / "tests/projects/wasm"
TARGET = 'target = "wasm32-unknown-unknown";'
ANSWER = """
const bytes = require("fs").readFileSync(process.argv[1]);
WebAssembly.instantiate(bytes).then(({ instance }) => console.log(instance.exports.answer()));
"""


def test_the_library_runs_in_node() -> None:
    out = build(workspace(PROJECT, TARGET) + ".packages.wasm-app")
    answer = subprocess.run(
        ["node", "-e", ANSWER, str(out / "lib/wasm_app.wasm")], capture_output=True, text=True, check=True
    )
    # 40 from the macro, and 6 for the letters of wasm32, the script's target.
    assert answer.stdout == "46\n"


def test_both_platforms_share_host_units() -> None:
    native = drv_paths(workspace(PROJECT) + ".units")
    wasm = drv_paths(workspace(PROJECT, TARGET) + ".units")
    shared = sorted(path.partition("-")[2] for path in set(native).intersection(wasm))
    # The macros package is also a root of the workspace, so the name has two units.
    assert shared == [
        "wasm-app-0.1.0-build-script.drv",
        "wasm-macros-0.1.0.drv",
        "wasm-macros-0.1.0.drv",
    ]
