"""Projects whose configuration replaces a registry or repository by a directory of the project."""

import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from support.git_repositories import commit_all, make_repository
from support.projects import package, write_project

__all__ = ["VENDORED_CASES", "VendoredCase"]

_REGISTRY = "registry+https://github.com/rust-lang/crates.io-index"
_CHECKSUM = "0123456789abcdef" * 4
_LOCK = """version = 4

[[package]]
name = "app"
version = "0.1.0"
dependencies = [
 "dep",
]

[[package]]
name = "dep"
version = "0.1.0"
"""
_SOURCE = '[source.crates-io]\nreplace-with = "vendored"\n\n[source.vendored]\ndirectory = "vendor"\n'
_TEXT = 'pub const TEXT: &str = "{}";\n'
_MAIN = 'fn main() {\n    println!("{}", dep::TEXT);\n}\n'


@dataclass(frozen=True, slots=True)
class VendoredCase:
    """A case: ``write`` writes the project below a directory. For a refused project, both texts are in the messages."""

    write: Callable[[Path], Path]
    refusal_of_cargo: str = ""
    refusal: str = ""


def _project(root: Path, files: Mapping[str, str], *, lock: str = "", configuration: str = _SOURCE) -> Path:
    locked = f'source = "{_REGISTRY}"\nchecksum = "{_CHECKSUM}"\n'
    project = {
        "Cargo.toml": package("app", '[dependencies]\ndep = "0.1"\n'),
        "Cargo.lock": _LOCK + (lock or locked),
        "src/main.rs": _MAIN,
        ".cargo/config.toml": configuration,
    }
    return write_project(root / "project", {**project, **files})


def _vendored(
    text: str, directory: str = "vendor/dep", files: Mapping[str, str] | None = None, checksum: str | None = _CHECKSUM
) -> dict[str, str]:
    """Return a package `dep` in a directory source. ``files`` are the listed checksums."""
    listed = json.dumps({"files": files or {}, "package": checksum})
    return {
        f"{directory}/Cargo.toml": package("dep"),
        f"{directory}/src/lib.rs": _TEXT.format(text),
        f"{directory}/.cargo-checksum.json": listed,
    }


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _edited(root: Path) -> Path:
    return _project(root, _vendored("edited"))


def _listed(root: Path) -> Path:
    return _project(root, _vendored("listed", files={"src/lib.rs": _hash(_TEXT.format("listed"))}))


def _changed(root: Path) -> Path:
    return _project(root, _vendored("changed", files={"src/lib.rs": _hash(_TEXT.format("listed"))}))


def _deleted(root: Path) -> Path:
    return _project(root, _vendored("x", files={"src/gone.rs": _hash("")}))


def _other_checksum(root: Path) -> Path:
    return _project(root, _vendored("x", checksum=_CHECKSUM[::-1]))


def _without_checksums(root: Path) -> Path:
    files = _vendored("x")
    del files["vendor/dep/.cargo-checksum.json"]
    return _project(root, files)


def _names(root: Path) -> Path:
    """The manifest names a package, and not its directory. Cargo ignores hidden directories."""
    other = {**_vendored("other version", "vendor/dep")}
    other["vendor/dep/Cargo.toml"] = package("dep").replace("0.1.0", "0.2.0")
    files = {**_vendored("hidden", "vendor/.dep"), **other, **_vendored("by manifest", "vendor/zzz")}
    return _project(root, {**files, "vendor/README.md": "no package\n"})


def _script(root: Path) -> Path:
    """A build script reads a file of the package, which no checksum lists."""
    script = (
        'fn main() {\n    let text = std::fs::read_to_string("data/text.txt").unwrap();\n'
        '    println!("cargo::rustc-env=TEXT={}", text.trim());\n}\n'
    )
    files = {
        **_vendored("x"),
        "vendor/dep/src/lib.rs": 'pub const TEXT: &str = env!("TEXT");\n',
        "vendor/dep/build.rs": script,
        "vendor/dep/data/text.txt": "from the script\n",
    }
    return _project(root, files)


