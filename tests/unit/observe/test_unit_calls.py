"""Calls of cargo 1.97 belong to units."""

import pytest

from cargo_nix.errors import ObserveError
from cargo_nix.observe.observation import Execution, Process
from cargo_nix.observe.unit_calls import Member, MemberTarget, ObservedUnit, assign_units, parse_members

ROOT = "/w"


def _target(kind: str, name: str, source: str) -> MemberTarget:
    return MemberTarget(kind=kind, name=name, source=f"/w/app/{source}")


APP = Member(
    directory="app",
    targets=(
        _target("lib", "my_app", "src/lib.rs"),
        _target("bin", "my-app", "src/main.rs"),
        _target("bin", "both", "src/both.rs"),
        _target("example", "both", "src/both.rs"),
        _target("test", "both", "src/both.rs"),
        _target("bench", "speed", "benches/speed.rs"),
        _target("custom-build", "build-script-build", "build.rs"),
    ),
)
MEMBERS = {
    "/w/app": APP,
    "/w": Member(directory="", targets=(MemberTarget(kind="lib", name="root", source="/w/src/lib.rs"),)),
}


def _call(*argv: str, package_dir: str = "/w/app", cwd: str = ROOT, **env: str) -> Execution:
    package = (
        {"CARGO_MANIFEST_DIR": package_dir, "CARGO_PKG_NAME": "app", "CARGO_PKG_VERSION": "0.1.0"}
        if package_dir
        else {}
    )
    return Execution(program=f"/usr/bin/{argv[0]}", cwd=cwd, argv=argv, env={**package, **env})


def _rustc(source: str, crate: str, *extra: str, out: str = "/w/target/debug/deps", **env: str) -> Execution:
    argv = ("--crate-name", crate, "--edition=2021", source, "--emit=dep-info,link", "-C", "metadata=1")
    return _call("rustc", *argv, "--out-dir", out, *extra, CARGO_CRATE_NAME=crate, **env)


def _unit(call: Execution) -> ObservedUnit | None:
    cargo = Process(number=1, parent=None, cwd=ROOT)
    child = Process(number=2, parent=cargo, cwd=ROOT, executions=[call])
    assigned = assign_units([cargo, child], MEMBERS)
    return assigned[0][1] if assigned else None


@pytest.mark.parametrize(
    ("call", "key"),
    [
        (_rustc("app/src/lib.rs", "my_app", "--crate-type", "lib"), "lib:my_app:plain"),
        (_rustc("app/src/lib.rs", "my_app", "--crate-type", "cdylib", "--crate-type", "rlib"), "lib:my_app:plain"),
        (_rustc("app/src/lib.rs", "my_app", "--test"), "lib:my_app:test"),
        (_rustc("app/src/main.rs", "my_app", "--crate-type", "bin", CARGO_BIN_NAME="my-app"), "bin:my-app:plain"),
        (_rustc("app/src/main.rs", "my_app", "--test", CARGO_BIN_NAME="my-app"), "bin:my-app:test"),
        # A program, an example and a test share a source.
        (_rustc("app/src/both.rs", "both", "--crate-type", "bin", CARGO_BIN_NAME="both"), "bin:both:plain"),
        (
            _rustc("app/src/both.rs", "both", "--crate-type", "bin", out="/w/target/debug/examples"),
            "example:both:plain",
        ),
        (_rustc("app/src/both.rs", "both", "--test"), "test:both:test"),
        # A target without a harness
        (_rustc("app/src/both.rs", "both", "--crate-type", "bin", "--cfg", "test"), "test:both:test"),
        (_rustc("app/benches/speed.rs", "speed", "--crate-type", "bin"), "bench:speed:test"),
        (
            _rustc("app/build.rs", "build_script_build", "--crate-type", "bin"),
            "custom-build:build-script-build:plain",
        ),
        (_rustc("/w/app/src/lib.rs", "my_app", "--crate-type", "lib"), "lib:my_app:plain"),
    ],
)
def test_a_call_of_rustc_is_a_target_in_a_mode(call: Execution, key: str) -> None:
    assert _unit(call) == ObservedUnit(directory="app", key=key)


def test_a_wrapper_counts_as_rustc() -> None:
    call = _rustc("app/src/lib.rs", "my_app", "--crate-type", "lib")
    wrapped = Execution(program="/w/wrapper.sh", cwd=ROOT, argv=("/w/wrapper.sh", *call.argv), env=call.env)
    assert _unit(wrapped) == ObservedUnit(directory="app", key="lib:my_app:plain")


def test_a_call_of_rustdoc_makes_pages_or_runs_doctests() -> None:
    argv = ("rustdoc", "--edition=2021", "--crate-type", "lib", "--crate-name", "my_app")
    pages = _call(*argv, "app/src/lib.rs", "-o", "/w/target/doc", "-C", "metadata=1", CARGO_CRATE_NAME="my_app")
    tests = _call(*argv, "--test", "app/src/lib.rs", "--test-run-directory", "/w/app", CARGO_CRATE_NAME="my_app")
    assert _unit(pages) == ObservedUnit(directory="app", key="lib:my_app:doc")
    assert _unit(tests) == ObservedUnit(directory="app", key="run")


