"""Bad input stops the build with one message: the error, its location, the expected value, the value and ways out."""

import subprocess
from pathlib import Path

import pytest

from support.nix import CHECKOUT, Failed, build, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

PROGRAM = {"Cargo.toml": package("app"), "Cargo.lock": lock("app"), "src/main.rs": "fn main() {}\n"}
MEMBER = {
    "Cargo.toml": '[workspace]\nmembers = ["app"]\n',
    "Cargo.lock": lock("app"),
    "app/Cargo.toml": package("app"),
    # Only the build script's output names the file, so the scan of the source cannot see the path.
    "app/build.rs": 'fn main() {\n    println!("cargo::rustc-env=SHARED=../../shared.txt");\n}\n',
    "app/src/main.rs": 'const TEXT: &str = include_str!(env!("SHARED"));\nfn main() {\n    print!("{TEXT}");\n}\n',
    "shared.txt": "shared\n",
}
LOCKED_ITOA = """
[[package]]
name = "itoa"
version = "1.0.17"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "{checksum}"
"""


def message_of(text: str) -> str:
    """Return cargo-nix's message from the output of Nix, either in a derivation's log or from evaluation."""
    lines = text.splitlines()
    for log_prefix in ("cargo-nix-plan> ", "app> ", "crate-itoa> "):
        logged = [line.removeprefix(log_prefix) for line in lines if line.startswith(log_prefix)]
        starts = [n for n, line in enumerate(logged) if line.startswith("error: ") and n + 1 < len(logged)]
        message_starts = [n for n in starts if logged[n + 1].startswith("  ")]
        if message_starts:
            return "\n".join(logged[message_starts[-1] :])
    start = max(n for n, line in enumerate(lines) if line.strip().startswith("error: "))
    return "\n".join([lines[start].strip(), *(line[7:] for line in lines[start + 1 :])]).rstrip()


def build_error(project: Path, arguments: str = "", attribute: str = ".default") -> str:
    """Build ``attribute``, which must fail, and return the message."""
    with pytest.raises(Failed) as stopped:
        build(workspace(project, arguments) + attribute)
    return message_of(stopped.value.text)


def test_no_lockfile(tmp_path: Path) -> None:
    project = write_project(tmp_path, {key: text for key, text in PROGRAM.items() if key != "Cargo.lock"})
    assert build_error(project) == "\n".join(
        [
            "error: there is no Cargo.lock",
            "  at: buildCargoWorkspace: src",
            "  expected: a lock file beside Cargo.toml, with the crates to fetch and their checksums",
            f"  got: {project}",
            "  ways out:",
            "    1. in a git checkout: git add Cargo.lock (Nix sees only tracked files; look into .gitignore)",
            "    2. run `cargo generate-lockfile` and commit Cargo.lock",
        ]
    )


