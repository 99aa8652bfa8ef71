"""Random workspaces: names, globs, descriptions and comments. Nix and Python read the same skeleton."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.skeleton import read_skeleton
from support.nix import needs_nix
from support.projects import write_project
from support.random_inputs import batches, count_inputs
from support.skeleton import nix_skeletons

# Characters that mean something to TOML, to globs, to Nix or to a shell.
_NAMES = st.text(st.sampled_from("ab.-_ß'$#"), min_size=1, max_size=4).filter(lambda name: set(name) != {"."})
_TEXTS = st.text(st.sampled_from("ab [](){}\\'\"#=,.*\n\u00e9\U0001f980"), max_size=20)
_GLOBS = st.sampled_from(("*", "a*", "?", "**", "*/*", "[ab]*", "[!a]*", "x"))


@st.composite
def _manifests(draw: st.DrawFn) -> str:
    lines = [f"# {line}" for line in draw(_TEXTS).split("\n")]
    lines += ["[package]", 'name = "p"', f"description = {json.dumps(draw(_TEXTS), ensure_ascii=False)}"]
    if draw(st.booleans()):
        paths = draw(st.lists(_NAMES, max_size=2, unique=True))
        lines += ["[dependencies]", *(f"{json.dumps(path)} = {{ path = {json.dumps(path)} }}" for path in paths)]
    if draw(st.booleans()):
        lines += ["[[bin]]", 'name = "tool"', f"path = {json.dumps('src/' + draw(_NAMES) + '.rs', ensure_ascii=False)}"]
    return "\n".join(lines) + "\n"


@st.composite
def _workspaces(draw: st.DrawFn) -> dict[str, str]:
    """Draw the files of a workspace by path."""
    members = [*draw(st.lists(_GLOBS, max_size=2)), *draw(st.lists(_NAMES, max_size=2))]
    excluded = draw(st.lists(_NAMES, max_size=1))
    # A comment of random text, and both lists as TOML.
    root = "".join(f"# {line}\n" for line in draw(_TEXTS).split("\n"))
    root += f"[workspace]\nmembers = {json.dumps(members, ensure_ascii=False)}\n"
    root += f"exclude = {json.dumps(excluded, ensure_ascii=False)}\n"
    files = {"Cargo.toml": root, "Cargo.lock": "version = 4\n"}
    for name in draw(st.lists(_NAMES, max_size=4, unique=True)):
        directory = name if draw(st.booleans()) else f"x/{name}"
        files[f"{directory}/Cargo.toml"] = draw(_manifests())
        files[f"{directory}/src/{draw(st.sampled_from(('lib', 'main', 'bin/ß', 'bin/a/main')))}.rs"] = ""
        if draw(st.booleans()):
            files[f"{directory}/tests/{draw(_NAMES)}.rs"] = ""
    return files


@needs_nix
@pytest.mark.nix
@batches(25)
@given(st.lists(_workspaces(), min_size=5, max_size=15))
def test_python_and_nix_read_random_workspaces_alike(workspaces: list[dict[str, str]]) -> None:
    count_inputs(len(workspaces))
    with tempfile.TemporaryDirectory() as scratch:
        roots = [write_project(Path(scratch) / str(number), files) for number, files in enumerate(workspaces)]
        results = nix_skeletons([(root, "") for root in roots])
        for root, files, skeleton in zip(roots, workspaces, results, strict=True):
            assert skeleton == read_skeleton(root, ""), files
