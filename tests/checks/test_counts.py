"""clippy and rustdoc read rustc's output: a dependency is not compiled again for checks and pages."""

import json
import subprocess
from pathlib import Path

import pytest

from support.nix import evaluate, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

# Path packages are enough here: units of registry crates have the same modes.
FILES = {
    "Cargo.toml": '[workspace]\nmembers = ["a", "b", "base"]\nresolver = "2"\n',
    "Cargo.lock": lock("a base", "b a", "base"),
    "base/Cargo.toml": package("base"),
    "base/src/lib.rs": "pub fn one() -> u32 {\n    1\n}\n",
    "a/Cargo.toml": package("a", '[dependencies]\nbase = { path = "../base" }\n'),
    "a/src/lib.rs": "pub fn two() -> u32 {\n    base::one() + 1\n}\n",
    "b/Cargo.toml": package("b", '[dependencies]\na = { path = "../a" }\n'),
    "b/src/main.rs": 'fn main() {\n    println!("{}", a::two());\n}\n',
    "b/tests/it.rs": "#[test]\nfn runs() {}\n",
}


def test_checks_and_packages_compile_each_library_once(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", FILES)
    expression = workspace(project, 'profile = "dev"; workspace = true;')
    drvs = evaluate(
        f"let w = {expression}; in map (d: d.drvPath) (builtins.attrValues w.checks ++ builtins.attrValues w.packages)"
    )
    assert isinstance(drvs, list)
    process = subprocess.run(
        ["nix", "derivation", "show", "--recursive", *drvs], capture_output=True, text=True, check=True
    )
    output = json.loads(process.stdout)
    compiled: dict[str, int] = {}
    for drv in output.get("derivations", output).values():
        attrs = drv.get("structuredAttrs") or json.loads(drv["env"].get("__json", "{}"))
        unit = attrs.get("unit")
        if unit and "job" not in attrs:
            key = f"{attrs['packageName']} {unit['kind']} {unit['target']} {unit['mode']}"
            compiled[key] = compiled.get(key, 0) + 1
    assert compiled == {
        "a lib a build": 1,
        "a lib a test": 1,
        "b bin b build": 1,
        "b bin b test": 1,
        "b test it test": 1,
        "base lib base build": 1,
        "base lib base test": 1,
    }
