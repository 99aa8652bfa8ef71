"""Each template as a user starts: initialise in an empty directory, build, run the programs."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from run_programs import check

from support.nix import CHECKOUT, needs_nix
from support.nixpkgs import NIXPKGS, unpack_cut

pytestmark = [needs_nix, pytest.mark.nix, pytest.mark.network]

SYSTEM = "x86_64-linux"
EXPECTED: dict[str, list[dict[str, Any]]] = json.loads((Path(__file__).parent / "expected.json").read_bytes())
NAMES = sorted(path.name for path in (CHECKOUT / "templates").iterdir() if path.is_dir())
NO_SOURCE = shutil.ignore_patterns(".git", ".*_cache", ".hypothesis", "__pycache__", "result", "result-*", "target")
# For each template the packages, and the checks that run tests.
CHECKS = {
    "ci": (
        ["tally", "words"],
        ["tally-bin-tally-test", "tally-build", "tally-test-program", "words-doctest", "words-test"],
    ),
    "default": (["hello"], ["hello-bin-hello-test", "hello-build"]),
    "fenix": (["gcd"], ["gcd-bin-gcd-cli-test", "gcd-build", "gcd-doctest", "gcd-test"]),
    "flake-parts": (["words"], ["words-bin-words-test", "words-build"]),
    "overlay": (["dice"], ["dice-bin-dice-test", "dice-build"]),
    "web": (
        ["app", "server"],
        [
            *("app-doctest", "app-test", "app-test-node", "server-bin-server-test", "server-build"),
            *("site-web", "site-web-bin-app-test", "site-web-test", "site-web-test-node"),
        ],
    ),
    "workspace": (
        ["inventory", "report", "stock"],
        [
            *("inventory-doctest", "inventory-test", "report-bin-report-test", "report-build"),
            *("stock-bin-stock-test", "stock-build"),
        ],
    ),
}
# Call an exported function of a WebAssembly module with numbers, and print the result.
CALL = """
const [module, name, ...numbers] = process.argv.slice(1);
WebAssembly.instantiate(require("fs").readFileSync(module)).then(({ instance }) =>
  console.log(instance.exports[name](...numbers.map(Number))));
"""


@dataclass(frozen=True, kw_only=True)
class Project:
    """A directory with the initialised template ``name``; ``checkout`` replaces the flake input ``cargo-nix``."""

    name: str
    directory: Path
    checkout: Path
    nixpkgs: Path

    def nix(self, *command: str) -> str:
        """Run ``nix COMMAND…`` in the project with local flake inputs; ``.#…`` is an output of the project."""
        tests = self.checkout / "tests"
        inputs = {
            "cargo-nix": self.checkout,
            "nixpkgs": self.nixpkgs,
            "fenix": tests / "fenix",
            "flake-parts": tests / "flake-parts",
        }
        flake = (self.directory / "flake.nix").read_text(encoding="utf-8")
        flags = ["--no-write-lock-file"]
        for name, path in inputs.items():
            if f"inputs.{name}.url" in flake:
                flags += ["--override-input", name, f"path:{path}"]
        verb, *words = (word.replace(".#", f"path:{self.directory}#") for word in command)
        return _run(["nix", verb, *flags, *words], cwd=self.directory)

    def build(self, package: str) -> Path:
        """Build a package of the project's flake and return its store path."""
        return Path(self.nix("build", f".#{package}", "--no-link", "--print-out-paths").strip())


