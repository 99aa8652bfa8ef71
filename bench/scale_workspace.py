"""Generate a large workspace: members in a chain or in a tree, with crates of real lock files.

The crates are the direct dependencies of published programs, with the versions of the programs' lock files and the
features of the programs' manifests, dealt out to the members. So the lock file has the shape of real ones: several
versions of a crate, proc-macros, build scripts, and crates for other systems.
"""

import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(CHECKOUT / part) for part in ("dev", "tests", "pylib")]

from published import cargo, fetch  # noqa: E402  -- found by the line above

from cargo_nix.units.script_order import version_key  # noqa: E402
from support.projects import package, write_project  # noqa: E402

__all__ = ["SHAPES", "write_workspace"]

PROGRAMS = (
    "nu@0.115.1",
    "starship@1.27.0",
    "cargo@0.98.0",
    "typst-cli@0.15.1",
    "zellij@0.45.1",
    "jj-cli@0.46.0",
    "wasmtime-cli@50.0.1",
    "atuin@18.24.4",
    "coreutils@0.12.0",
)
# Other crates require exactly this version, or this version belongs to another crate's.
_EXACT = {
    "crc": "3.3.0",
    "generic-array": "0.14.7",
    "js-sys": "0.3.100",
    "wasm-bindgen": "0.2.123",
    "wasm-bindgen-futures": "0.4.73",
    "wasm-bindgen-macro": "0.2.123",
    "wasm-bindgen-macro-support": "0.2.123",
    "wasm-bindgen-shared": "0.2.123",
    "web-sys": "0.3.100",
}
# Cargo allows one version of a native library, and these need another version than other programs.
_LEFT_OUT = {"rusqlite"}
_COMMON = ("serde", "anyhow", "log", "itertools", "regex", "tempfile")
Key = tuple[str, str]


def _chain(number: int) -> set[int]:
    return {number - 1}