def test_untracked_lockfile_in_a_flake(tmp_path: Path) -> None:
    flake = (
        "{ outputs = { self }: { default = ((import "
        f"{CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ pkgs = import {CHECKOUT}/tests/debian {{ }}; src = ./.; }}).default; }}; }}"
    )
    project = write_project(tmp_path / "project", {**PROGRAM, "flake.nix": flake})
    for command in (["git", "init", "-q"], ["git", "add", "flake.nix", "Cargo.toml", "src"]):
        subprocess.run(command, cwd=project, check=True)
    process = subprocess.run(
        ["nix", "build", "--impure", "--no-link", f"git+file://{project}#default"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 1
    message = message_of(process.stderr).splitlines()
    assert message[:3] == [
        "error: there is no Cargo.lock",
        "  at: buildCargoWorkspace: src",
        "  expected: a lock file beside Cargo.toml, with the crates to fetch and their checksums",
    ]
    assert message[3].startswith("  got: /nix/store/")
    assert message[4:] == [
        "  ways out:",
        "    1. in a git checkout: git add Cargo.lock (Nix sees only tracked files; look into .gitignore)",
        "    2. run `cargo generate-lockfile` and commit Cargo.lock",
    ]


def test_lockfile_does_not_match_the_manifests(tmp_path: Path) -> None:
    project = write_project(tmp_path, {**PROGRAM, "Cargo.toml": package("app", '[dependencies]\nlibc = "0.2"\n')})
    assert build_error(project) == "\n".join(
        [
            "error: Cargo.lock does not match the manifests",
            "  at: Cargo.lock",
            "  expected: every dependency of the manifests in the lock file",
            "  got: no matching package named `libc` found",
            "  | required by package `app v0.1.0 (.)`",
            "  ways out:",
            "    1. run `cargo update --workspace` (or any `cargo build`) in the project and commit Cargo.lock",
        ]
    )


def test_lockfile_lacks_a_member(tmp_path: Path) -> None:
    project = write_project(tmp_path, {**PROGRAM, "Cargo.lock": "version = 4\n"})
    assert build_error(project) == "\n".join(
        [
            "error: Cargo.lock does not match the manifests",
            "  at: Cargo.lock",
            "  expected: a lock file that needs no change",
            "  got: cannot update the lock file Cargo.lock because --locked was passed to prevent this",
            "  ways out:",
            "    1. run `cargo update --workspace` (or any `cargo build`) in the project and commit Cargo.lock",
        ]
    )


@pytest.mark.network
def test_archive_does_not_match_its_checksum(tmp_path: Path) -> None:
    files = {
        **PROGRAM,
        "Cargo.toml": package("app", '[dependencies]\nitoa = "1"\n'),
        "Cargo.lock": lock("app itoa") + LOCKED_ITOA.format(checksum="0" * 64),
    }
    assert build_error(write_project(tmp_path, files)).splitlines()[:7] == [
        "error: the archive of itoa 1.0.17 does not match Cargo.lock",
        '  at: Cargo.lock: package "itoa" 1.0.17, checksum',
        "  expected: 0000000000000000000000000000000000000000000000000000000000000000",
        "  got: 92ecc6618181def0457392ccd0ee51198e065e016d1d527a7ac1b6dc7c1f09d2",
        "  ways out:",
        "    1. if Cargo.lock was edited by hand: restore it, or remove the package's entry and run `cargo generate-lockfile`",
        "    2. if a mirror or proxy changed the archive: fetch from the registry itself",
    ]


def test_crate_without_a_checksum(tmp_path: Path) -> None:
    locked = LOCKED_ITOA.replace('checksum = "{checksum}"\n', "")
    project = write_project(tmp_path, {**PROGRAM, "Cargo.lock": lock("app itoa") + locked})
    assert build_error(project) == "\n".join(
        [
            "error: Cargo.lock has no checksum for `itoa 1.0.17`",
            '  at: Cargo.lock: package "itoa" 1.0.17',
            "  expected: a checksum for each crate of a registry",
            "  got: registry+https://github.com/rust-lang/crates.io-index",
            "  ways out:",
            "    1. run `cargo generate-lockfile` and commit Cargo.lock",
        ]
    )


def test_unknown_package(tmp_path: Path) -> None:
    assert build_error(write_project(tmp_path, PROGRAM), 'packages = [ "ap" ];') == "\n".join(
        [
            "error: no package `ap` in the workspace",
            "  at: buildCargoWorkspace: packages",
            "  expected: names of workspace members",
            "  got: package ID specification `ap` did not match any packages",
            "  | help: a package with a similar name exists: `app`",
            "  ways out:",
            "    1. correct the `packages` argument",
            "    2. remove the argument to build the default members",
        ]
    )


def test_unknown_feature(tmp_path: Path) -> None:
    assert build_error(write_project(tmp_path, PROGRAM), 'features = [ "nope" ];') == "\n".join(
        [
            "error: a selected feature does not exist",
            "  at: buildCargoWorkspace: features",
            "  expected: features that a selected package declares",
            "  got: the package 'app' does not contain this feature: nope",
            "  ways out:",
            "    1. correct the `features` argument",
            "    2. declare the feature in the package's [features]",
        ]
    )


def test_unknown_profile(tmp_path: Path) -> None:
    assert build_error(write_project(tmp_path, PROGRAM), 'profile = "nope";') == "\n".join(
        [
            "error: the profile does not exist",
            "  at: buildCargoWorkspace: profile",
            "  expected: dev, release, test, bench, or a profile that the root manifest declares",
            "  got: profile `nope` is not defined",
            "  ways out:",
            "    1. correct the `profile` argument",
            "    2. declare [profile.<name>] with `inherits` in the root Cargo.toml",
        ]
    )


def test_target_specification(tmp_path: Path) -> None:
    assert build_error(write_project(tmp_path, PROGRAM), 'target = "x.json";') == "\n".join(
        [
            "error: `x.json` is a target specification, and cargo-nix builds for built-in targets only",
            "  at: buildCargoWorkspace: target, or .cargo/config.toml: build.target",
            "  expected: a triple of `rustc --print target-list`",
            "  got: x.json",
            "  ways out:",
            "    1. build for the nearest built-in target, and set the differences in `target.<triple>.rustflags`",
            "    2. build this target with a nightly cargo: cargo build -Z json-target-spec -Z build-std",
        ]
    )


def test_a_standard_library_that_cargo_compiles(tmp_path: Path) -> None:
    config = '[unstable]\nbuild-std = ["std", "panic_abort"]\n'
    project = write_project(tmp_path, {**PROGRAM, ".cargo/config.toml": config})
    assert build_error(project, 'target = "wasm32-wasip1";') == "\n".join(
        [
            "error: cargo-nix does not compile the standard library (`-Z build-std`)",
            "  at: .cargo/config.toml: unstable.build-std",
            "  expected: a toolchain that has the standard library of the target",
            '  got: build-std = ["std", "panic_abort"]',
            "  ways out:",
            "    1. remove `build-std` for the build with Nix, and add the library to the toolchain: docs/cross.md",
            "    2. for a target without a published library, make a toolchain with it and pass it as `toolchain`",
        ]
    )


def test_a_shared_library_on_wasm(tmp_path: Path) -> None:
    manifest = package("app", '[lib]\ncrate-type = ["dylib"]\n')
    project = write_project(tmp_path, {**PROGRAM, "Cargo.toml": manifest, "src/lib.rs": ""})
    assert build_error(project, 'target = "wasm32-unknown-unknown";') == "\n".join(
        [
            "error: cannot produce dylib for `app v0.1.0`",
            "  at: the library of `app`",
            "  expected: a crate type that `wasm32-unknown-unknown` has",
            "  got: dylib",
            "  ways out:",
            "    1. leave the package out: `packages = [ … ]` or `exclude = [ … ]`",
            '    2. add `"rlib"` to its `crate-type`',
        ]
    )


def test_toolchain_lacks_the_standard_library_of_the_target(tmp_path: Path) -> None:
    assert build_error(write_project(tmp_path, PROGRAM), 'target = "riscv64gc-unknown-linux-gnu";') == "\n".join(
        [
            "error: the toolchain has no standard library for `riscv64gc-unknown-linux-gnu`",
            "  at: buildCargoWorkspace: toolchain",
            "  expected: libcore-*.rlib in /usr/lib/rustlib/riscv64gc-unknown-linux-gnu/lib",
            "  got: no such file",
            "  ways out:",
            '    1. fenix: `toolchain = fenix.combine [ stable.toolchain targets."riscv64gc-unknown-linux-gnu".stable.rust-std ]`',
            '    2. rust-overlay: `rust-bin.stable.latest.default.override { targets = [ "riscv64gc-unknown-linux-gnu" ]; }`',
            "    3. nixpkgs: without `toolchain`, for platforms of pkgsCross: docs/cross.md",
        ]
    )


def test_unknown_target(tmp_path: Path) -> None:
    assert build_error(write_project(tmp_path, PROGRAM), 'target = "wasm33-unknown";') == "\n".join(
        [
            "error: rustc does not know the target `wasm33-unknown`",
            "  at: buildCargoWorkspace: target",
            "  expected: a triple of `rustc --print target-list`",
            '  got: error loading target specification: could not find specification for target "wasm33-unknown"',
            "  ways out:",
            "    1. did you mean one of these? wasm32-unknown-unknown, wasm64-unknown-unknown, wasm32v1-none",
            "    2. correct the `target` argument",
        ]
    )


def test_rustc_refuses_the_configured_rustflags(tmp_path: Path) -> None:
    configuration = '[build]\nrustflags = ["-Zincremental-info"]\n'
    assert build_error(write_project(tmp_path, {**PROGRAM, ".cargo/config.toml": configuration})) == "\n".join(
        [
            "error: rustc refuses the configured rustflags for `x86_64-unknown-linux-gnu`",
            "  at: .cargo/config.toml: rustflags",
            "  expected: flags that the rustc of this toolchain accepts",
            "  got: the option `Z` is only accepted on the nightly compiler",
            "  ways out:",
            "    1. correct `rustflags`",
            "    2. build with the right toolchain: the `toolchain` argument",
        ]
    )


def test_manifest_does_not_parse(tmp_path: Path) -> None:
    project = write_project(tmp_path, {**PROGRAM, "Cargo.toml": package("app", "[dependencies\n")})
    assert build_error(project) == "\n".join(
        [
            "error: a manifest does not parse",
            "  at: Cargo.toml:5:14",
            "  expected: a manifest that this cargo reads",
            "  got: unclosed table, expected `]`",
            "  |  --> Cargo.toml:5:14",
            "  |   |",
            "  | 5 | [dependencies",
            "  |   |              ^",
            "  ways out:",
            "    1. correct the manifest: `cargo metadata` in the project shows the same error",
        ]
    )


def test_manifest_with_a_wrong_type(tmp_path: Path) -> None:
    project = write_project(tmp_path, {**PROGRAM, "Cargo.toml": package("app", "[dependencies]\nx = 1\n")})
    assert build_error(project) == "\n".join(
        [
            "error: a manifest does not parse",
            "  at: Cargo.toml:6:5",
            "  expected: a manifest that this cargo reads",
            '  got: invalid type: integer `1`, expected a version string like "0.9.8" or a detailed dependency like'
            ' { version = "0.9.8" }',
            "  |  --> Cargo.toml:6:5",
            "  |   |",
            "  | 6 | x = 1",
            "  |   |     ^",
            "  ways out:",
            "    1. correct the manifest: `cargo metadata` in the project shows the same error",
        ]
    )


def test_library_has_no_program(tmp_path: Path) -> None:
    project = write_project(tmp_path, {"Cargo.toml": package("app"), "Cargo.lock": lock("app"), "src/lib.rs": ""})
    assert build_error(project, attribute=".programs.app") == "\n".join(
        [
            "error: `app` is a library without a program",
            "  at: buildCargoWorkspace: programs.app",
            "  expected: a package with a `[[bin]]` target or src/main.rs",
            "  got: targets: lib app",
            "  ways out:",
            "    1. build the library itself with `packages.app`",
            "    2. add src/main.rs or a `[[bin]]` target to the package",
        ]
    )
    assert (build(workspace(project) + ".packages.app") / "lib/libapp.rlib").is_file()


def test_include_of_a_file_named_by_a_build_script_variable(tmp_path: Path) -> None:
    out = build(workspace(write_project(tmp_path, MEMBER)) + ".default")
    assert subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout == "shared\n"


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ('fn main() { print!("{}", include_str!("../../shared.md")); }\n', "shared.md"),
        ("mod missing;\nfn main() {}\n", "app/src/missing.rs"),
    ],
)
def test_file_missing_from_the_source(tmp_path: Path, source: str, path: str) -> None:
    project = write_project(tmp_path, {**MEMBER, "app/src/main.rs": source})
    with pytest.raises(Failed) as stopped:
        build(workspace(project) + ".default")
    lines = [line.partition("> ")[2] for line in stopped.value.text.splitlines() if line.startswith("app> ")]
    assert lines[-1] == (
        f"help: `{path}` is not in the file set of this unit; if git does not track it: `git add {path}` "
        f"(`git add -f {path}` if .gitignore has it; in a submodule: `?submodules=1` at the end of the flake's address); "
        f'else: buildCargoWorkspace {{ packageOverrides.app.extraFiles = [ "{path}" ]; … }}'
    )


