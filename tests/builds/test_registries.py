"""A second registry: served on this machine, locked by the real cargo, fetched by Nix."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from cargo_nix.cli import main
from support.nix import Failed, build, evaluate, needs_nix, workspace
from support.projects import package, write_project
from support.registry import DOWNLOAD, served_registry

pytestmark = [needs_nix, pytest.mark.nix]

LOCKED_SOURCE = "registry+https://github.com/rust-lang/crates.io-index"


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[str]:
    """Serve a registry with the crate `Greeting` 1.0.0, and yield the server's address."""
    crates = {"Greeting": {"src/lib.rs": 'pub const TEXT: &str = "hello";\n'}}
    with served_registry(tmp_path / "registry", crates) as address:
        yield address


@pytest.fixture
def project(registry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CARGO_HOME", str(tmp_path / "cargo-home"))
    files = {
        ".cargo/config.toml": f'[registries.local]\nindex = "sparse+{registry}/index/"\n',
        "Cargo.toml": package("app", '[dependencies]\nGreeting = { version = "1", registry = "local" }\n'),
        "src/main.rs": 'fn main() {\n    println!("{}", Greeting::TEXT);\n}\n',
    }
    root = write_project(tmp_path / "project", files)
    subprocess.run(["cargo", "generate-lockfile"], cwd=root, check=True, capture_output=True)
    return root


def test_a_crate_of_the_registry_builds_and_runs(registry: str, project: Path) -> None:
    template = f"{registry}/{DOWNLOAD}"
    out = build(workspace(project, f'registries."sparse+{registry}/index/" = "{template}";') + ".default")
    assert subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout == "hello\n"


def test_an_unlisted_registry_is_an_error(registry: str, project: Path) -> None:
    with pytest.raises(Failed) as failed:
        evaluate(f"(builtins.head (builtins.attrValues {workspace(project)}.crates)).archive.drvPath")
    source = f"sparse+{registry}/index/"
    expected = f"""error: the registry of `Greeting 1.0.0` has no known archive address
         at: Cargo.lock: package "Greeting" 1.0.0, source
         expected: the default registry, or a registry in `registries`
         got: {source}
         ways out:
           1. add `registries."{source}" = "…";` with `dl` of the index's config.json
           2. depend on the crate by git, or by path in the workspace"""
    assert expected in failed.value.text


@pytest.mark.parametrize(
    ("template", "url"),
    [
        ("https://example.org/dl", "https://example.org/dl/Greeting/1.0.0/download"),
        ("https://example.org/{prefix}/{crate}", "https://example.org/Gr/ee/Greeting"),
        ("https://example.org/{version}/{sha256-checksum}", "https://example.org/1.0.0/{checksum}"),
    ],
)
def test_a_template_takes_the_markers_of_the_index(registry: str, project: Path, template: str, url: str) -> None:
    (checksum,) = (
        line.split('"')[1]
        for line in (project / "Cargo.lock").read_text(encoding="utf-8").splitlines()
        if line.startswith("checksum")
    )
    project_outputs = workspace(project, f'registries."sparse+{registry}/index/" = "{template}";')
    assert evaluate(f"(builtins.head (builtins.attrValues {project_outputs}.crates)).archive.url") == url.format(
        checksum=checksum
    )


def test_a_mirror_replaces_the_default_registry(
    registry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The `plan` command asks the mirror, as cargo does; Nix fetches archives by the sources in Cargo.lock."""
    monkeypatch.setenv("CARGO_HOME", str(tmp_path / "cargo-home"))
    mirror = f'[source.crates-io]\nreplace-with = "mirror"\n\n[source.mirror]\nregistry = "sparse+{registry}/index/"\n'
    files = {
        ".cargo/config.toml": mirror,
        "Cargo.toml": package("app", '[dependencies]\nGreeting = "1"\n'),
        "src/main.rs": 'fn main() {\n    println!("{}", Greeting::TEXT);\n}\n',
    }
    project = write_project(tmp_path / "project", files)
    subprocess.run(["cargo", "generate-lockfile"], cwd=project, check=True, capture_output=True)
    template = f"{registry}/{DOWNLOAD}"
    registries = f'registries."{LOCKED_SOURCE}" = "{template}";'
    out = build(workspace(project, registries) + ".default")
    assert subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout == "hello\n"
    assert main(["plan", "--root", str(project), "--no-files"]) == 0
    committed_plan = (project / "cargo-nix.json").read_text(encoding="utf-8")
    assert evaluate(f"builtins.readFile {workspace(project, registries)}.plan") == committed_plan
    assert capsys.readouterr().err == ""
