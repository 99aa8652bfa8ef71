"""An exported build gives the store paths of the flake, and a release with an export works as its page says."""

import json
import os
import re
import secrets
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from support.nix import CHECKOUT, needs_nix
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix, pytest.mark.network]

PAGE = CHECKOUT / "docs/releasing.md"
FLAKE = """
{
  inputs.cargo-nix = { url = "path:@library@"; flake = false; };
  inputs.nixpkgs = { url = "path:@debian@"; flake = false; };
  outputs = { self, cargo-nix, nixpkgs }:
    let
      pkgs = import nixpkgs { };
      workspace = (import "${cargo-nix}/nixlib" { }).buildCargoWorkspace {
        inherit pkgs;
        src = ./.;
        workspace = true;
        systems = [ "x86_64-linux" "aarch64-darwin" ];
        checks.profile = "dev";
        @arguments@
      };
    in
    {
      packages.x86_64-linux = workspace.packages // { inherit (workspace) default; };
      apps.x86_64-linux = workspace.apps;
      checks.x86_64-linux = workspace.checks;
    };
}
"""
PUBLISHED = """
[[package]]
name = "cfg-if"
version = "1.0.5"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "4e7648175b45a9a48536d676f68d918270699102aa8dab5496df06904c914600"
"""
FILES = {
    "Cargo.toml": '[workspace]\nmembers = ["app", "macros"]\nresolver = "2"\n',
    "Cargo.lock": lock("app cfg-if macros", "macros") + PUBLISHED,
    "app/Cargo.toml": package("app", '[dependencies]\ncfg-if = "1"\nmacros = { path = "../macros" }\n'),
    "app/build.rs": 'fn main() { println!("cargo::rustc-env=SHOWN=1"); }\n',
    "app/src/main.rs": 'fn main() { println!("{} {}", env!("SHOWN"), include_str!("../../text")); }\n',
    "macros/Cargo.toml": package("macros", "[lib]\nproc-macro = true\n"),
    "macros/src/lib.rs": "",
    "text": "text",
    ".gitignore": "/app-1.0.0-nix*\n",
}


def _new_directory(parent: Path) -> Path:
    """Make a directory below ``parent`` with a name that no earlier run had: Nix caches downloads by URL."""
    directory = parent / secrets.token_hex(8)
    directory.mkdir()
    return directory


class Project:
    """A project in git with a flake, and the archive of its release."""

    def __init__(self, directory: Path, arguments: str = "") -> None:
        """Write the project below ``directory``; ``arguments`` are more arguments of the flake, as Nix text."""
        library = directory / "library"
        for name in ("nixlib", "pylib", "rustlib"):
            shutil.copytree(CHECKOUT / name, library / name, ignore=shutil.ignore_patterns("__pycache__"))
        texts = {"library": str(library), "debian": str(CHECKOUT / "tests/debian"), "arguments": arguments}
        flake = re.sub("@([a-z]+)@", lambda match: texts[match[1]], FLAKE)
        self.root = write_project(directory / "app", {**FILES, "flake.nix": flake})
        self.run("git", "init", "--quiet", "--initial-branch=main")
        self.run("git", "add", ".")
        self.run("nix", "flake", "lock")
        self.run("git", "add", ".")
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        self.run("git", *identity, "commit", "--quiet", "--message=1")

    def run(self, *argv: str, code: int = 0) -> str:
        """Run a program in the project and return its output; its exit code has to be ``code``."""
        process = subprocess.run(argv, cwd=self.root, capture_output=True, text=True, check=False)
        assert process.returncode == code, process.stderr
        return process.stdout if code == 0 else process.stderr

    def archive(self, directory: Path) -> str:
        """Write the archive of the last commit below ``directory`` as a forge does, and return its URL."""
        path = _new_directory(directory) / "app.tar.gz"
        self.run("git", "archive", "--prefix=app/", "--output", str(path), "HEAD")
        return path.as_uri()

    def paths(self, *installables: str, store: str = "auto") -> list[str]:
        """Build ``installables`` (words of `nix build`) and return the store paths."""
        words = ["nix", "build", "--store", store, "--no-link", "--print-out-paths", *installables]
        return self.run(*words).split()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("export"))


