"""Plain cargo in the dev shell compiles the members and nothing else; plain cargo also compiles units without an answer."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from shell_project import Outcome, ShellProject, make_project

from support.nix import needs_nix
from support.projects import write_project

pytestmark = [needs_nix, pytest.mark.nix]

MEMBERS = {"app", "more", "loud"}
CRATES = {"plain", "above", "derive", "native", "generated", "reads"}
SHOWN = "plain Thing made set true 7 None more\n"
RUN = "cargo run --quiet -p app"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ShellProject:
    return make_project(tmp_path_factory.mktemp("shell"))


@pytest.fixture
def fresh_target(tmp_path: Path) -> Path:
    return tmp_path / "target"


def _run(project: ShellProject, target: Path, command: str, **env: str) -> Outcome:
    outcome = project.run(command, {"CARGO_TARGET_DIR": str(target), **env})
    assert outcome.code == 0, outcome.stderr
    return outcome


def _run_outside(project: ShellProject, command: str, env: dict[str, str]) -> str:
    argv = ["sh", "-ec", command]
    process = subprocess.run(
        argv, cwd=project.root, env={**os.environ, **env}, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stderr
    return process.stdout


@pytest.mark.parametrize(
    "command",
    [
        "cargo build",
        "cargo build --workspace --all-targets",
        "cargo test --no-run",
        "cargo check --workspace --all-targets",
        "cargo clippy --workspace --all-targets",
        "cargo doc --no-deps",
        "cargo bench --no-run --profile dev",
    ],
)
def test_only_members_are_compiled(project: ShellProject, fresh_target: Path, command: str) -> None:
    outcome = _run(project, fresh_target, f"{command} --locked")
    assert set(outcome.packages("compiled")) <= MEMBERS
    assert set(outcome.packages("answered")) >= CRATES
    assert set(outcome.packages("script-answered")) == {"native", "generated"}
    assert outcome.packages("script-run") == {}


def test_programs_and_tests_have_cargos_results(project: ShellProject, fresh_target: Path) -> None:
    outcome = _run(project, fresh_target, "cargo run --quiet -p app && cargo test --quiet --workspace")
    assert outcome.stdout.startswith(SHOWN)
    assert outcome.stdout.count("test result: ok. 1 passed") == 2
    assert set(outcome.packages("compiled")) <= MEMBERS


def test_commands_share_a_target_directory(project: ShellProject, fresh_target: Path) -> None:
    """The compiler finds a crate by content, also under the file name of another command."""
    commands = (
        "check --workspace --all-targets",
        "build",
        "clippy",
        "test --no-run",
        "doc",
        "run -p app",
        "bench --no-run",
    )
    outcome = _run(project, fresh_target, " && ".join(f"cargo {command} --quiet" for command in commands))
    assert outcome.stdout == SHOWN


def test_the_target_directory_has_links(project: ShellProject, fresh_target: Path) -> None:
    _run(project, fresh_target, "cargo build --quiet")
    libraries = [path for path in (fresh_target / "debug/deps").glob("lib*.r*") if "more" not in path.name]
    assert libraries
    assert all(path.is_symlink() and path.exists() for path in libraries)


def test_a_second_build_is_fresh(project: ShellProject, fresh_target: Path) -> None:
    outcome = _run(
        project, fresh_target, "cargo build --quiet; echo second >> $CARGO_NIX_LOG; cargo build; cargo test --no-run"
    )
    second = outcome.log[outcome.log.index("second") + 1 :]
    assert {line.split()[1] for line in second} <= MEMBERS


def test_an_edit_compiles_as_with_cargo(project: ShellProject, fresh_target: Path) -> None:
    command = "cargo build --quiet; echo edit >> $CARGO_NIX_LOG; touch more/src/lib.rs; cargo build --quiet"
    outcome = _run(project, fresh_target, command)
    edit = outcome.log[outcome.log.index("edit") + 1 :]
    assert sorted(line.split()[1] for line in edit) == ["app", "more"]


@pytest.mark.parametrize(
    ("command", "env", "compiled"),
    [
        # Of one package, and of features outside of all graphs of the shell.
        ("cargo build -p loud --features loud && $CARGO_TARGET_DIR/debug/loud", {}, {"plain", "above"}),
        ("cargo build --release && $CARGO_TARGET_DIR/release/app", {}, {"plain", "above", "reads", "native"}),
        ("cargo build && $CARGO_TARGET_DIR/debug/app", {"RUSTFLAGS": "--cfg other"}, {"plain", "above", "derive"}),
        ("cargo build && $CARGO_TARGET_DIR/debug/app", {"KIT_SETTING": "mine"}, {"reads"}),
        ("cargo build && $CARGO_TARGET_DIR/debug/app", {"KIT_WORD": "other"}, {"generated"}),
        ("cargo build && $CARGO_TARGET_DIR/debug/app", {"NATIVE_FLAGS": "-DOTHER"}, {"native", "generated"}),
    ],
)
def test_what_no_unit_fits_is_compiled(
    project: ShellProject, fresh_target: Path, command: str, env: dict[str, str], compiled: set[str]
) -> None:
    outcome = _run(project, fresh_target, command, **env)
    assert compiled <= set(outcome.packages("compiled"))
    expected = SHOWN
    if env.get("KIT_SETTING"):
        expected = SHOWN.replace("None", 'Some("mine")')
    elif env.get("KIT_WORD"):
        expected = SHOWN.replace("made", "other")
    elif env.get("NATIVE_FLAGS"):
        expected = SHOWN.replace("7", "8")
    assert outcome.stdout == ("PLAIN\n" if "loud" in command else expected)


@pytest.mark.parametrize(
    ("variable", "before", "after"),
    [
        ("KIT_SETTING=mine", "None", 'Some("mine")'),
        ("KIT_WORD=other", "made", "other"),
        ("NATIVE_FLAGS=-DOTHER", "7", "8"),
    ],
)
def test_a_variable_changes_in_one_target_directory(
    project: ShellProject, fresh_target: Path, variable: str, before: str, after: str
) -> None:
    """An answer tells Cargo the variables of the crate, and a running script finds no files of the store."""
    command = f"{RUN}; {variable} {RUN}; {RUN}; {variable} env -u CARGO_NIX_SHELL {RUN}"
    changed = SHOWN.replace(before, after)
    assert _run(project, fresh_target, command).stdout == SHOWN + changed + SHOWN + changed


@pytest.mark.parametrize("is_second_profile", [False, True])
def test_a_target_directory_inside_and_outside_of_the_shell(
    project: ShellProject, fresh_target: Path, tmp_path: Path, *, is_second_profile: bool
) -> None:
    """Plain cargo and the shell use one target directory by turns, also after a garbage collection."""
    env = {"CARGO_HOME": str(tmp_path / "cargo-home"), "CARGO_TARGET_DIR": str(fresh_target)}
    command = f"{RUN} --release; {RUN}" if is_second_profile else RUN
    expected = SHOWN * 2 if is_second_profile else SHOWN
    for _turn in range(2):
        assert _run_outside(project, command, env) == expected
        outcome = _run(project, fresh_target, command)
        assert outcome.stdout == expected
        if not is_second_profile:
            assert set(outcome.packages("compiled")) <= MEMBERS
            assert set(outcome.packages("script-answered")) == {"native", "generated"}
    # As after a garbage collection: links lead to nothing.
    for path in fresh_target.rglob("*"):
        if path.is_symlink():
            target = path.readlink()
            path.unlink()
            path.symlink_to(str(target).replace("/nix/store/", "/nix/store/collected-"))
    assert _run_outside(project, command, env) == expected


@pytest.mark.parametrize(
    "command",
    [
        "cargo clean",
        "cargo clean -p plain -p derive -p generated",
        "cargo build --release",
        "cargo build --target x86_64-unknown-linux-gnu",
        "CARGO_INCREMENTAL=0 cargo build",
        "CARGO_BUILD_RUSTFLAGS='--cfg other' cargo build",
        "CARGO_PROFILE_DEV_OPT_LEVEL=1 cargo build",
        "cargo rustc -p app -- --emit asm",
        "cargo rustc -p generated --lib -- --emit asm,link,dep-info",
        "cargo rustdoc -p more",
        "cargo check --tests",
        "cargo fix --allow-no-vcs --allow-dirty --workspace",
        "cargo clippy --fix --allow-no-vcs --allow-dirty --workspace",
        "cargo bench --no-run",
        "cargo test --doc --workspace",
        "cargo install --path app --root $CARGO_TARGET_DIR/installed && $CARGO_TARGET_DIR/installed/bin/app >&2",
        "cargo package -p more --allow-dirty",
        "cargo tree",
        "cargo vendor --quiet $CARGO_TARGET_DIR/vendor > /dev/null",
        "cargo update --offline --workspace",
    ],
)
def test_commands_between_two_builds(project: ShellProject, fresh_target: Path, command: str) -> None:
    """Plain cargo has no error here, so the shell has no error."""
    commands = f"{RUN}; ( {command} ) > {fresh_target}.log 2>&1; {RUN}"
    # Calls of `cargo fix` lock packages through a server on this machine.
    outcome = project.run(commands, {"CARGO_TARGET_DIR": str(fresh_target)}, network="fix" in command)
    assert outcome.code == 0, outcome.stderr
    assert outcome.stdout == SHOWN * 2


def test_other_features_after_an_answered_build(project: ShellProject, fresh_target: Path) -> None:
    """The counter-example: `above` is answered first, and then compiled on top of another `plain`."""
    command = "cargo build --quiet; cargo run --quiet -p loud --features loud; cargo run --quiet -p app"
    assert _run(project, fresh_target, command).stdout == f"PLAIN\n{SHOWN}"


def test_a_patched_crate_is_compiled(tmp_path: Path) -> None:
    place = tmp_path / "patched"
    copy = make_project(place)
    kit = write_project(place / "own", {
        "Cargo.toml": (place / "kit/plain/Cargo.toml").read_text(encoding="utf-8"),
        "src/lib.rs": 'pub fn text() -> &\'static str { "patched" }\n',
    })  # fmt: skip
    manifest = copy.root / "Cargo.toml"
    patch = f'[patch."file://{place}/kit"]\nplain = {{ path = "{kit}" }}\n'
    command = f"printf '%s\\n' '{patch}' >> Cargo.toml; cargo run --quiet --offline -p app"
    before = manifest.read_text(encoding="utf-8")
    outcome = copy.run(command)
    manifest.write_text(before, encoding="utf-8")
    assert outcome.code == 0, outcome.stderr
    assert outcome.stdout == SHOWN.replace("plain", "patched")
    assert {"plain", "above", "derive"} <= set(outcome.packages("compiled"))
    assert set(outcome.packages("answered")) >= {"native", "reads"}


def test_a_wrapper_of_rustc_works(project: ShellProject, fresh_target: Path, tmp_path: Path) -> None:
    wrapper = tmp_path / "wrapper"
    wrapper.write_text('#!/bin/sh\necho "$1" >> "$0.log"\nexec "$@"\n', encoding="utf-8")
    wrapper.chmod(0o755)
    outcome = _run(project, fresh_target, "cargo build", RUSTC_WRAPPER=str(wrapper))
    assert set(outcome.packages("compiled")) <= MEMBERS
    assert (tmp_path / "wrapper.log").read_text(encoding="utf-8").count("rustc") > len(outcome.packages("answered"))


def test_profiles_and_prebuilt(project: ShellProject, fresh_target: Path) -> None:
    released = ShellProject(project.root, project.home, 'devShell.profiles = [ "release" ];')
    outcome = _run(released, fresh_target, "cargo build --release")
    assert set(outcome.packages("compiled")) <= MEMBERS
    none = ShellProject(project.root, project.home, "devShell.profiles = [ ];")
    assert _run(none, fresh_target, "cargo build").log == []


def test_single_packages(project: ShellProject, fresh_target: Path) -> None:
    single = ShellProject(project.root, project.home, "devShell.singlePackages = true;")
    outcome = _run(single, fresh_target, "cargo build -p loud && cargo test --no-run -p more && cargo check -p loud")
    assert set(outcome.packages("compiled")) <= MEMBERS


def test_a_second_worktree_compiles_no_crate(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    assert project.run("cargo build --quiet").code == 0
    copy = tmp_path / "worktree"
    shutil.copytree(project.root, copy, ignore=shutil.ignore_patterns("target"))
    outcome = ShellProject(copy, project.home).run("cargo run --quiet -p app")
    assert outcome.stdout == SHOWN
    assert set(outcome.packages("compiled")) == MEMBERS - {"loud"}


def test_a_changed_lock_file_in_an_open_shell(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    manifest = project.root / "app/Cargo.toml"
    line = f'plain = {{ git = "file://{tmp_path}/kit" }}'
    outcome = project.run(f"echo '{line}' >> app/Cargo.toml; cargo run --quiet --offline -p app")
    assert line in manifest.read_text(encoding="utf-8")
    assert outcome.stdout == SHOWN
    assert set(outcome.packages("compiled")) == MEMBERS - {"loud"}


def test_a_lazy_shell_compiles_what_is_not_built(tmp_path: Path) -> None:
    lazy = make_project(tmp_path / "lazy", 'devShell.prebuilt = false; packageOverrides.plain.env.UNIQUE = "1";')
    outcome = lazy.run("cargo run --quiet -p app")
    assert outcome.code == 0, outcome.stderr
    assert outcome.stdout == SHOWN
    assert {"plain", "above"} <= set(outcome.packages("compiled"))