def _run(argv: Sequence[str], text: str = "", cwd: Path | None = None) -> str:
    process = subprocess.run(argv, input=text, cwd=cwd, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stderr
    return process.stdout


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the checkout without ignored files; the copy is a flake, even with uncommitted changes."""
    return Path(shutil.copytree(CHECKOUT, tmp_path_factory.mktemp("checkout") / "cargo-nix", ignore=NO_SOURCE))


@pytest.fixture(params=NAMES)
def project(request: pytest.FixtureRequest, checkout: Path, tmp_path: Path) -> Project:
    directory = tmp_path / "project"
    directory.mkdir()
    command = ["nix", "flake", "init", "-t", f"path:{checkout}#{request.param}"]
    subprocess.run(command, cwd=directory, check=True, capture_output=True)
    nixpkgs = checkout / "tests/debian"
    if request.param == "flake-parts":
        nixpkgs = _with_library(nixpkgs, tmp_path)
    return Project(name=request.param, directory=directory, checkout=checkout, nixpkgs=nixpkgs)


def _with_library(debian: Path, directory: Path) -> Path:
    """Return a copy of the package set ``debian`` in ``directory`` that has nixpkgs' library; skip where there is none."""
    if not NIXPKGS.is_dir():
        pytest.skip("there is no cut of nixpkgs beside the checkout")
    library = unpack_cut(directory / "cut") / "lib"
    nixpkgs = Path(shutil.copytree(debian, directory / "nixpkgs"))
    shutil.copytree(library / "lib", nixpkgs / "lib")
    outputs = "{ lib = import ./lib; legacyPackages.x86_64-linux = import ./. { }; }"
    (nixpkgs / "flake.nix").write_text(f"{{ outputs = _: {outputs}; }}\n", encoding="utf-8")
    return nixpkgs


def test_every_template_has_expected_output() -> None:
    assert sorted(EXPECTED) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_template_opens_its_shell_and_ignores_results(name: str) -> None:
    template = CHECKOUT / "templates" / name
    assert (template / ".envrc").read_text(encoding="utf-8") == "use flake\n"
    ignored = (template / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert set(ignored) >= {"/.direnv", "/result", "/result-*", "/target"}


def test_programs_print_the_expected_output(project: Project) -> None:
    for run in EXPECTED[project.name]:
        package = project.build(run["package"])
        if "page" in run:
            assert check({**run, "package": str(package)}) == ""
            continue
        arguments = [str(word) for word in run["arguments"]]
        if "module" in run:
            command = ["node", "-e", CALL, f"{package}/{run['module']}", run["function"]]
            assert _run([*command, *arguments]) == run["output"]
        else:
            assert _run([f"{package}/{run['program']}", *arguments], run["input"]) == run["output"]


def test_the_checks_of_a_template_pass(project: Project) -> None:
    checks = json.loads(project.nix("eval", "--json", "--apply", "builtins.attrNames", f".#checks.{SYSTEM}"))
    packages, runs = CHECKS[project.name]
    of_packages = [f"{package}-{check}" for package in packages for check in ("clippy", "doc", "fmt")]
    assert checks == sorted([*of_packages, *runs])
    project.nix("build", "--no-link", *(f".#checks.{SYSTEM}.{name}" for name in checks))


def test_evaluation_writes_no_file(project: Project) -> None:
    before = set(project.directory.rglob("*"))
    project.nix("eval", f".#packages.{SYSTEM}.default.drvPath")
    assert set(project.directory.rglob("*")) == before


@pytest.mark.parametrize("project", ["default", "workspace"], indirect=True)
def test_a_committed_plan_gives_the_same_derivation(project: Project) -> None:
    default, flake = f".#packages.{SYSTEM}.default.drvPath", project.directory / "flake.nix"
    text = flake.read_text(encoding="utf-8")
    evaluated = project.nix("eval", "--raw", default)
    assert project.nix("run", ".#update-plan").startswith("wrote cargo-nix.json")
    flake.write_text(text.replace("src = ./.;", "src = ./.; committedPlan = ./cargo-nix.json;"), encoding="utf-8")
    assert project.nix("eval", "--raw", default) == evaluated


def test_a_template_has_a_development_shell(project: Project) -> None:
    assert project.nix("eval", "--raw", f".#devShells.{SYSTEM}.default.drvPath").startswith("/nix/store/")


def test_the_flake_describes_its_templates(checkout: Path) -> None:
    expression = f"builtins.mapAttrs (_name: template: template.description) (import {checkout}/templates)"
    text = _run(["nix", "eval", "--json", "--impure", "--expr", expression])
    assert json.loads(text) == {
        "ci": "A workspace with all checks: tests, doctests, clippy, rustfmt and rustdoc",
        "default": "One Rust package, built unit by unit",
        "fenix": "A toolchain from fenix, for this machine and for WebAssembly",
        "flake-parts": "A flake of flake-parts, with a program that counts words",
        "overlay": "An overlay: the workspace as packages of nixpkgs, for NixOS and other flakes",
        "web": "A server and a page in the browser, from one workspace: axum and yew",
        "workspace": "A workspace: a library, two programs, a build script, native dependencies",
    }
