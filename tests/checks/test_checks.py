"""The checks of a workspace with each kind of target: names, logs, and the check that fails after an edit."""

import hashlib
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from cargo_side import Verdicts, cargo_findings, cargo_verdicts, read_verdicts

from support.nix import CHECKOUT, Failed, build, commit_plan, drv_paths, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

FIXTURE = Path(__file__).parent / "workspace"
DEBIAN = CHECKOUT / "tests/debian"
ARGUMENTS = 'profile = "dev"; workspace = true;'
# Each check that runs tests, with Cargo's name in its output: source and crate.
RUNS = {
    "goods-test": "src/lib.rs goods",
    "goods-doctest": "doc goods",
    "shop-test": "src/lib.rs shop",
    "shop-doctest": "doc shop",
    "shop-bin-shop-till-test": "src/bin/shop-till.rs shop_till",
    "shop-test-integration": "tests/integration.rs integration",
    "shop-test-plain": "tests/plain.rs plain",
}
OTHERS = [
    *("shop-bench-speed", "shop-build", "shop-example-show-off"),
    *(f"{package}-{check}" for package in ("goods", "helper", "shop") for check in ("clippy", "doc", "fmt")),
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURE, tmp_path / "project"))


def _edit(project: Path, path: str, old: str, new: str) -> None:
    text = (project / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (project / path).write_text(text.replace(old, new), encoding="utf-8")


def _checks(project: Path, arguments: str = ARGUMENTS) -> dict[str, str]:
    """Return the .drv path of each check by name."""
    drv_by_check = evaluate(f"builtins.mapAttrs (_name: check: check.drvPath) {workspace(project, arguments)}.checks")
    assert isinstance(drv_by_check, dict)
    return drv_by_check


def _run_all(checks: Mapping[str, str]) -> dict[str, str]:
    """Build all checks and return the logs of the failed checks; a dependent of a failed build does not count."""
    command = ["nix", "build", "--no-link", "--keep-going", *(f"{path}^out" for path in checks.values())]
    process = subprocess.run(command, capture_output=True, text=True, check=False)
    failed_drvs = re.findall(r"Cannot build '([^']+)'\.\s+Reason: builder failed", process.stderr)
    assert (process.returncode == 0) == (not failed_drvs), process.stderr
    names = {path: name for name, path in checks.items()}
    return {names.get(path, path): _log(path) for path in failed_drvs}


def _log(path: str) -> str:
    return subprocess.run(["nix", "log", path], capture_output=True, text=True, check=True).stdout


def _verdicts(project: Path, arguments: str = ARGUMENTS) -> Verdicts:
    expression = workspace(project, arguments)
    return {
        cargo_name: read_verdicts(build(f'{expression}.checks."{name}"').read_text(encoding="utf-8"))
        for name, cargo_name in RUNS.items()
    }


def test_the_checks_have_these_names() -> None:
    assert sorted(_checks(FIXTURE)) == sorted([*RUNS, *OTHERS])


def test_all_checks_pass() -> None:
    assert _run_all(_checks(FIXTURE)) == {}


def test_the_checks_give_cargos_verdicts(project: Path, tmp_path: Path) -> None:
    expected = cargo_verdicts(project, tmp_path / "target")
    assert sum(map(len, expected.values())) == 21
    assert _verdicts(project) == expected


@pytest.mark.parametrize(
    ("path", "old", "new", "check", "finding"),
    [
        (
            "crates/goods/src/lib.rs",
            'price("bolt"), Some(3)',
            'price("bolt"), Some(4)',
            "goods-test",
            ["error: 1 of 2 tests failed in goods (--lib)", "", "---- tests::has_prices stdout ----"],
        ),
        (
            "crates/goods/src/lib.rs",
            'price("nut"), Some(2)',
            'price("nut"), Some(9)',
            "goods-doctest",
            [
                "error: 1 of 1 tests failed in goods (--doc)",
                "",
                "---- crates/goods/src/lib.rs - price (line 5) stdout ----",
            ],
        ),
        (
            "crates/shop/tests/plain.rs",
            "if !cfg!(test)",
            "if cfg!(test)",
            "shop-test-plain",
            ["error: the test program failed with exit code 1 in shop (--test plain)"],
        ),
        (
            "crates/shop/examples/show-off.rs",
            "fn main() {\n",
            "fn main() {\n    let _ = 1_u32.clone();\n",
            "shop-clippy",
            [
                "error: using `clone` on type `u32` which implements the `Copy` trait",
                " --> crates/shop/examples/show-off.rs:2:13",
            ],
        ),
        (
            "crates/shop/benches/speed.rs",
            "fn main() {",
            "fn main()  {",
            "shop-fmt",
            ["Diff in crates/shop/benches/speed.rs:1:", "-fn main()  {", "+fn main() {"],
        ),
        (
            "crates/helper/src/lib.rs",
            "[`shop`]",
            "[`ship`]",
            "helper-doc",
            ["error: unresolved link to `ship`", " --> crates/helper/src/lib.rs:1:26"],
        ),
    ],
)
def test_one_error_fails_one_check(  # noqa: PLR0913, PLR0917 -- one row of the table
    project: Path, path: str, old: str, new: str, check: str, finding: list[str]
) -> None:
    _edit(project, path, old, new)
    logs = _run_all(_checks(project))
    assert list(logs) == [check]
    plain = re.sub(r"\x1b\[[0-9;]*m", "", logs[check])
    assert plain.splitlines()[: len(finding)] == finding


@pytest.mark.parametrize(
    ("path", "old", "new", "check", "finding"),
    [
        ("goods/src/lib.rs", 'price("bolt"), Some(3)', 'price("bolt"), Some(4)', "goods-test", " right: Some(4)"),
        ("goods/src/lib.rs", 'price("nut"), Some(2)', 'price("nut"), Some(9)', "goods-doctest", " right: Some(9)"),
        ("goods/src/lib.rs", "match name {", "match name.clone() {", "goods-clippy", "9 |     match name.clone() {"),
        ("shop/benches/speed.rs", "fn main() {", "fn main()  {", "shop-fmt", "-fn main()  {"),
        (
            "helper/src/lib.rs",
            "[`shop`]",
            "[`ship`]",
            "helper-doc",
            "1 | //! Helps the tests of [`ship`], which it depends on.",
        ),
    ],
)
def test_nix_build_shows_the_finding(  # noqa: PLR0913, PLR0917 -- one row of the table
    project: Path, path: str, old: str, new: str, check: str, finding: str
) -> None:
    """Nix shows the end of the log without `-L`."""
    _edit(project, f"crates/{path}", old, new)
    expression = f'{workspace(project, ARGUMENTS)}.checks."{check}"'
    process = subprocess.run(
        ["nix", "build", "--impure", "--no-link", "--expr", expression], capture_output=True, text=True, check=False
    )
    assert process.returncode == 1
    log_lines = [line.partition("> ")[2] for line in process.stderr.splitlines() if line.startswith("       > ")]
    assert finding in log_lines


def test_warnings_do_not_hide_an_error(project: Path) -> None:
    with (project / "crates/goods/src/lib.rs").open("a", encoding="utf-8") as file:
        file.writelines(f"mod m{n} {{\n    pub fn unused() {{}}\n}}\n" for n in range(20))
    _edit(project, "crates/goods/src/lib.rs", "match name {", "match name.clone() {")
    checks = _checks(
        project, f'{ARGUMENTS} checks.clippyArgs = [ "-D" "clippy::clone_on_copy" "-D" "noop_method_call" ];'
    )
    log = re.sub(r"\x1b\[[0-9;]*m", "", _run_all({"goods-clippy": checks["goods-clippy"]})["goods-clippy"])
    assert log.startswith("error: call to `.clone()` on a reference in this situation does nothing\n")
    assert re.search(r"^\(\d+ warnings left out\)\nerror: clippy found errors in goods$", log, re.MULTILINE)


def test_the_checks_have_the_findings_of_cargo_clippy(project: Path, tmp_path: Path) -> None:
    """A lint set by clippy.toml, a lint of the workspace, an allowed lint, and a lint in a dependency."""
    extra_code = "\npub fn many(_a: u8, _b: u8, _c: u8, _d: u8) {}\nmod inner {\n    pub fn unreached() {}\n}\n"
    with (project / "crates/shop/src/bin/shop-till.rs").open("a", encoding="utf-8") as file:
        file.write(extra_code)
    _edit(project, "crates/goods/src/lib.rs", "match name {", "match name.clone() {")
    _edit(
        project,
        "crates/shop/tests/integration.rs",
        'assert!(beside.join("shop-till").is_file());',
        'assert!(beside.join("shop-till").is_file() == true);',
    )
    cargo_findings_by_package = cargo_findings(project, tmp_path / "target")
    assert sorted(cargo_findings_by_package) == ["goods", "shop"]
    assert len(cargo_findings_by_package["shop"]) > 2
    for name, findings in cargo_findings_by_package.items():
        log = build(f'{workspace(project, ARGUMENTS + "checks.clippyArgs = [ ];")}.checks."{name}-clippy"')
        assert log.read_text(encoding="utf-8") == "".join(sorted(findings, key=log.read_text(encoding="utf-8").find))


def test_clippy_checks_lint_tables(project: Path, tmp_path: Path) -> None:
    """For the priorities of lint groups, clippy reads the manifest in its working directory."""
    _edit(project, "Cargo.toml", 'needless_return = "allow"\n', 'needless_return = "allow"\nsuspicious = "warn"\n')
    cargo_output = "".join(
        finding for findings in cargo_findings(project, tmp_path / "target").values() for finding in findings
    )
    assert "lint group `suspicious` has the same priority (0) as a lint" in cargo_output
    log = _run_all({"goods-clippy": _checks(project)["goods-clippy"]})["goods-clippy"]
    assert "lint group `suspicious` has the same priority (0) as a lint" in log


def test_a_failing_dependency_does_not_fail_dependents(project: Path) -> None:
    _edit(project, "crates/goods/src/lib.rs", "match name {", "match name.clone() {")
    logs = _run_all({name: path for name, path in _checks(project).items() if name.endswith("-clippy")})
    assert list(logs) == ["goods-clippy"]


def test_checks_do_not_change_packages(project: Path) -> None:
    """Evaluating the checks keeps the packages, and programs do not have the features of tests."""
    expression = workspace(project, ARGUMENTS)
    before = drv_paths(f"{expression}.packages")
    evaluate_checks = f"let outputs = {expression}; in builtins.deepSeq (map (check: check.drvPath) (builtins.attrValues outputs.checks))"
    assert drv_paths(f"({evaluate_checks} outputs.packages)") == before
    till = build(f"{expression}.bins.shop-till") / "bin/shop-till"
    assert subprocess.run([till], capture_output=True, text=True, check=True).stdout == "open testing=false\n"


def test_an_edit_of_a_test_reruns_the_packages_tests(project: Path) -> None:
    """A running test may open any file of the package; a test is compiled with its sources only."""
    before = _checks(project)
    _edit(project, "crates/shop/tests/plain.rs", "no harness", "none")
    after = _checks(project)
    changed = sorted(name for name in before if before[name] != after[name])
    runs = [name for name in before if name.startswith("shop-") and "test" in name]
    assert changed == sorted(["shop-clippy", "shop-fmt", *runs])


def test_tests_get_arguments_and_inputs(project: Path) -> None:
    arguments = 'packageOverrides.shop.test.args = [ "--skip" "runs_the" "--exact" "reads_its_data" ];'
    log = build(f'{workspace(project, ARGUMENTS + arguments)}.checks."shop-test-integration"')
    assert read_verdicts(log.read_text(encoding="utf-8")) == [("reads_its_data", "ok")]
    _edit(
        project,
        "crates/goods/src/lib.rs",
        "    fn has_prices() {",
        "    fn has_prices() {\n"
        '        assert!(std::process::Command::new("wasm-ld").arg("--version").status().is_ok());',
    )
    with_input = f"packageOverrides.goods.test.inputs = [ (import {DEBIAN} {{ }}).lld ];"
    assert build(f'{workspace(project, ARGUMENTS + with_input)}.checks."goods-test"').is_file()


def test_members_pages_link_to_each_other(project: Path) -> None:
    site = build(f"{workspace(project, ARGUMENTS)}.doc")
    page = (site / "helper/index.html").read_text(encoding="utf-8")
    assert 'href="../shop/index.html"' in page
    assert (site / "shop/index.html").is_file()
    assert (site / "static.files").is_dir()


def test_a_documented_example_has_pages(tmp_path: Path) -> None:
    files = {
        "Cargo.toml": package("app", '[[example]]\nname = "show-off"\ndoc = true\n'),
        "Cargo.lock": lock("app"),
        "src/lib.rs": "",
        "examples/show-off.rs": "//! What it shows.\nfn main() {}\n",
    }
    project = write_project(tmp_path / "app", files)
    pages = build(f"{workspace(project)}.checks.app-doc") / "doc"
    assert "What it shows." in (pages / "show_off/index.html").read_text(encoding="utf-8")


def test_benches_are_optional(project: Path) -> None:
    (project / "crates/shop/benches/speed.rs").write_text("#![feature(test)]\nfn main() {}\n", encoding="utf-8")
    checks = _checks(project, f"{ARGUMENTS} checks.benches = false;")
    assert "shop-bench-speed" not in checks
    assert _run_all({"clippy": checks["shop-clippy"]}) == {}
    assert sorted(_run_all({name: _checks(project)[name] for name in ("shop-clippy", "shop-test")})) == ["shop-clippy"]


def test_programs_are_apps(project: Path) -> None:
    apps = evaluate(f"{workspace(project, ARGUMENTS)}.apps")
    assert isinstance(apps, dict)
    assert list(apps) == ["default", "export", "shop-till", "update-plan"]
    assert apps["shop-till"]["type"] == "app"
    assert apps["shop-till"]["meta"] == {"description": "Sells goods"}
    assert apps["shop-till"]["program"].endswith("-shop-till/bin/shop-till")


def test_a_missing_toolchain_component_is_an_error(project: Path) -> None:
    toolchain = f'toolchain = builtins.removeAttrs (import {DEBIAN} {{ }}) [ "clippy" ];'
    with pytest.raises(Failed) as stopped:
        evaluate(f"{workspace(project, ARGUMENTS + toolchain)}.checks.goods-clippy.drvPath")
    assert "error: the toolchain has no clippy\n         at: buildCargoWorkspace: toolchain\n" in stopped.value.text
    assert evaluate(f"{workspace(project, ARGUMENTS + toolchain)}.checks.goods-fmt.name") == "goods-fmt"


def test_a_committed_plan_gives_the_same_checks(project: Path) -> None:
    evaluated = _checks(project, ARGUMENTS)
    plan = commit_plan(project, project / "cargo-nix.json", ARGUMENTS)
    committed = f"{ARGUMENTS} committedPlan = {plan};"
    expression = f"builtins.mapAttrs (_name: check: check.drvPath) {workspace(project, committed)}.checks"
    committed_checks = evaluate(expression, "--option", "allow-import-from-derivation", "false")
    assert isinstance(committed_checks, dict)
    assert build(f"{workspace(project, committed)}.checks.plan").is_file()
    del committed_checks["plan"]
    assert committed_checks == evaluated


def _plan_check_log(project: Path) -> list[str]:
    arguments = f"{ARGUMENTS} committedPlan = {project}/cargo-nix.json;"
    with pytest.raises(Failed) as stopped:
        build(f"{workspace(project, arguments)}.checks.plan")
    return re.findall(r"plan-check> (.*)", stopped.value.text)


def test_an_older_toolchain_fails_the_plan_check(project: Path) -> None:
    plan = commit_plan(project, project / "cargo-nix.json", ARGUMENTS)
    text = plan.read_text(encoding="utf-8").rpartition(' "sha256": ')[0]
    version = re.findall('"cargo": "(.*)"', text)[0]
    text = text.replace(f'"cargo": "{version}"', '"cargo": "cargo 1.0.0"')
    digest = hashlib.sha256(text.encode()).hexdigest()
    plan.write_text(f'{text} "sha256": "{digest}"\n}}\n', encoding="utf-8")
    assert _plan_check_log(project) == [
        "error: the committed plan differs from Cargo's answers and the scan",
        "  at: cargo-nix.json: cargo",
        f"  expected: {version}",
        "  got: cargo 1.0.0",
        "  ways out:",
        "    1. write the plan again: nix run .#update-plan",
    ]


def test_outdated_file_sets_fail_the_plan_check(project: Path) -> None:
    commit_plan(project, project / "cargo-nix.json", ARGUMENTS)
    # A new module of the library, which other targets do not see.
    (project / "crates/shop/src/deep").mkdir()
    (project / "crates/shop/src/deep/later.rs").write_text("", encoding="utf-8")
    _edit(
        project,
        "crates/shop/src/lib.rs",
        "//! Sells what [`goods`] has.\n",
        "//! Sells what [`goods`] has.\n\nmod deep {\n    mod later;\n}\n",
    )
    log = _plan_check_log(project)
    assert [log[0], *log[2:]] == [
        "error: the committed plan differs from Cargo's answers and the scan",
        "  ways out:",
        "    1. write the plan again: nix run .#update-plan",
    ]
    assert "sets" in log[1]


def test_an_edit_of_the_check_programs_keeps_the_units(tmp_path: Path, project: Path) -> None:
    pylib = shutil.copytree(CHECKOUT / "pylib", tmp_path / "pylib", ignore=shutil.ignore_patterns("__pycache__"))
    expression = workspace(project, ARGUMENTS).replace("/nixlib { }", f"/nixlib {{ pylib = {pylib}; }}")

    def paths(names: str) -> object:
        return evaluate(f"builtins.mapAttrs (_name: check: check.drvPath) {expression}.{names}")

    before = paths("checks"), paths("units")
    with (pylib / "cargo_nix/checks/verdict.py").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    after = paths("checks"), paths("units")
    assert after[1] == before[1]
    assert isinstance(before[0], dict)
    assert isinstance(after[0], dict)
    compiled = {name for name in before[0] if before[0][name] == after[0][name]}
    assert compiled == {"shop-bench-speed", "shop-build", "shop-example-show-off"}


def test_a_workspace_without_tests_has_other_checks(tmp_path: Path) -> None:
    files = {
        "Cargo.toml": package("app", '[[bin]]\nname = "app"\npath = "src/main.rs"\ntest = false\n'),
        "Cargo.lock": lock("app"),
        "src/main.rs": "fn main() {}\n",
    }
    checks = _checks(write_project(tmp_path / "app", files), "")
    assert sorted(checks) == ["app-build", "app-clippy", "app-doc", "app-fmt"]
    assert _run_all(checks) == {}


def test_features_enable_targets_that_require_them(project: Path) -> None:
    with_feature = _checks(project, f'{ARGUMENTS} features = [ "shop/extra" ];')
    assert sorted(with_feature) == sorted([*RUNS, *OTHERS, "shop-test-with-extra"])
    log = build(f'{workspace(project, ARGUMENTS + """features = [ "shop/extra" ];""")}.checks."shop-test-with-extra"')
    assert read_verdicts(log.read_text(encoding="utf-8")) == [("has_the_feature", "ok")]


def test_unselected_members_only_have_checks_of_sources(project: Path) -> None:
    """`cargo clippy` also lints dependencies in the workspace; tests and pages cover the selection only."""
    checks = _checks(project, f'{ARGUMENTS} exclude = [ "goods" ];')
    assert [name for name in checks if name.startswith("goods")] == ["goods-clippy", "goods-fmt"]
    assert {name for name in checks if not name.startswith("goods")} == {
        name for name in [*RUNS, *OTHERS] if not name.startswith("goods")
    }


@pytest.mark.parametrize(
    "entry",
    [
        "packageOverrides.shp.test.args = [ ];",
        "packageOverrides.shp.test.inputs = [ ];",
        "packageOverrides.shp.test.writable = true;",
    ],
)
def test_an_unknown_package_name_is_an_error(project: Path, entry: str) -> None:
    with pytest.raises(Failed) as stopped:
        _checks(project, ARGUMENTS + entry)
    message = stopped.value.text[stopped.value.text.rindex("error: ") :]
    assert [line.strip() for line in message.splitlines()] == [
        "error: `shp` is not a package in Cargo.lock",
        "at: buildCargoWorkspace: packageOverrides.shp",
        "expected: the name of a locked package",
        "got: shp",
        "ways out:",
        "1. did you mean `shop`?",
        "2. remove the entry",
    ]
