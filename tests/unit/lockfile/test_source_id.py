import json
import os
import shutil
from pathlib import Path
from subprocess import run

import pytest

from cargo_nix.lockfile import GitSource, LockedPackage, RegistrySource, SourceId, parse_lockfile, parse_source_id

INDEX = "https://github.com/rust-lang/crates.io-index"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
REPO = "https://example.org/a/b.git"


def parse(raw: str, *, encoded: bool = True) -> SourceId:
    source = parse_source_id(raw, encoded=encoded)
    assert source is not None
    return source


@pytest.mark.parametrize(
    ("raw", "protocol", "url", "is_default"),
    [
        (f"registry+{INDEX}", "registry", INDEX, True),
        (f"registry+{INDEX}/", "registry", f"{INDEX}/", True),
        ("sparse+https://example.org/index/", "sparse", "https://example.org/index/", False),
        ("registry+file:///srv/index", "registry", "file:///srv/index", False),
    ],
)
def test_registries(raw: str, protocol: str, url: str, is_default: bool) -> None:  # noqa: FBT001 -- a column
    source = parse(raw)
    assert isinstance(source, RegistrySource)
    assert (source.raw, source.protocol, source.url, source.is_default) == (raw, protocol, url, is_default)
    assert source.without_rev == source.spec == source.metadata_source == raw


@pytest.mark.parametrize(
    ("query", "encoded", "kind", "name", "spec"),
    [
        ("", True, "default", "", ""),
        ("?branch=main", True, "branch", "main", "?branch=main"),
        ("?ref=main", True, "branch", "main", "?branch=main"),
        ("?tag=v1.0", True, "tag", "v1.0", "?tag=v1.0"),
        ("?rev=0123abc", True, "rev", "0123abc", "?rev=0123abc"),
        ("?branch=feat%2Fa%2Bb", True, "branch", "feat/a+b", "?branch=feat%2Fa%2Bb"),
        ("?branch=feat/a+b", False, "branch", "feat/a+b", "?branch=feat%2Fa%2Bb"),
        ("?tag=v%41#x&y", False, "tag", "v%41#x&y", "?tag=v%2541%23x%26y"),
        ("?rev=HEAD~1", False, "rev", "HEAD~1", "?rev=HEAD%7E1"),
    ],
)
def test_git(query: str, encoded: bool, kind: str, name: str, spec: str) -> None:  # noqa: FBT001 -- a column
    source = parse(f"git+{REPO}{query}#{COMMIT}", encoded=encoded)
    assert isinstance(source, GitSource)
    assert (source.url, source.reference_kind, source.reference_name, source.rev) == (REPO, kind, name, COMMIT)
    assert source.without_rev == f"git+{REPO}{query}"
    assert source.spec == f"git+{REPO}{spec}"
    without_commit = parse(source.without_rev, encoded=encoded)
    assert without_commit.identity == source.identity
    assert without_commit.without_rev == source.without_rev


@pytest.mark.parametrize(
    "raw", ["", "git", "registry+", f"path+{REPO}", f"git+{REPO}?oops=x#{COMMIT}", f"git+{REPO}?branch=#{COMMIT}"]
)
def test_no_sources(raw: str) -> None:
    assert parse_source_id(raw, encoded=True) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("git+https://example.org/a", "git+https://example.org/a/", True),
        ("git+https://example.org/a", "git+https://example.org/a.git", True),
        ("git+https://example.org/a", "git+https://example.org/A", False),
        ("git+https://github.com/o/Repo.git", "git+http://github.com/o/repo", True),
        ("git+https://example.org/a?branch=x", "git+https://example.org/a?tag=x", False),
        (f"git+https://example.org/a#{COMMIT}", "git+https://example.org/a", True),
        ("registry+https://example.org/a", "sparse+https://example.org/a", False),
    ],
)
def test_identity(one: str, other: str, same: bool) -> None:  # noqa: FBT001 -- a column
    assert (parse(one).identity == parse(other).identity) is same


