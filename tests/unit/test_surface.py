"""nixlib only uses the attributes of ``pkgs`` that nixlib/lib/surface.nix lists."""

import re
from pathlib import Path

import pytest

from support.nix import CHECKOUT, Failed, evaluate, needs_nix
from support.projects import lock, package, write_project

NIXLIB = CHECKOUT / "nixlib"

# These files get `pkgs`; Cargo.dependencies.nix is the user's file and gets all of `pkgs`.
KNOW_PKGS = {
    "cli/mkCli.nix",
    "dependencies/dependencyEntries.nix",
    # The first file names the argument, and the others are files of an export.
    "export/exportedArguments.nix",
    "export/files/default.nix",
    "export/files/workspace.nix",
    "flakeModule.nix",
    "overlay.nix",
    "toolchain/platformSettings.nix",
    "toolchain/readPlatforms.nix",
    "web/mkBindgenCli.nix",
    "workspace/openWorkspace.nix",
}
# These files are data, with `pkgs` in examples for users.
DATA_WITH_EXAMPLES = {"dependencyKinds.nix"}
# The attributes of surface.nix, under its name in the import table.
OF_THE_FILE = {"attributes", "native", "platforms", "select", "selectNative"}

FILES = {
    "Cargo.toml": package("app"),
    "Cargo.lock": lock("app"),
    "build.rs": "fn main() {}\n",
    "src/lib.rs": "",
    "src/main.rs": "fn main() {}\n",
}
# The tests evaluate the derivation of the crate without a download.
LOCKED = """
version = 4

[[package]]
name = "a"
version = "1.0.0"
source = "registry+https://example.org/crates.example-index"
checksum = "{checksum}"
"""
GIT = "git+https://example.org/c#" + "1" * 40
LOCKED_GIT = f"""
version = 4

[[package]]
name = "c"
version = "1.0.0"
source = "{GIT}"
"""
# All outputs, for this machine and for another target, and the command line.
ALL_OUTPUTS = """
let
  nixlib = import {nixlib} {{ }};
  pkgs = {pkgs};
  build = arguments: nixlib.buildCargoWorkspace ({{ inherit pkgs; }} // arguments);
  drvsOf = {{ units, packages, devShell, plan, ... }}: builtins.attrValues units ++ builtins.attrValues packages ++ [ devShell plan ];
  sources = arguments: map (crate: crate.src) (builtins.attrValues (build arguments).crates);
  runner =
    let arguments = nixlib.scope.checkArguments {{ inherit pkgs; src = {src}/app; }};
    in nixlib.scope.mkBindgenRunner {{
      inherit arguments;
      inherit (nixlib.scope.openWorkspace arguments) surface python system;
      bindgen = pkgs.python3;
    }};
  crates = sources {{ src = {src}/locked; }} ++ sources {{ src = {src}/git; outputHashes."{git}" = "{hash}"; }};
in
map (drv: drv.drvPath) (
  crates
  ++ drvsOf (build {{ src = {src}/app; }})
  ++ drvsOf (build {{ src = {src}/app; target = "wasm32-unknown-unknown"; }})
  ++ [ (nixlib.mkCli {{ inherit pkgs; }}) runner ]
)
"""


def _code(path: Path) -> str:
    text = re.sub(r"/\*\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


# The data of the arguments has `pkgs` in its examples.
CODE = {
    path.relative_to(NIXLIB).as_posix(): _code(path)
    for path in sorted(NIXLIB.rglob("*.nix"))
    if "arguments/options" not in path.as_posix() and path.name not in DATA_WITH_EXAMPLES
}


def _listed(table_name: str = "attributes") -> set[str]:
    table = CODE["lib/surface.nix"].partition(table_name + " = {")[2].partition("};")[0]
    return set(re.findall(r"^\s*([\w-]+) = \"", table, flags=re.MULTILINE))


def test_few_files_get_pkgs() -> None:
    assert {name for name, code in CODE.items() if re.search(r"(?<!\w)pkgs\b", code)} == KNOW_PKGS


@pytest.mark.parametrize("name", sorted(KNOW_PKGS))
def test_no_file_uses_pkgs_directly(name: str) -> None:
    assert re.findall(r"(?<!\w)pkgs\s*(?:\.|\?)[^\n]*|with\s+pkgs|inherit\s*\(pkgs\)[^;]*", CODE[name]) == []


def test_the_list_has_the_attributes_in_the_code() -> None:
    used = set(re.findall(r"pkgs(?:Cross|Static)", CODE["toolchain/platformTable.nix"]))
    for code in CODE.values():
        # Sets of a platform.
        used |= set(re.findall(r"[pP]ackages\.(buildPackages)\b", code))
        used |= set(re.findall(r"(?<![\w./])(?:surface|selected)\.([\w-]+)", code)) - OF_THE_FILE
        for names in re.findall(r"inherit\s*\((?:surface|selected)\)([^;]*);", code):
            used |= set(names.split())
    assert used == _listed() | _listed("platforms")


def _evaluate_all(directory: Path, pkgs: str) -> object:
    write_project(directory / "app", FILES)
    write_project(directory / "locked", {"Cargo.toml": package("b"), "Cargo.lock": LOCKED.format(checksum="0" * 64)})
    write_project(directory / "git", {"Cargo.toml": package("d"), "Cargo.lock": LOCKED_GIT})
    hash_of_nothing = "sha256-" + "A" * 43 + "="
    return evaluate(ALL_OUTPUTS.format(nixlib=NIXLIB, pkgs=pkgs, src=directory, git=GIT, hash=hash_of_nothing))


@pytest.mark.nix
@needs_nix
def test_the_listed_attributes_are_enough(tmp_path: Path) -> None:
    listed = f"(with (import {NIXLIB} {{ }}).surface; attributes // platforms // native)"
    assert _evaluate_all(tmp_path, f"builtins.intersectAttrs {listed} (import {CHECKOUT}/tests/debian {{ }})")


@pytest.mark.nix
@needs_nix
@pytest.mark.parametrize("name", sorted(_listed()))
def test_every_listed_attribute_is_necessary(tmp_path: Path, name: str) -> None:
    with pytest.raises(Failed) as stopped:
        _evaluate_all(tmp_path, f'import {CHECKOUT}/tests/debian {{ }} // {{ {name} = throw "{name} was taken"; }}')
    assert f"error: {name} was taken" in stopped.value.text
