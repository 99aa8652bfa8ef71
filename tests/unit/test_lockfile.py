"""Lock files of all versions, error messages, and Cargo's spellings of a source."""

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from subprocess import run

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.errors import LockfileError
from cargo_nix.lockfile import GitCommit, LockedPackage, LockedSource, parse_lockfile

INDEX = "registry+https://github.com/rust-lang/crates.io-index"
REPO = "https://example.org/a/b.git"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
ENTRY = '[[package]]\nname = "serde"\nversion = "1.0.0"\n'
GENERATE = "  ways out:\n    1. cargo generate-lockfile"
NOT_TOML = """\
  ways out:
    1. if a merge left conflict markers, take one side whole, then `cargo update --workspace`
    2. cargo generate-lockfile"""


def source_of(raw: str, version: int = 4) -> LockedSource:
    number = f"version = {version}\n" if version > 2 else ""
    [package] = parse_lockfile(f'{number}{ENTRY}source = "{raw}"\n')
    assert package.source is not None
    assert package.source.raw == raw
    return package.source


@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_lock_files_of_every_version(version: int) -> None:
    branch = "a%2Bb" if version == 4 else "a+b"
    git = f"git+https://example.org/g?branch={branch}#{COMMIT}"
    number = f"version = {version}\n" if version > 2 else ""
    checksum = "" if version == 1 else f'checksum = "{"0" * 64}"\n'
    text = f"""\
{number}[[package]]
name = "app"
version = "0.1.0"
dependencies = ["serde", "g"]

{ENTRY}source = "{INDEX}"
{checksum}
[[package]]
name = "g"
version = "0.2.0"
source = "{git}"

[metadata]
"checksum serde 1.0.0 ({INDEX})" = "{"0" * 64}"

[[patch.unused]]
name = "unused"
version = "9.0.0"
"""
    expected = (
        LockedPackage(name="app", version="0.1.0", source=None),
        LockedPackage(
            name="serde",
            version="1.0.0",
            source=LockedSource(raw=INDEX, metadata_source=INDEX, commit=None),
        ),
        LockedPackage(
            name="g",
            version="0.2.0",
            source=LockedSource(
                raw=git,
                metadata_source=f"git+https://example.org/g?branch=a+b#{COMMIT}",
                commit=GitCommit("https://example.org/g", COMMIT),
            ),
        ),
    )
    assert parse_lockfile(text) == expected
    assert parse_lockfile("\ufeff" + text.replace("\n", "\r\n")) == expected


def test_an_empty_file_has_no_packages() -> None:
    assert parse_lockfile("") == ()


@pytest.mark.parametrize("raw", [INDEX, "sparse+https://example.org/index/", "registry+file:///srv/index"])
def test_registry_sources(raw: str) -> None:
    source = source_of(raw)
    assert (source.metadata_source, source.commit) == (raw, None)


@pytest.mark.parametrize(
    ("query", "version", "metadata_query"),
    [
        ("", 4, ""),
        ("?branch=main", 4, "?branch=main"),
        ("?ref=main", 1, "?branch=main"),
        ("?tag=v1.0", 4, "?tag=v1.0"),
        ("?rev=0123abc", 4, "?rev=0123abc"),
        ("?branch=feat%2Fa%2Bb", 4, "?branch=feat/a+b"),
        ("?branch=feat/a+b", 3, "?branch=feat/a+b"),
        ("?tag=v%41#x&y", 3, "?tag=v%41#x&y"),
        ("?rev=HEAD~1", 2, "?rev=HEAD~1"),
    ],
)
def test_git_sources(query: str, version: int, metadata_query: str) -> None:
    source = source_of(f"git+{REPO}{query}#{COMMIT}", version)
    assert source.commit == GitCommit(REPO, COMMIT)
    assert source.metadata_source == f"git+{REPO}{metadata_query}#{COMMIT}"


