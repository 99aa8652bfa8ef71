"""Globs of `members`: Python, Nix and Cargo expand a pattern to the same directories."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.skeleton.globs import expand_glob, parse_glob
from cargo_nix.skeleton.source_directories import Directory
from support.nix import needs_nix
from support.projects import package, write_project
from support.random_inputs import batches, count_inputs
from support.skeleton import map_in_nix

DIRECTORIES = (
    *("a", "b", "ab", "abc", ".hidden", "a-b", "a]b", "[x]", "a!", "^", "é", "日本", "x.y"),
    *("crates/a", "crates/b", "crates/deep/c", "crates/deep/er/d", "[", "-", "z"),
)
PATTERNS = (
    *("*", "a*", "*b", "a*c", "?", "??", "???", "[ab]", "[!ab]", "[a-c]", "[!a-c]*", "[]]", "[[]", "[!]]*"),
    *("[a", "a]b", "[]", "[!]", "[^a]", "[-]", "[a-]", "[--a]", "[z-a]", "a[]]b", "[[]x]", "a[!x]b", "a[!]"),
    *("**", "***", "a**", "**/c", "crates/**", "crates/**/d", "**/**/c", "crates/*/*", "./*", "*/", "crates//*"),
    *(".*", ".[!.]*", "crates/./a", "crates/../a", "../*", "*/..", "nothing*", "é", "?é", "[é-ü]", "日?", "x[.]y", "a{b,c}"),
)  # fmt: skip


def _members(root: Path, pattern: str) -> list[str] | None:
    """Return the packages that Cargo finds below ``root`` for ``pattern``, or None if Cargo refuses the pattern."""
    workspace = root / "ws"
    table = f"[workspace]\nresolver = \"2\"\nmembers = ['{pattern}']\n"
    (workspace / "Cargo.toml").write_text(table, encoding="utf-8")
    argv = ["cargo", "metadata", "--format-version", "1", "--no-deps", "--offline"]
    process = subprocess.run(argv, cwd=workspace, capture_output=True, text=True, check=False)
    if "could not parse pattern" in process.stderr:
        return None
    if process.returncode != 0:
        # Every directory has a manifest, so Cargo has taken the pattern for a path.
        assert "failed to load manifest for workspace member" in process.stderr
        return []
    manifests = (Path(member["manifest_path"]).parent for member in json.loads(process.stdout)["packages"])
    return sorted(path.relative_to(root).as_posix() for path in manifests)


@pytest.mark.skipif(shutil.which("cargo") is None, reason="cargo is not installed")
def test_python_and_cargo_expand_patterns_alike(tmp_path: Path) -> None:
    # Every directory has a package, so that Cargo loads every match; the package above names its workspace.
    directories = sorted({*DIRECTORIES, "crates", "crates/deep", "crates/deep/er"})
    packages = {f"ws/{directory}": "" for directory in directories} | {".": 'workspace = "ws"\n'}
    for number, (directory, workspace_key) in enumerate(packages.items()):
        # The source is beside the manifest, because `src` would be another directory.
        manifest = package(f"p{number}", workspace_key + '[lib]\npath = "lib.rs"\n')
        write_project(tmp_path, {f"{directory}/Cargo.toml": manifest, f"{directory}/lib.rs": ""})
    for pattern in PATTERNS:
        python_matches = expand_glob(Directory("", tmp_path), "ws", pattern)
        cargo_matches = _members(tmp_path, pattern)
        assert (cargo_matches is None) == any(parse_glob(part) is None for part in pattern.split("/")), pattern
        # The root of the workspace has no package.
        assert sorted({directory.path or "." for directory in python_matches} - {"ws"}) == (cargo_matches or []), (
            pattern
        )


@needs_nix
@pytest.mark.nix
def test_python_and_nix_expand_patterns_alike(tmp_path: Path) -> None:
    for directory in DIRECTORIES:
        (tmp_path / directory).mkdir(parents=True)
    tree = f"(table.openTree {tmp_path})"
    nix_matches = map_in_nix(f'pattern: map (directory: directory.path) (table.expandGlob {tree} "" pattern)', PATTERNS)
    for pattern, paths in zip(PATTERNS, nix_matches, strict=True):
        python_matches = [directory.path for directory in expand_glob(Directory("", tmp_path), "", pattern)]
        assert sorted(paths) == sorted(python_matches), pattern


_ALPHABET = "ab-]![^.\\+(){}|$'\"é日\U0001f600 "
_characters = st.sampled_from(_ALPHABET)
_pieces = st.sampled_from(["*", "?", "[!a]", "[a-b]", "[!!-]", "[!]^]", "[]]", "[é-日]", "[^]"]) | _characters


@st.composite
def _cases(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Return a pattern, and names similar to the pattern."""
    if draw(st.integers(0, 3)) == 0:
        pieces = [draw(st.text(st.sampled_from(_ALPHABET + "*?"), min_size=1, max_size=8))] * draw(
            st.sampled_from([1, 50])
        )
    else:
        pieces = draw(st.lists(_pieces, min_size=1, max_size=5))
    near = st.tuples(*(st.text(_characters, max_size=2) if piece == "*" else _characters for piece in pieces))
    return "".join(pieces), ["".join(draw(near)) for _ in range(6)] + draw(st.lists(st.text(_characters), max_size=2))


@needs_nix
@pytest.mark.nix
@batches(25)
@given(st.lists(_cases(), min_size=10, max_size=30))
def test_python_and_nix_match_names_alike(cases: list[tuple[str, list[str]]]) -> None:
    function = (
        "{ pattern, names }: let glob = table.globPattern pattern; in"
        " if glob == null then null else map glob.matches names"
    )
    # The text of a pattern often matches, too.
    values = [{"pattern": pattern, "names": [*names, pattern]} for pattern, names in cases]
    count_inputs(sum(len(value["names"]) for value in values))
    for value, nix_matches in zip(values, map_in_nix(function, values), strict=True):
        glob = parse_glob(str(value["pattern"]))
        assert nix_matches == (None if glob is None else [glob.matches(name) for name in value["names"]]), value[
            "pattern"
        ]
