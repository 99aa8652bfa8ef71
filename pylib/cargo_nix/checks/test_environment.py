"""What a program finds around it under ``cargo test``: environment, directories, programs beside it.

Source: core/compiler/compilation.rs, ``fill_env``; a run of cargo 1.97.1 (tests/checks compares).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess

from loader_path import loader_env
from run_program import granted_cores, system_env
from search_paths import loader_directories
from unit_command import base_env

TYPE_CHECKING = False
if TYPE_CHECKING:
    from check_attributes import TestAttributes
    from script_result import ScriptResult
    from unit_attributes import CrateAttributes

__all__ = ["lay_out_target", "run_captured", "scripts_of", "test_directory", "test_env"]

# Programs of the package, and files of artifact dependencies.
_SEEN_BY_TESTS = re.compile("CARGO_(BIN_EXE|(BIN|CDYLIB|STATICLIB)_(DIR|FILE))_")


def test_env(
    attrs: CrateAttributes, results: dict[str, ScriptResult], platform: str | None, loaded: list[str]
) -> dict[str, str]:
    """Return what the tests of the unit see beside what the machine gives.

    ``results`` are the build scripts' by their paths. A loader opens the directories that scripts made for ``platform``
    and those of ``loaded``.
    """
    env: dict[str, str] = {**_snapshot_env(attrs), **attrs["configEnv"], **attrs["dependencyEnv"], **_machine_env()}
    env.update(loader_env(attrs, [*loader_directories(scripts_of(attrs, results), platform), *loaded], []))
    if attrs["script"]:
        own = results[attrs["script"]]
        env["OUT_DIR"] = own["out_dir"]
        env.update((name, value) for name, value in own["env"])
    # What Cargo sets wins over what a script says under the same name, other than for rustc. Of rustc's own variables
    # the program that it made sees none.
    shown = {name: text for name, text in attrs["unit"]["env"].items() if _SEEN_BY_TESTS.match(name)}
    plain: CrateAttributes = {
        **attrs,
        "configEnv": {},
        "dependencyEnv": {},
        "unit": {**attrs["unit"], "env": shown},
    }
    env.update(base_env(plain))
    env.update({"CARGO_BIN_EXE_" + name: path for name, path in attrs["bins"].items()})
    return env


def scripts_of(attrs: CrateAttributes, results: dict[str, ScriptResult]) -> list[ScriptResult]:
    """Return the results of the scripts whose libraries the unit links or whose macros it uses."""
    return [results[path] for path in dict.fromkeys([*attrs["toLink"], *attrs["plugins"]])]


def _snapshot_env(attrs: CrateAttributes) -> dict[str, str]:
    # insta asks cargo for the workspace's root, and finds none: a test sees its own package. Where sources are
    # read-only it is to show the difference, not to fail over writing it down.
    return {"INSTA_WORKSPACE_ROOT": attrs["cwd"], "INSTA_UPDATE": "no"}


def _machine_env() -> dict[str, str]:
    # A home that can be written to, as cargo test's user has one; as many threads as Nix grants cores.
    home = os.environ["NIX_BUILD_TOP"] + "/home"
    os.makedirs(home, exist_ok=True)
    return {"HOME": home, "RUST_TEST_THREADS": str(granted_cores())}


def test_directory(attrs: CrateAttributes) -> str:
    """Return the directory, below that of the profile, that Cargo starts the test of the unit in."""
    return "examples" if attrs["unit"]["kind"] == "example" else "deps"


def lay_out_target(attrs: TestAttributes) -> str:
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
    program = f"{profile}/{test_directory(attrs)}/{os.path.basename(attrs['program'])}"
    # A copy: the system resolves links when it tells a program its own path.
    shutil.copy(attrs["program"], program)
    return program


def run_captured(argv: list[str], env: dict[str, str], cwd: str) -> tuple[int, str]:
    """Run ``argv`` and return its exit code (negative for a signal) and both of its streams as they came."""
    done = subprocess.run(
        argv,
        env={name: value for name, value in system_env({**os.environ, **env}).items() if "=" not in name},
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode(errors="replace")