@pytest.mark.parametrize(
    "raw",
    [
        *("git", "registry+", "path+file:///x", f"git+{REPO}", f"git+{REPO}#abc"),
        *(f"git+{REPO}?oops=x#{COMMIT}", f"git+{REPO}?branch=#{COMMIT}"),
    ],
)
def test_a_source_that_cargo_does_not_write_is_an_error(raw: str) -> None:
    with pytest.raises(LockfileError) as caught:
        source_of(raw)
    assert str(caught.value) == (
        "error: the source is not valid in a lock file\n"
        '  at: Cargo.lock: package[0] "serde".source\n'
        "  expected: `registry+URL`, `sparse+URL` or `git+URL?branch=NAME#COMMIT`, the commit in full\n"
        f"  got: {raw}\n{GENERATE}"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'version = 4\n\n<<<<<<< HEAD\n[[package]]\nname = "a"\n',
            "error: the lock file is not TOML\n  at: Cargo.lock:3:1\n  got: Invalid statement\n"
            f"  | <<<<<<< HEAD\n  | ^\n{NOT_TOML}",
        ),
        (
            'version = 4\r\na = "b" c',
            "error: the lock file is not TOML\n  at: Cargo.lock:2:9\n"
            "  got: Expected newline or end of document after a statement\n"
            f'  | a = "b" c\n  |         ^\n{NOT_TOML}',
        ),
        (
            "version = [",
            f"error: the lock file is not TOML\n  at: Cargo.lock\n  got: Invalid value (at end of document)\n{NOT_TOML}",
        ),
        *(
            (
                f"version = {version}",
                f"error: the lock file has the unknown version {shown}\n  at: Cargo.lock: version\n"
                f"  expected: 3 or 4, or no `version` in a file of version 1 or 2\n  got: {got}\n  ways out:\n"
                "    1. use a release of cargo-nix that knows this version\n"
                "    2. remove the lock file and run `cargo generate-lockfile` with a stable cargo",
            )
            for version, shown, got in [("5", "5", "5"), ('"4"', "4", "'4'"), ("true", "True", "True")]
        ),
        (
            "package = [1]",
            f"error: `package` is not a list of tables\n  at: Cargo.lock: package\n  expected: [[package]] tables\n{GENERATE}",
        ),
        (
            '[[package]]\nversion = "1.0.0"',
            "error: `name` is missing\n  at: Cargo.lock: package[0].name\n  expected: a string\n" + GENERATE,
        ),
        (
            '[[package]]\nname = "serde"\nversion = 1',
            'error: `version` is missing\n  at: Cargo.lock: package[0] "serde".version\n  expected: a string\n'
            f"  got: 1\n{GENERATE}",
        ),
    ],
)
def test_error_messages(text: str, message: str) -> None:
    with pytest.raises(LockfileError) as caught:
        parse_lockfile(text)
    assert str(caught.value) == message


def test_the_message_names_the_file() -> None:
    with pytest.raises(LockfileError) as caught:
        parse_lockfile("version = 7", file="sub/Cargo.lock")
    assert caught.value.place == "sub/Cargo.lock: version"


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "version = " + "1" * 5000])
def test_limits_of_the_parser_are_lock_file_errors(text: str) -> None:
    with pytest.raises(LockfileError, match="the lock file is not TOML"):
        parse_lockfile(text)


@given(st.text())
def test_any_text_is_parsed_or_refused(text: str) -> None:
    with suppress(LockfileError):
        parse_lockfile(text)


scalars = (
    st.booleans() | st.integers(0, 6) | st.text(max_size=5) | st.sampled_from([INDEX, f"git+{REPO}?tag=a#{COMMIT}"])
)
tables = st.dictionaries(
    st.sampled_from(["name", "version", "source", "checksum"]), scalars | st.lists(scalars, max_size=2)
)
documents = st.dictionaries(
    st.sampled_from(["version", "package", "metadata"]), st.integers(0, 6) | tables | st.lists(tables, max_size=3)
)


@given(documents)
def test_any_document_is_parsed_or_refused(document: dict[str, object]) -> None:
    with suppress(LockfileError):
        parse_lockfile(tomli_w.dumps(document))


needs_cargo = pytest.mark.skipif(
    shutil.which("cargo") is None or shutil.which("git") is None, reason="cargo or git is not installed"
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a package ``dep``, and references that need escapes in a URL."""
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
def test_sources_have_cargos_spelling(repository: Path, tmp_path: Path, reference: str, version: int) -> None:
    """The lock file and the metadata spell the source differently."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "lib.rs").touch()
    # Cargo writes an old lock file for a package with an old rust-version.
    rust_version = 'rust-version = "1.70"\n' if version == 3 else ""
    dependency = f'dep = {{ git = "file://{repository}", {reference} }}\n'
    (tmp_path / "Cargo.toml").write_text(
        f'[package]\nname = "user"\nversion = "0.1.0"\nedition = "2021"\n{rust_version}[dependencies]\n{dependency}'
    )
    env = {**os.environ, "CARGO_HOME": str(tmp_path / "home")}

    def cargo(*args: str) -> str:
        return run(["cargo", *args], cwd=tmp_path, env=env, check=True, capture_output=True, text=True).stdout

    cargo("generate-lockfile", "--quiet")
    text = (tmp_path / "Cargo.lock").read_text()
    assert f"version = {version}\n" in text
    [locked] = [package for package in parse_lockfile(text) if package.name == "dep"]
    metadata = json.loads(cargo("metadata", "--format-version=1", "--locked", "--offline"))
    [listed] = [package for package in metadata["packages"] if package["name"] == "dep"]
    assert locked.source is not None
    assert listed["source"] == locked.source.metadata_source
