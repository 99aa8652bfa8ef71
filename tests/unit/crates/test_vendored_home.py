"""The real cargo resolves packages in the written CARGO_HOME, also with equal names and versions of several sources."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from cargo_nix.crates.vendored_home import VendoredCrate, crate_key, write_cargo_home
from cargo_nix.lockfile import parse_lockfile
from support.projects import package, write_project

needs_cargo = pytest.mark.skipif(shutil.which("cargo") is None, reason="cargo is not installed")

DEFAULT = "registry+https://github.com/rust-lang/crates.io-index"
OTHER = "registry+https://example.org/index"
SPARSE = "sparse+https://example.org/sparse/"
REV = "0123456789abcdef0123456789abcdef01234567"
GIT = "git+https://example.org/dup"
GITS = {
    "": f"{GIT}#{REV}",
    ', branch = "a"': f"{GIT}?branch=a#{REV}",
    f', rev = "{REV}"': f"{GIT}?rev={REV}#{REV}",
    ', tag = "one"': f"{GIT}?tag=one#{REV}",
}
CHECKSUM = "0" * 64
CONFIG = (
    '[registries.other]\nindex = "https://example.org/index"\n'
    '[registries.sparse]\nindex = "sparse+https://example.org/sparse/"\n'
)


def _lock(version: int, sources: list[str]) -> str:
    """Return the Cargo.lock of `app`, which depends on `dup` 1.0.0 from each of ``sources``."""
    shown_sources = sorted(source if version == 1 else source.partition("#")[0] for source in sources)
    text = f"version = {version}\n" if version > 2 else ""
    dependencies = "".join(f' "dup 1.0.0 ({source})",\n' for source in shown_sources)
    text += f'\n[[package]]\nname = "app"\nversion = "0.1.0"\ndependencies = [\n{dependencies}]\n'
    for source in sorted(sources):
        text += f'\n[[package]]\nname = "dup"\nversion = "1.0.0"\nsource = "{source}"\n'
        if version > 1 and not source.startswith("git+"):
            text += f'checksum = "{CHECKSUM}"\n'
    if version == 1:
        text += "\n[metadata]\n"
        for source in sorted(sources):
            checksum = "<none>" if source.startswith("git+") else CHECKSUM
            text += f'"checksum dup 1.0.0 ({source})" = "{checksum}"\n'
    return text


def _crates(base: Path, sources: list[str]) -> list[VendoredCrate]:
    crates = []
    for source in sources:
        checksum = None if source.startswith("git+") else CHECKSUM
        files = {
            "Cargo.toml": '[package]\nname = "dup"\nversion = "1.0.0"\n',
            "src/lib.rs": "",
            ".cargo-checksum.json": json.dumps({"files": {}, "package": checksum}),
        }
        key = crate_key("dup", "1.0.0", source)
        crates.append(VendoredCrate(key=key, source=source, path=write_project(base / key, files)))
    return crates


@needs_cargo
@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_equal_names_and_versions_of_every_source(tmp_path: Path, version: int) -> None:
    from_registries = {"": DEFAULT, ', registry = "other"': OTHER, ', registry = "sparse"': SPARSE}
    lines = [f'd{n} = {{ package = "dup", version = "1"{options} }}\n' for n, options in enumerate(from_registries)]
    lines += [
        f'g{n} = {{ package = "dup", git = "https://example.org/dup"{options} }}\n' for n, options in enumerate(GITS)
    ]
    sources = [*from_registries.values(), *GITS.values()]
    text = _lock(version, sources)
    assert [locked.source.raw for locked in parse_lockfile(text) if locked.source] == sorted(sources)
    files = {
        ".cargo/config.toml": CONFIG,
        "Cargo.toml": package("app", "[dependencies]\n" + "".join(lines)),
        "Cargo.lock": text,
        "src/lib.rs": "",
    }
    project = write_project(tmp_path / "project", files)
    home = tmp_path / "hömé 🚀"
    home.mkdir()
    write_cargo_home(home, _crates(tmp_path / "crates", sources))
    argv = ["cargo", "metadata", "--format-version=1", "--locked", "--offline"]
    env = {"CARGO_HOME": str(home), "PATH": os.environ["PATH"]}
    process = subprocess.run(argv, cwd=project, env=env, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stderr
    packages = [entry for entry in json.loads(process.stdout)["packages"] if entry["name"] == "dup"]
    keys = {entry["source"]: Path(entry["manifest_path"]).parent.name for entry in packages}
    assert keys == {source: crate_key("dup", "1.0.0", source) for source in sources}