def test_include_of_a_file_outside_the_package(tmp_path: Path) -> None:
    source = MEMBER["app/src/main.rs"].replace('env!("SHARED")', '"../../shared.txt"')
    out = build(workspace(write_project(tmp_path, {**MEMBER, "app/src/main.rs": source})) + ".default")
    assert subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout == "shared\n"


@pytest.mark.parametrize(
    ("dependencies", "expected"),
    [
        (
            "deps.ap = [ ];",
            [
                "error: `ap` is not a package in Cargo.lock",
                '  at: dependencies: deps."ap"',
                "  expected: the name of a locked package",
                "  got: ap",
                "  ways out:",
                "    1. did you mean `app`?",
                "    2. remove the entry",
            ],
        ),
        (
            'envs.app."0.2.0" = { };',
            [
                "error: `app 0.2.0` is not a package in Cargo.lock",
                '  at: dependencies: envs."app"."0.2.0"',
                "  expected: a locked version of `app`",
                "  got: 0.2.0",
                "  ways out:",
                "    1. the locked version is 0.1.0",
                "    2. remove the entry",
            ],
        ),
    ],
)
def test_dependencies_entry_matches_no_package(tmp_path: Path, dependencies: str, expected: list[str]) -> None:
    assert _stop_evaluation(tmp_path, f"{{ {dependencies} }}") == "\n".join(expected)