def _tree(number: int) -> set[int]:
    # Each member depends on three members far below, so the graph is as deep as a logarithm.
    return {number // 2, number // 3, number // 5}


SHAPES = {"chain": _chain, "tree": _tree}


@dataclass(frozen=True, kw_only=True, slots=True)
class Dependency:
    """A direct dependency of a program: the locked crate and the table of the manifest."""

    name: str
    version: str
    key: Key
    table: Mapping[str, Any]

    def line(self) -> str:
        """Return the line of a manifest."""
        features = ", ".join(f'"{feature}"' for feature in self.table.get("features", []))
        default = "" if self.table.get("default-features", True) else ", default-features = false"
        return f'{self.name} = {{ version = "{self.version}", features = [{features}]{default} }}\n'


def write_workspace(root: Path, *, members: int, crates: int, shape: str) -> int:
    """Write a workspace of ``members`` packages and about ``crates`` locked crates; return the number of crates.

    Each member depends on the members of ``shape`` and on some crates, and has a library of four modules, a unit test
    and an integration test. Every tenth member has a program, and every twentieth a build script.
    """
    locks = [tomllib.loads((fetch(spec).root / "Cargo.lock").read_text(encoding="utf-8")) for spec in PROGRAMS]
    locked = _join_locks(locks)
    dependencies = _some(_direct_dependencies(locks, locked), locked, crates)
    tables = _deal(dependencies, members)
    files = {"Cargo.toml": '[workspace]\nresolver = "2"\nmembers = ["m*"]\n', "Cargo.lock": _lock_text(locked)}
    for number in range(members):
        files |= _member(number, SHAPES[shape](number) - {number, -1}, tables[number], dependencies)
    write_project(root, files)
    # Cargo keeps the versions of the lock file, adds the members and drops the other crates.
    cargo("metadata", "--format-version", "1", "--quiet", "--manifest-path", str(root / "Cargo.toml"))
    resolved = tomllib.loads((root / "Cargo.lock").read_text(encoding="utf-8"))
    return sum("source" in entry for entry in resolved["package"])


def _join_locks(locks: Sequence[Mapping[str, Any]]) -> dict[Key, dict[str, Any]]:
    """Return the newest of all compatible versions of a crate, by name and range; dependencies are such keys."""
    joined: dict[Key, dict[str, Any]] = {}
    for lock in locks:
        versions = _versions(lock)
        for entry in lock["package"]:
            key = entry["name"], _range(entry["version"])
            if "source" in entry and _newer(entry, joined.get(key)):
                words = [text.split() for text in entry.get("dependencies", [])]
                needs = {(word[0], _range((word + versions[word[0]])[1])) for word in words}
                joined[key] = {**entry, "dependencies": sorted(needs)}
    return joined


def _versions(lock: Mapping[str, Any]) -> dict[str, list[str]]:
    versions: dict[str, list[str]] = {}
    for entry in lock["package"]:
        versions.setdefault(entry["name"], []).append(entry["version"])
    return versions


def _range(version: str) -> str:
    """Return the part of ``version`` that compatible versions share; Cargo locks one version of each range."""
    release = version.partition("+")[0]
    if "-" in release:
        return release
    major, minor, patch = release.split(".")
    return major if major != "0" else f"0.{minor}" if minor != "0" else f"0.0.{patch}"


def _newer(entry: Mapping[str, Any], known: Mapping[str, Any] | None) -> bool:
    if _EXACT.get(entry["name"]) == entry["version"]:
        return True
    is_exact = known is not None and _EXACT.get(known["name"]) == known["version"]
    return known is None or (not is_exact and version_key(entry["version"]) > version_key(known["version"]))


def _direct_dependencies(
    locks: Sequence[Mapping[str, Any]], locked: Mapping[Key, Mapping[str, Any]]
) -> list[Dependency]:
    dependencies: dict[Key, Dependency] = {}
    for spec, lock in zip(PROGRAMS, locks, strict=True):
        program = fetch(spec)
        manifest = tomllib.loads((program.root / "Cargo.toml").read_text(encoding="utf-8"))
        entry = next(entry for entry in lock["package"] if entry["name"] == program.name)
        words = {text.split()[0]: text.split() for text in entry["dependencies"]}
        versions = _versions(lock)
        for alias, table in manifest["dependencies"].items():
            name = table.get("package", alias)
            if name in words and name not in _LEFT_OUT:
                key = name, _range((words[name] + versions[name])[1])
                if key in locked:
                    dependency = Dependency(name=name, version=locked[key]["version"], key=key, table=table)
                    dependencies.setdefault(key, dependency)
    return list(dependencies.values())


def _some(dependencies: Sequence[Dependency], locked: Mapping[Key, Mapping[str, Any]], crates: int) -> list[Dependency]:
    """Return the first of ``dependencies`` that need at most ``crates`` crates together."""
    reached: set[Key] = set()
    some = []
    for dependency in dependencies:
        more = _reach(dependency.key, locked, reached)
        if len(reached) + len(more) <= crates:
            reached |= more
            some.append(dependency)
    return some


def _reach(start: Key, locked: Mapping[Key, Mapping[str, Any]], known: set[Key]) -> set[Key]:
    reached: set[Key] = set()
    waiting = [start]
    while waiting:
        key = waiting.pop()
        if key in locked and key not in known and key not in reached:
            reached.add(key)
            waiting += locked[key]["dependencies"]
    return reached


def _deal(dependencies: Sequence[Dependency], members: int) -> list[dict[str, Dependency]]:
    tables: list[dict[str, Dependency]] = [{} for _number in range(members)]
    for index, dependency in enumerate(dependencies):
        name = dependency.name
        free = (number % members for number in range(index, index + members))
        number = next((number for number in free if name not in tables[number]), None)
        if number is not None:
            tables[number][name] = dependency
    return tables


def _member(
    number: int, needs: set[int], table: Mapping[str, Dependency], dependencies: Sequence[Dependency]
) -> dict[str, str]:
    name = f"m{number:03}"
    common = {dependency.name: dependency for dependency in dependencies if dependency.name in _COMMON}
    lines = [dependency.line() for _name, dependency in sorted((common | dict(table)).items())]
    lines += [f'm{need:03} = {{ path = "../m{need:03}" }}\n' for need in sorted(needs)]
    calls = "".join(f"    total += m{need:03}::total();\n" for need in sorted(needs))
    modules = [f"part{index}" for index in range(4)]
    library = "".join(f"pub mod {module};\n" for module in modules)
    library += f"\npub fn total() -> u64 {{\n    let mut total = part0::value();\n{calls}    total\n}}\n"
    library += (
        "\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn adds() {\n        assert!(super::total() > 0);\n    }\n}\n"
    )
    files = {
        "Cargo.toml": package(name, f"\n[dependencies]\n{''.join(lines)}"),
        "src/lib.rs": library,
        **{f"src/{module}.rs": f"pub fn value() -> u64 {{\n    {number + 1}\n}}\n" for module in modules},
        "tests/total.rs": f"#[test]\nfn total() {{\n    assert!({name}::total() > 0);\n}}\n",
    }
    if number % 10 == 0:
        files["src/main.rs"] = f'fn main() {{\n    println!("{{}}", {name}::total());\n}}\n'
    if number % 20 == 0:
        files["build.rs"] = 'fn main() {\n    println!("cargo:rerun-if-changed=build.rs");\n}\n'
    return {f"{name}/{path}": text for path, text in files.items()}


def _lock_text(locked: Mapping[Key, Mapping[str, Any]]) -> str:
    """Return the text of Cargo.lock with full names of dependencies, because there are several versions of crates."""
    text = "version = 4\n"
    for (name, _range), entry in sorted(locked.items()):
        needs = [locked[key] for key in entry["dependencies"] if key in locked]
        lines = "".join(f' "{need["name"]} {need["version"]} ({need["source"]})",\n' for need in needs)
        text += f'\n[[package]]\nname = "{name}"\nversion = "{entry["version"]}"\nsource = "{entry["source"]}"\n'
        text += f'checksum = "{entry["checksum"]}"\ndependencies = [\n{lines}]\n'
    return text