def _patched(root: Path) -> Path:
    """A directory of `vendor` by `[patch]`, without a directory source."""
    patch = '[dependencies]\ndep = "0.1"\n\n[patch.crates-io]\ndep = { path = "vendor/dep" }\n'
    files = {**_vendored("patched", files={"src/lib.rs": _hash("")}), "Cargo.toml": package("app", patch)}
    return _project(root, files, lock="\n", configuration="")


def _chain(root: Path) -> Path:
    """A chain of replacements, in two configuration files."""
    chain = (
        'include = ["more.toml"]\n[source.crates-io]\nreplace-with = "mirror"\n\n'
        '[source.mirror]\nregistry = "https://example.invalid/index"\nreplace-with = "near"\n'
    )
    more = '[source.near]\ndirectory = "third-party/crates"\n'
    files = {**_vendored("chain", "third-party/crates/dep"), ".cargo/more.toml": more}
    return _project(root, files, configuration=chain)


def _git(root: Path) -> Path:
    files = {"Cargo.toml": package("dep"), "src/lib.rs": _TEXT.format("of the repository")}
    repository = make_repository(root / "repository", files)
    revision = commit_all(write_project(repository, {"more.txt": ""}))
    address = f"file://{repository}"
    configuration = (
        f'[source."git+{address}?branch=a/b"]\ngit = "{address}"\nbranch = "a/b"\nreplace-with = "vendored"\n\n'
        '[source.vendored]\ndirectory = "vendor"\n'
    )
    manifest = package("app", f'[dependencies]\ndep = {{ git = "{address}", branch = "a/b" }}\n')
    lock = f'source = "git+{address}?branch=a%2Fb#{revision}"\n'
    files = {**_vendored("vendored from git", checksum=None), "Cargo.toml": manifest}
    return _project(root, files, lock=lock, configuration=configuration)


def _local_registry(root: Path, *, edited: bool = False) -> Path:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        for path, text in {"Cargo.toml": package("dep"), "src/lib.rs": _TEXT.format("local registry")}.items():
            entry = tarfile.TarInfo(f"dep-0.1.0/{path}")
            entry.size = len(text.encode())
            tar.addfile(entry, io.BytesIO(text.encode()))
    checksum = hashlib.sha256(archive.getvalue()).hexdigest()
    line = {"name": "dep", "vers": "0.1.0", "deps": [], "features": {}, "yanked": False, "cksum": checksum}
    configuration = _SOURCE.replace('directory = "vendor"', 'local-registry = "crates"')
    lock = f'source = "{_REGISTRY}"\nchecksum = "{checksum}"\n'
    project = _project(root, {"crates/index/3/d/dep": json.dumps(line)}, lock=lock, configuration=configuration)
    (project / "crates/dep-0.1.0.crate").write_bytes(archive.getvalue() + (b"edited" if edited else b""))
    return project


VENDORED_CASES = {
    "edited": VendoredCase(_edited),
    "listed": VendoredCase(_listed),
    "changed": VendoredCase(
        _changed, "dep/src/lib.rs` has changed", "the listed checksum of `vendor/dep/src/lib.rs` has changed"
    ),
    "deleted": VendoredCase(
        _deleted, "failed to calculate checksum of", "the listed checksum of `vendor/dep/src/gone.rs` has changed"
    ),
    "other-checksum": VendoredCase(
        _other_checksum, "checksum for `dep v0.1.0` changed", "checksum for `dep v0.1.0` changed"
    ),
    "without-checksums": VendoredCase(
        _without_checksums, "failed to load checksum", "the checksums of a vendored package cannot be read"
    ),
    "names": VendoredCase(_names),
    "script": VendoredCase(_script),
    "patched": VendoredCase(_patched),
    "chain": VendoredCase(_chain),
    "git": VendoredCase(_git),
    "local-registry": VendoredCase(_local_registry),
    "local-registry-edited": VendoredCase(
        lambda root: _local_registry(root, edited=True), "failed to verify the checksum", "does not match Cargo.lock"
    ),
    "absent": VendoredCase(
        lambda root: _project(root, {}), "failed to read root of directory source", "`vendor` is not in the source"
    ),
    "missing": VendoredCase(
        lambda root: _project(root, {"vendor/README.md": ""}), "no matching package", "has no package `dep` 0.1.0"
    ),
}
"""The cases by name."""