def _stop_evaluation(tmp_path: Path, dependencies: str) -> str:
    """Evaluate a program with the argument ``dependencies`` and return the error's message."""
    expression = workspace(write_project(tmp_path, PROGRAM), f"dependencies = {dependencies};")
    with pytest.raises(Failed) as stopped:
        evaluate(f"{expression}.default.drvPath")
    return message_of(stopped.value.text)


DEPS = "a list of derivations, a function from `pkgs` to it, or a set of both by version"
DEPS_EXAMPLE = 'for example: deps."openssl-sys" = [ pkgs.openssl ];'
ENVS = "a set of variables, or a set of such sets by version"
VARIABLE = "a string, a number, a path or a derivation"
ENVS_EXAMPLE = 'for example: envs."openssl-sys".OPENSSL_NO_VENDOR = "1";'


@pytest.mark.parametrize(
    ("dependencies", "entry", "details"),
    [
        ('deps.app = "y";', 'deps."app"', [DEPS, 'the string "y"', DEPS_EXAMPLE]),
        ('deps.app."0.1.0" = "y";', 'deps."app"."0.1.0"', [DEPS, 'the string "y"', DEPS_EXAMPLE]),
        ("deps = [ ];", "deps", ["a set of entries by package", "an empty list", DEPS_EXAMPLE]),
        ("envs.app = [ ];", 'envs."app"', [ENVS, "an empty list", ENVS_EXAMPLE]),
        ('envs.app."0.1.0" = 1;', 'envs."app"."0.1.0"', [ENVS, "1", ENVS_EXAMPLE]),
        ("envs.app.A = true;", 'envs."app".A', [VARIABLE, "true", 'for example: envs."app".A = "1";']),
    ],
)
def test_dependencies_entry_of_a_wrong_type(tmp_path: Path, dependencies: str, entry: str, details: list[str]) -> None:
    expected, got, way_out = details
    assert _stop_evaluation(tmp_path, f"{{ {dependencies} }}") == "\n".join(
        [
            f"error: `{entry}` has the wrong type",
            f"  at: dependencies: {entry}",
            f"  expected: {expected}",
            f"  got: {got}",
            "  ways out:",
            f"    1. {way_out}",
        ]
    )


