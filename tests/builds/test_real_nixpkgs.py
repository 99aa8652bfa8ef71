"""Builds with a real nixpkgs stdenv and lib as ``pkgs``, if the folder beside the checkout has a cut of nixpkgs."""

import subprocess
import tarfile
from pathlib import Path

import pytest

from cargo_nix.cli import main
from support.nix import CHECKOUT, build, evaluate, needs_nix
from support.nixpkgs import NIXPKGS, needs_nixpkgs, unpack_cut
from support.projects import lock, package, write_project

pytestmark = [
    needs_nix,
    pytest.mark.nix,
    needs_nixpkgs,
]

WORKSPACE = {
    "Cargo.toml": '[workspace]\nmembers = ["app", "lib", "macros"]\nresolver = "2"\n',
    "Cargo.lock": lock("app lib macros", "lib", "macros"),
    "app/Cargo.toml": package("app", '[dependencies]\nlib = { path = "../lib" }\nmacros = { path = "../macros" }\n'),
    "app/build.rs": 'fn main() {\n    println!("cargo::rustc-env=CC_OF={}", option_env!("NONE").unwrap_or("script"));\n}\n',
    "app/src/main.rs": 'fn main() {\n    println!("{} {} {}", lib::two(), macros::three!(), env!("CC_OF"));\n}\n',
    "lib/Cargo.toml": package("lib"),
    "lib/src/lib.rs": "pub fn two() -> u32 {\n    2\n}\n",
    "macros/Cargo.toml": package("macros", "[lib]\nproc-macro = true\n"),
    "macros/src/lib.rs": (
        "use proc_macro::TokenStream;\n\n#[proc_macro]\npub fn three(_input: TokenStream) -> TokenStream {\n"
        '    "3u32".parse().unwrap()\n}\n'
    ),
}


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpack_cut(tmp_path_factory.mktemp("cut"))


def _workspace(cut: Path, src: Path) -> str:
    # The sources of the standard library are a large download, and not those of Debian's rustc.
    pkgs = f'builtins.removeAttrs (import {NIXPKGS}/pkgs.nix {{ cut = {cut}; }}) [ "rustPlatform" ]'
    return f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ pkgs = {pkgs}; src = {src}; }})"


def test_a_workspace_builds_and_runs(cut: Path, tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", WORKSPACE)
    out = build(_workspace(cut, project) + ".default")
    text = subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout
    assert text == "2 3 script\n"


def test_the_dev_shell_builds(cut: Path, tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", WORKSPACE)
    assert build(_workspace(cut, project) + ".devShell").exists()


def test_a_git_dependency_with_a_hash_builds(cut: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = write_project(
        tmp_path / "repository", {"Cargo.toml": package("two"), "src/lib.rs": WORKSPACE["lib/src/lib.rs"]}
    )
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *words], cwd=repository, check=True)
    files = {
        "Cargo.toml": package("app", f'[dependencies]\ntwo = {{ git = "file://{repository}" }}\n'),
        "src/main.rs": 'fn main() {\n    println!("{}", two::two());\n}\n',
    }
    project = write_project(tmp_path / "project", files)
    subprocess.run(["cargo", "generate-lockfile"], cwd=project, capture_output=True, check=True)
    # The hash comes from nixpkgs' script, the source from nixpkgs' fetcher; the cut lacks certificates and LFS.
    fetcher = cut / "core/pkgs/build-support/fetchgit"
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/nix-prefetch-git").symlink_to(fetcher / "nix-prefetch-git")
    (fetcher / "nix-prefetch-git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin", prepend=":")
    assert main(["git-hashes", "--root", str(project)]) == 0
    pkgs = (
        f"(let pkgs = import {NIXPKGS}/pkgs.nix {{ cut = {cut}; }}; in pkgs // {{ fetchgit = pkgs.callPackage {fetcher}"
        " { cacert = pkgs.git; git-lfs = null; stdenvNoCC = pkgs.stdenv; }; })"
    )
    project_outputs = (
        f"(import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace"
        f" {{ pkgs = {pkgs}; src = {project}; outputHashes = {project}/git-hashes.json; }}"
    )
    out = build(f"({project_outputs}).default", "--option", "extra-sandbox-paths", str(tmp_path))
    assert subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout == "2\n"


@pytest.mark.network
def test_ripgrep_builds_and_searches(cut: Path, tmp_path: Path) -> None:
    archive = CHECKOUT.parent / "shared/workspaces/ripgrep.tar.xz"
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path, filter="data")
    out = build(_workspace(cut, tmp_path / "ripgrep") + ".default")
    search = subprocess.run(
        [out / "bin/rg", "--count", "fn main", tmp_path / "ripgrep/crates/core/main.rs"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert search.stdout == "1\n"


def test_the_triples_of_systems_are_those_of_nixpkgs(cut: Path) -> None:
    nixlib = f"(import {CHECKOUT}/nixlib {{ }}).scope.hostTriples"
    triple = "(library.systems.elaborate system).rust.rustcTarget"
    of_nixpkgs = f"let library = import {cut}/lib/lib; in builtins.mapAttrs (system: _: {triple}) {nixlib}"
    assert evaluate(of_nixpkgs) == evaluate(nixlib)