@pytest.fixture(scope="module")
def export(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("archive")
    url = project.archive(directory)
    digest = project.run("nix-prefetch-url", "--unpack", url).strip()
    out = directory / "export"
    assert project.run("nix", "run", ".#export", "--", "--out", str(out), "--url", url, "--hash", digest) == (
        f"wrote {out}: nix build --file {out}\n"
    )
    return out


def test_both_entry_points_give_the_paths_of_the_flake(project: Project, export: Path, tmp_path: Path) -> None:
    names = ["app", "macros", "default"]
    of_flake = project.paths(*(f".#{name}" for name in names))
    # A store without anything: no path of the flake's build takes part. Only crates come from the network.
    store = str(tmp_path / "store")
    selected = ["packages.app", "packages.macros", ""]
    of_export = [
        path for name in selected for path in project.paths("--file", str(export), *filter(None, [name]), store=store)
    ]
    assert of_export == of_flake
    assert (tmp_path / "store" / of_export[0].removeprefix("/")).is_dir()
    assert project.run(f"{of_flake[0]}/bin/app") == "1 text\n"
    call = f"import {export}/workspace.nix {{ pkgs = import {CHECKOUT}/tests/debian {{ }}; }}"
    for name, path in zip(("packages.app", "packages.macros", "default"), of_flake, strict=True):
        assert project.paths("--impure", "--expr", f"({call}).{name}") == [path]


def test_the_export_evaluates_without_import_from_derivation(export: Path, project: Project) -> None:
    no_import = ["--option", "allow-import-from-derivation", "false"]
    for system in ("x86_64-linux", "aarch64-darwin"):
        text = project.run(
            "nix", "eval", "--file", str(export), "--argstr", "system", system, "packages.app.drvPath", *no_import
        )
        assert ".drv" in text


def test_the_checks_of_an_export_are_those_of_the_flake(export: Path, project: Project) -> None:
    paths = 'checks: builtins.mapAttrs (_name: check: check.drvPath) (removeAttrs checks [ "plan" ])'
    of_flake = project.run("nix", "eval", "--json", ".#checks.x86_64-linux", "--apply", paths)
    assert project.run("nix", "eval", "--json", "--file", str(export), "checks", "--apply", paths) == of_flake


def test_the_source_can_be_a_flake_reference(project: Project, tmp_path: Path) -> None:
    revision = project.run("git", "rev-parse", "HEAD").strip()
    reference = f"git+file://{project.root}?rev={revision}"
    project.run("nix", "run", ".#export", "--", "--out", str(tmp_path / "out"), "--flake-ref", reference)
    pin = json.loads((tmp_path / "out/pins.json").read_bytes())["source"]
    assert (pin["type"], pin["rev"]) == ("git", revision)
    assert project.paths("--file", str(tmp_path / "out"), "packages.app") == project.paths(".#app")


def _message(project: Project, export: Path, arguments: str) -> list[str]:
    """Return the lines of the error of the package `app` with more ``arguments`` of workspace.nix."""
    call = f"import {export}/workspace.nix {{ {arguments} }}"
    text = project.run("nix", "eval", "--impure", "--raw", "--expr", f"({call}).packages.app.drvPath", code=1)
    return text.rpartition("error: ")[2].rstrip().splitlines()


def test_a_plan_for_another_toolchain_names_the_exports_compiler(project: Project, export: Path) -> None:
    plan = json.loads((export / "cargo-nix.json").read_bytes())
    pkgs = f"(import {CHECKOUT}/tests/debian {{ }})"
    toolchain = f'{{ inherit ({pkgs}) cargo; rustc = {pkgs}.rustc // {{ version = "2"; }}; }}'
    message = _message(project, export, f"pkgs = {pkgs}; toolchain = {toolchain};")
    assert message[2].startswith("         expected: ")
    del message[2]
    assert message == [
        "the committed plan is stale: its inputs have changed",
        "         at: cargo-nix.json: inputs",
        f"         got: {plan['inputs']}",
        "         ways out:",
        f"           1. another toolchain makes the plan stale: pass one with {plan['rustc'][0]} as `toolchain`",
        "           2. take default.nix of the export, which has the nixpkgs of the plan",
        "           3. for another source, in the exported project, write the export again: nix run .#export",
    ]


def test_a_system_that_the_export_lacks_is_an_error(project: Project, export: Path) -> None:
    pkgs = f'pkgs = import {CHECKOUT}/tests/debian {{ system = "riscv64-linux"; }};'
    assert _message(project, export, pkgs) == [
        "the committed plan is for another system",
        "         at: cargo-nix.json: systems",
        "         expected: a plan of riscv64-linux",
        "         got: x86_64-linux, aarch64-darwin",
        "         ways out:",
        '           1. in the exported project, set `systems = [ "x86_64-linux" "aarch64-darwin" "riscv64-linux" ];` '
        "and run: nix run .#export",
    ]


def _files(directory: Path) -> dict[str, bytes]:
    return {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def test_an_export_replaces_its_own_files_only(project: Project, export: Path, tmp_path: Path) -> None:
    pins = json.loads((export / "pins.json").read_bytes())["source"]
    source = ["--url", pins["url"], "--hash", pins["sha256"]]
    copy = Path(shutil.copytree(export, tmp_path / "copy"))
    (copy / "cargo-nix/nixlib/older.nix").write_text("old", encoding="utf-8")
    marker = copy / ".cargo-nix-export"
    marker.write_text(marker.read_text(encoding="utf-8") + "cargo-nix/nixlib/older.nix\n../outside\n", encoding="utf-8")
    (copy / "README").write_text("mine", encoding="utf-8")
    (tmp_path / "outside").write_text("mine", encoding="utf-8")
    project.run("nix", "run", ".#export", "--", "--out", str(copy), *source)
    assert _files(copy) == {**_files(export), "README": b"mine"}
    assert (tmp_path / "outside").exists()

    (tmp_path / "other").mkdir()
    (tmp_path / "other/file").write_text("mine", encoding="utf-8")
    message = project.run("nix", "run", ".#export", "--", "--out", str(tmp_path / "other"), *source, code=1)
    assert message[message.index("error: the directory") :].splitlines() == [
        "error: the directory of the export has files of others",
        f"  at: {tmp_path}/other",
        "  expected: an empty directory, or one with .cargo-nix-export",
        "  got: file",
        "  ways out:",
        "    1. name another directory: --out DIR",
        "    2. empty the directory",
    ]
    assert list(_files(tmp_path / "other")) == ["file"]


def test_a_toolchain_comes_from_the_user(tmp_path: Path) -> None:
    arguments = "toolchain = { inherit (pkgs) rustc cargo; }; devShell.packages = [ pkgs.rustc ];"
    project = Project(tmp_path, arguments)
    out = tmp_path / "out"
    url = project.archive(tmp_path)
    digest = project.run("nix-prefetch-url", "--unpack", url).strip()
    assert project.run(
        "nix", "run", ".#export", "--", "--out", str(out), "--url", url, "--hash", digest
    ).splitlines() == [
        f"wrote {out}: nix build --file {out}",
        "the user of the build passes: toolchain",
        "the export omits: devShell.packages",
    ]
    message = project.run("nix", "build", "--no-link", "--file", str(out), code=1)
    assert f"at: {out}/workspace.nix: toolchain" in message
    call = (
        f"pkgs: (import {out}/workspace.nix {{ inherit pkgs; toolchain = {{ inherit (pkgs) rustc cargo; }}; }}).default"
    )
    expression = f"({call}) (import {CHECKOUT}/tests/debian {{ }})"
    assert project.paths("--impure", "--expr", expression) == project.paths(".#default")


def _commands(page: str) -> list[str]:
    """Return the commands of the page in the order of the page."""
    blocks = re.findall(r"^```console\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def test_the_steps_of_the_page_release_a_build(tmp_path: Path) -> None:
    project = Project(tmp_path)
    page = PAGE.read_text(encoding="utf-8")
    forge = _new_directory(tmp_path)
    (forge / "releases/download/v1.0.0").mkdir(parents=True)
    (forge / "archive/refs/tags").mkdir(parents=True)
    project.run("git", "init", "--quiet", "--bare", str(forge / "app.git"))
    project.run("git", "remote", "add", "origin", str(forge / "app.git"))
    # The forge packs each pushed tag, and `gh` copies a file to the release.
    hook = forge / "app.git/hooks/post-receive"
    target = f"{forge}/archive/refs/tags/v1.0.0.tar.gz"
    hook.write_text(f"#!/bin/sh\ngit archive --prefix=app-1.0.0/ --output {target} v1.0.0\n", encoding="utf-8")
    upload = tmp_path / "bin/gh"
    upload.parent.mkdir()
    upload.write_text(
        f'#!/bin/sh\n[ "$1 $2" = "release upload" ] && cp "$4" {forge}/releases/download/"$3"/\n', encoding="utf-8"
    )
    for program in (hook, upload):
        program.chmod(0o755)

    commands = _commands(page)
    assert len(commands) > 5
    script = "\n".join(["set -eux", *commands]).replace("https://github.com/me/app", forge.as_uri())
    env = {**os.environ, "PATH": f"{upload.parent}:{os.environ['PATH']}"}
    process = subprocess.run(
        ["bash", "-c", script], cwd=project.root, env=env, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stderr

    # The consumer's expression of the page, with the hash of the last command.
    expressions: list[Any] = re.findall(r"^```nix\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    digest = process.stdout.split()[-1]
    expression = expressions[0].replace("https://github.com/me/app", forge.as_uri()).replace("sha256-…", digest)
    expression = f"let pkgs = import {CHECKOUT}/tests/debian {{ }}; in {expression}"
    assert project.paths("--impure", "--expr", expression) == project.paths(".#app")