def test_a_call_with_target_variables_is_a_script_run() -> None:
    call = _call(
        "/w/target/debug/build/app-1/build-script-build", cwd="/w/app", NUM_JOBS="2", CARGO_CFG_UNIX="", OUT_DIR="/o"
    )
    assert _unit(call) == ObservedUnit(directory="app", key="custom-build:build-script-build:run")


@pytest.mark.parametrize("argv", [("/w/target/debug/deps/both-1",), ("runner", "/w/target/debug/deps/both-1", "-q")])
def test_any_other_program_is_a_test_run(argv: tuple[str, ...]) -> None:
    assert _unit(_call(*argv, cwd="/w/app", OUT_DIR="/o")) == ObservedUnit(directory="app", key="run")


def test_the_root_package_has_an_empty_directory() -> None:
    argv = ("--crate-name", "root", "src/lib.rs", "--crate-type", "lib", "--emit=link", "--out-dir", "/w/target")
    assert _unit(_call("rustc", *argv, package_dir="/w")) == ObservedUnit(directory="", key="lib:root:plain")


def test_cargos_queries_are_no_units() -> None:
    assert _unit(_call("rustc", "-vV", package_dir="")) is None
    assert _unit(_call("git", "fetch", package_dir="")) is None


def test_a_call_of_another_package_is_foreign() -> None:
    script = _call(
        "/w/target/build-script-build",
        package_dir="/registry/serde",
        cwd="/registry/serde",
        NUM_JOBS="2",
        CARGO_CFG_UNIX="",
    )
    assert _unit(script) == ObservedUnit(directory="app 0.1.0", key="custom-build:run", foreign=True)


def test_a_build_script_may_set_cargos_variables() -> None:
    call = _rustc("app/src/lib.rs", "my_app", "--test", CARGO_MANIFEST_DIR="script", CARGO_PKG_NAME="script")
    assert _unit(call) == ObservedUnit(directory="app", key="lib:my_app:test")
    run = _call("/w/target/debug/deps/my_app-1", cwd="/w/app", CARGO_MANIFEST_DIR="script", CARGO_CFG_OWN="1")
    assert _unit(run) == ObservedUnit(directory="app", key="run")


def test_two_packages_may_share_a_source() -> None:
    target = _target("lib", "shared", "src/shared.rs")
    members = {f"/w/{name}": Member(directory=name, targets=(target,)) for name in ("one", "two")}
    cargo = Process(number=1, parent=None, cwd=ROOT)
    call = _rustc("app/src/shared.rs", "shared", "--crate-type", "lib", CARGO_MANIFEST_DIR="/w/two")
    child = Process(number=2, parent=cargo, cwd=ROOT, executions=[call])
    assert assign_units([cargo, child], members) == [(child, ObservedUnit(directory="two", key="lib:shared:plain"))]


def test_a_call_without_a_target_is_an_error() -> None:
    with pytest.raises(ObserveError) as error:
        _unit(_rustc("app/src/other.rs", "other", "--crate-type", "lib"))
    assert "a call of cargo belongs to no target of its package\n  at: app\n" in str(error.value)


def test_arguments_in_a_file_are_an_error() -> None:
    with pytest.raises(ObserveError, match="cargo passed the arguments of rustc in a file"):
        _unit(_call("rustc", "@/tmp/cargo-argfile.1", CARGO_CRATE_NAME="my_app"))


def test_children_belong_to_the_unit_of_their_parent() -> None:
    cargo = Process(number=1, parent=None, cwd=ROOT)
    script = Process(
        number=2, parent=cargo, cwd=ROOT, executions=[_call("script", cwd="/w/app", NUM_JOBS="2", CARGO_CFG_UNIX="")]
    )
    # A script may start cargo: the calls of that cargo belong to the script.
    inner = Process(number=3, parent=script, cwd=ROOT, executions=[_rustc("app/src/lib.rs", "my_app")])
    forked = Process(number=4, parent=cargo, cwd=ROOT)
    unit = ObservedUnit(directory="app", key="custom-build:build-script-build:run")
    assert assign_units([cargo, script, inner, forked], MEMBERS) == [(script, unit), (inner, unit)]


def test_members_are_the_path_packages_below_the_root() -> None:
    def package(directory: str, source: str | None) -> dict[str, object]:
        target = {"kind": ["cdylib", "rlib"], "name": "a", "src_path": f"{directory}/src/lib.rs"}
        return {"manifest_path": f"{directory}/Cargo.toml", "source": source, "targets": [target]}

    metadata = {
        "packages": [
            package("/w", None),
            package("/w/in/side", None),
            package("/w2/beside", None),
            package("/w/vendor/fnv", "registry+index"),
        ]
    }
    members = parse_members(metadata, "/w")
    assert {directory: member.directory for directory, member in members.items()} == {"/w": "", "/w/in/side": "in/side"}
    assert members["/w"].targets == (MemberTarget(kind="lib", name="a", source="/w/src/lib.rs"),)


def test_sources_of_members_are_normal_paths() -> None:
    target = {"kind": ["example"], "name": "a", "src_path": "/w/a/../b/examples/a.rs"}
    metadata = {"packages": [{"manifest_path": "/w/a/Cargo.toml", "source": None, "targets": [target]}]}
    assert [target.source for target in parse_members(metadata, "/w")["/w/a"].targets] == ["/w/b/examples/a.rs"]
