"""What a program finds around it under ``cargo test``: environment, directories, programs beside it.

Source: core/compiler/compilation.rs, ``fill_env``; a run of cargo 1.97.1 (tests/checks compares).
"""

import os
import re
import shutil
import subprocess
from typing import Any

from arguments import base_env, loader_paths
from process import cores

__all__ = ["Attrs", "lay_out_target", "run_captured", "test_env"]

Attrs = dict[str, Any]

# Programs of the package, and files of artifact dependencies.
_SEEN_BY_TESTS = re.compile("CARGO_(BIN_EXE|(BIN|CDYLIB|STATICLIB)_(DIR|FILE))_")


def test_env(attrs: Attrs, results: Attrs, loaded: list[str]) -> dict[str, str]:
    """Return what the tests of the unit see beside what the machine gives.

    ``results`` are the build scripts' by their paths, ``loaded`` directories that a loader opens after those that
    scripts made.
    """
    env: dict[str, str] = {**_snapshot_env(attrs), **base_env(attrs), **_machine_env()}
    # Of rustc's own variables the program that it made sees none.
    for name in attrs["unit"]["env"]:
        if not _SEEN_BY_TESTS.match(name):
            env.pop(name, None)
    env.update({"CARGO_BIN_EXE_" + name: path for name, path in attrs["bins"].items()})
    if attrs["script"]:
        own = results[attrs["script"]]
        env["OUT_DIR"] = own["out_dir"]
        env.update(own["env"])
    paths = [path for script in attrs["toLink"] for path in loader_paths(results[script])]
    env["LD_LIBRARY_PATH"] = ":".join([*paths, *loaded, *filter(None, [os.environ.get("LD_LIBRARY_PATH")])])
    return env


def _snapshot_env(attrs: Attrs) -> dict[str, str]:
    # insta asks cargo for the workspace's root, and finds none: a test sees its own package. Where sources are
    # read-only it is to show the difference, not to fail over writing it down.
    return {"INSTA_WORKSPACE_ROOT": attrs["src"], "INSTA_UPDATE": "no"}


def _machine_env() -> dict[str, str]:
    # A home that can be written to, as cargo test's user has one; as many threads as Nix grants cores.
    home = os.environ["NIX_BUILD_TOP"] + "/home"
    os.makedirs(home, exist_ok=True)
    return {"HOME": home, "RUST_TEST_THREADS": str(cores())}


def lay_out_target(attrs: Attrs) -> str:
    """Lay out Cargo's target directory around the test and return the test's path there.

    Programs are looked for beside the test (``current_exe``), and CARGO_TARGET_TMPDIR is there from the start.
    """
    triple = attrs["unit"]["platform"]
    target = os.environ["NIX_BUILD_TOP"] + "/target" + (f"/{triple}" if triple else "")
    profile = f"{target}/{attrs['profileDir']}"
    os.makedirs(profile + "/deps")
    os.makedirs(profile + "/examples")
    os.makedirs(target + "/tmp")  # noqa: S108 -- Cargo's own, in the build directory
    for path in attrs["bins"].values():
        os.symlink(path, f"{profile}/{os.path.basename(path)}")
    for name, path in attrs["examples"].items():
        os.symlink(path, f"{profile}/examples/{name}")
    for path in attrs["libraries"]:
        os.symlink(path, f"{profile}/deps/{os.path.basename(path)}")
    program = f"{profile}/deps/{os.path.basename(attrs['program'])}"
    # A copy: the system resolves links when it tells a program its own path.
    shutil.copy(attrs["program"], program)
    return program


def run_captured(argv: list[str], env: dict[str, str], cwd: str) -> tuple[int, str]:
    """Run ``argv`` and return its exit code (negative for a signal) and both of its streams as they came."""
    done = subprocess.run(
        argv,
        env={**os.environ, **env},
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode(errors="replace")