def test_unknown_attribute_of_dependencies(tmp_path: Path) -> None:
    assert _stop_evaluation(tmp_path, "{ dep.app = [ ]; }") == "\n".join(
        [
            "error: `dep` is neither `deps` nor `envs`",
            "  at: dependencies: dep",
            "  expected: the attributes `deps` and `envs`",
            "  got: dep",
            "  ways out:",
            "    1. did you mean `deps`?",
            "    2. remove the attribute",
        ]
    )


def test_dependencies_without_a_set(tmp_path: Path) -> None:
    assert _stop_evaluation(tmp_path, "{ pkgs, ... }: [ ]") == "\n".join(
        [
            "error: `dependencies` has the wrong type",
            "  at: dependencies",
            "  expected: a set with `deps` and `envs`, or a function to such a set",
            "  got: an empty list",
            "  ways out:",
            '    1. for example: { deps."openssl-sys" = [ pkgs.openssl ]; }',
        ]
    )


def test_dependencies_of_another_platform_stay_unevaluated() -> None:
    native = evaluate(f"""
let
  app = {{ name = "app"; version = "0.1.0"; }};
  mac = {{ name = "mac"; version = "1.0.0"; }};
in
(import {CHECKOUT}/nixlib {{ }}).scope.readDependencies {{
  programs = {{ }};
  libraries = {{ }};
  crateOverrides = {{ }};
  names = [ app mac ];
  dependencies = {{ deps.mac = [ (throw "deps") ]; envs.mac.FRAMEWORKS = throw "envs"; }};
}} app
""")
    assert native == {"nativeBuildInputs": [], "buildInputs": [], "env": {}, "listed": False}
