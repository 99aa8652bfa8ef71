"""The surroundings of a program under ``cargo test``: environment, directories, programs beside the test.

Source: core/compiler/compilation.rs, ``fill_env``; a run of cargo 1.97.1, which tests/checks compares.
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

__all__ = ["lay_out_target", "programs_beside", "run_captured", "scripts_of", "test_directory", "test_env"]

# Variables for programs of the package, and for files of artifact dependencies.
_SEEN_BY_TESTS = re.compile("CARGO_(BIN_EXE|(BIN|CDYLIB|STATICLIB)_(DIR|FILE))_")


def test_env(
    attrs: CrateAttributes, results: dict[str, ScriptResult], platform: str | None, directories: list[str]
) -> dict[str, str]:
    """Return the environment variables of the unit's tests to add to the environment of the build.

    ``results`` maps the store paths of script runs to their results. The loader's search path has the directories that
    scripts filled for ``platform``, and the directories ``directories``. The function creates an empty HOME.
    """
    env: dict[str, str] = {**_snapshot_env(attrs), **attrs["configEnv"], **attrs["dependencyEnv"], **_machine_env()}
    env.update(loader_env(attrs, [*loader_directories(scripts_of(attrs, results), platform), *directories], []))
    if attrs["script"]:
        script_result = results[attrs["script"]]
        env["OUT_DIR"] = script_result["out_dir"]
        env.update((name, value) for name, value in script_result["env"])
    # For tests, Cargo's variables win over the script's; for rustc, the script's win. A test gets only a few of rustc's
    # variables.
    test_variables = {name: text for name, text in attrs["unit"]["env"].items() if _SEEN_BY_TESTS.match(name)}
    plain: CrateAttributes = {
        **attrs,
        "configEnv": {},
        "dependencyEnv": {},
        "unit": {**attrs["unit"], "env": test_variables},
    }
    env.update(base_env(plain))
    env.update({"CARGO_BIN_EXE_" + name: path for name, path in attrs["bins"].items()})
    return env


def scripts_of(attrs: CrateAttributes, results: dict[str, ScriptResult]) -> list[ScriptResult]:
    """Return the script results of linked libraries and of proc-macros, each once."""
    return [results[path] for path in dict.fromkeys([*attrs["toLink"], *attrs["plugins"]])]


def _snapshot_env(attrs: CrateAttributes) -> dict[str, str]:
    # insta asks cargo for the root of the workspace, but a test sees only its own package. Sources are read-only, so
    # insta must show differences and write no file.
    return {"INSTA_WORKSPACE_ROOT": attrs["cwd"], "INSTA_UPDATE": "no"}


def _machine_env() -> dict[str, str]:
    # As under `cargo test`, HOME is writable. The number of threads is the number of cores that Nix grants.
    home = os.environ["NIX_BUILD_TOP"] + "/home"
    os.makedirs(home, exist_ok=True)
    return {"HOME": home, "RUST_TEST_THREADS": str(granted_cores())}


def test_directory(attrs: CrateAttributes) -> str:
    """Return the directory of the test's program below the directory of the profile: ``examples`` or ``deps``."""
    return "examples" if attrs["unit"]["kind"] == "example" else "deps"


def lay_out_target(attrs: TestAttributes) -> str:
    """Lay out Cargo's target directory around the test of ``attrs``; return the path of the test there.

    Tests look for programs beside their own path (``current_exe``), and CARGO_TARGET_TMPDIR exists before the start.
    """
    triple = attrs["unit"]["platform"]
    target = os.environ["NIX_BUILD_TOP"] + "/target" + (f"/{triple}" if triple else "")
    profile = f"{target}/{attrs['profileDir']}"
    os.makedirs(profile + "/deps")
    os.makedirs(profile + "/examples")
    os.makedirs(target + "/tmp")  # noqa: S108 -- Cargo's name, inside the build directory
    # The package's own programs come first. They are copies and no links, as the test below: a program asks for its own
    # name, and starts a second program beside itself.
    for path in attrs["bins"].values():
        shutil.copy(path, f"{profile}/{os.path.basename(path)}")
    for path in attrs["programsBeside"]:
        if not os.path.lexists(f"{profile}/{os.path.basename(path)}"):
            os.symlink(path, f"{profile}/{os.path.basename(path)}")
    for name, path in attrs["examples"].items():
        os.symlink(path, f"{profile}/examples/{name}")
    for path in attrs["libraries"]:
        os.symlink(path, f"{profile}/deps/{os.path.basename(path)}")
    program = f"{profile}/{test_directory(attrs)}/{os.path.basename(attrs['program'])}"
    # A copy and no link, because the system resolves links in a program's own path.
    shutil.copy(attrs["program"], program)
    return program


def programs_beside(attrs: TestAttributes) -> list[str]:
    """Return the names of the programs that `lay_out_target` puts beside the test, sorted."""
    return sorted({os.path.basename(path) for path in [*attrs["programsBeside"], *attrs["bins"].values()]})


def run_captured(argv: list[str], env: dict[str, str], cwd: str) -> tuple[int, str]:
    """Run ``argv`` in ``cwd`` without standard input; return the exit code and both streams as one text.

    ``env`` is added to the environment of the build. A negative exit code is a signal number.
    """
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