@pytest.mark.parametrize(
    ("raw", "pkg_id"),
    [
        (f"registry+{INDEX}", f"registry+{INDEX}#serde@1.0.228+x"),
        ("sparse+https://example.org/i/", "sparse+https://example.org/i/#serde@1.0.228+x"),
        (f"git+https://example.org/serde#{COMMIT}", "git+https://example.org/serde#1.0.228+x"),
        (f"git+https://example.org/serde.git#{COMMIT}", "git+https://example.org/serde.git#serde@1.0.228+x"),
        (f"git+https://example.org/r?rev=ab#{COMMIT}", "git+https://example.org/r?rev=ab#serde@1.0.228+x"),
    ],
)
def test_pkg_id(raw: str, pkg_id: str) -> None:
    package = LockedPackage(
        name="serde", version="1.0.228+x", source=parse(raw), checksum=None, dependencies=(), replace=None
    )
    assert package.pkg_id == pkg_id


needs_cargo = pytest.mark.skipif(
    shutil.which("cargo") is None or shutil.which("git") is None, reason="asks cargo and git, which are not on PATH"
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a package ``dep`` and references whose names a URL escapes."""
    repository = tmp_path_factory.mktemp("git") / "dep"
    (repository / "src").mkdir(parents=True)
    (repository / "src" / "lib.rs").touch()
    (repository / "Cargo.toml").write_text('[package]\nname = "dep"\nversion = "0.1.0+m"\nedition = "2021"\n')
    identity = ("-c", "user.name=n", "-c", "user.email=n@example.org")
    commands = [
        ("init", "--quiet", "--initial-branch=main"),
        ("add", "."),
        (*identity, "commit", "--quiet", "--message=m"),
        ("branch", "feat/a+b"),
        ("tag", "v1#x"),
        ("tag", "v%41"),
    ]
    for command in commands:
        run(["git", *command], cwd=repository, check=True)
    return repository


@needs_cargo
@pytest.mark.parametrize("reference", ["", 'branch = "feat/a+b"', 'tag = "v1#x"', 'tag = "v%41"'])
@pytest.mark.parametrize("version", [3, 4])
def test_spellings_are_cargos(repository: Path, tmp_path: Path, reference: str, version: int) -> None:
    """One source in three places: lock file, metadata and unit graph."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "lib.rs").touch()
    # A package that may be built with an old Rust gets an old lock file.
    rust_version = 'rust-version = "1.70"\n' if version == 3 else ""
    dependency = f'dep = {{ git = "file://{repository}", {reference} }}\n'
    (tmp_path / "Cargo.toml").write_text(
        f'[package]\nname = "user"\nversion = "0.1.0"\nedition = "2021"\n{rust_version}[dependencies]\n{dependency}'
    )
    env = {**os.environ, "CARGO_HOME": str(tmp_path / "home"), "RUSTC_BOOTSTRAP": "1"}

    def cargo(*args: str) -> str:
        return run(["cargo", *args], cwd=tmp_path, env=env, check=True, capture_output=True, text=True).stdout

    cargo("generate-lockfile", "--quiet")
    lockfile = parse_lockfile((tmp_path / "Cargo.lock").read_text())
    metadata = json.loads(cargo("metadata", "--format-version=1", "--locked", "--offline"))
    graph = json.loads(cargo("build", "--unit-graph", "-Zunstable-options", "--locked", "--offline"))

    assert lockfile.version == version
    [locked] = [package for package in lockfile.packages if package.name == "dep"]
    [told] = [package for package in metadata["packages"] if package["name"] == "dep"]
    assert locked.source is not None
    assert told["source"] == locked.source.metadata_source
    assert told["id"] == locked.pkg_id
    assert locked.pkg_id in [unit["pkg_id"] for unit in graph["units"]]
    assert parse(told["source"], encoded=False).identity == locked.source.identity
