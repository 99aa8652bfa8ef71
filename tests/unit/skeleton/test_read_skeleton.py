"""The skeleton of every shape: its files, the same result in Nix, and the same metadata for Cargo."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from skeleton_shapes import SHAPES, write_shape

from cargo_nix.errors import LockfileError, SourceError
from cargo_nix.skeleton import read_skeleton, write_skeleton
from support.nix import Failed, needs_nix
from support.projects import lock, package, write_project
from support.skeleton import nix_skeletons

needs_cargo = pytest.mark.skipif(shutil.which("cargo") is None, reason="cargo is not installed")


@pytest.mark.parametrize("name", SHAPES)
def test_the_files_and_names_of_a_skeleton(name: str, tmp_path: Path) -> None:
    shape = SHAPES[name]
    skeleton = read_skeleton(write_shape(shape, tmp_path), shape.cargo_root)
    prefix = f"{shape.cargo_root}/" if shape.cargo_root else ""
    manifests = [f"{directory}/Cargo.toml".lstrip("/") for directory in shape.manifests]
    assert sorted(skeleton.files) == sorted([*manifests, f"{prefix}Cargo.lock", *shape.others])
    assert skeleton.names == tuple(sorted(shape.names))
    assert skeleton.root == shape.cargo_root


@needs_nix
@pytest.mark.nix
def test_python_and_nix_read_the_same_skeletons(tmp_path: Path) -> None:
    roots = {name: write_shape(shape, tmp_path / str(n)) for n, (name, shape) in enumerate(SHAPES.items())}
    nix_results = nix_skeletons([(root, SHAPES[name].cargo_root) for name, root in roots.items()])
    for (name, root), skeleton in zip(roots.items(), nix_results, strict=True):
        assert skeleton == read_skeleton(root, SHAPES[name].cargo_root), name


@needs_cargo
@pytest.mark.parametrize("name", [name for name, shape in SHAPES.items() if shape.cargo])
def test_cargo_gives_the_same_metadata_for_the_skeleton(name: str, tmp_path: Path) -> None:
    shape = SHAPES[name]
    root = write_shape(shape, tmp_path / "source")
    copy = tmp_path / "skeleton"
    write_skeleton(read_skeleton(root, shape.cargo_root), copy)
    assert _metadata(copy / shape.cargo_root, copy) == _metadata(root / shape.cargo_root, root)


def _metadata(directory: Path, root: Path) -> Any:  # noqa: ANN401 -- cargo's own JSON
    argv = ["cargo", "metadata", "--format-version", "1", "--no-deps", "--offline"]
    process = subprocess.run(argv, cwd=directory, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout.replace(str(root), "ROOT"))


def test_a_name_that_is_not_utf8_is_not_a_target(tmp_path: Path) -> None:
    write_project(tmp_path, {"Cargo.toml": package("top"), "Cargo.lock": lock("top"), "src/main.rs": ""})
    (tmp_path / "src/bin").mkdir()
    Path(bytes(tmp_path / "src/bin").decode() + "/\udcff.rs").touch()
    assert read_skeleton(tmp_path).names == ("src/main.rs",)


def test_a_manifest_that_is_not_utf8_is_an_error(tmp_path: Path) -> None:
    write_project(
        tmp_path, {"Cargo.toml": '[workspace]\nmembers = ["a"]\n', "Cargo.lock": lock("a"), "a/src/lib.rs": ""}
    )
    (tmp_path / "a/Cargo.toml").write_bytes(package("a").encode() + b"# \xff\n")
    with pytest.raises(SourceError) as stopped:
        read_skeleton(tmp_path)
    assert str(stopped.value) == "\n".join(
        [
            "error: a file of the workspace is not UTF-8",
            "  at: a/Cargo.toml:5",
            "  expected: UTF-8, as Cargo requires",
            "  got: bytes of another encoding",
            "  ways out:",
            "    1. convert the file, from Latin-1 with `iconv -f latin1 -t utf8`",
        ]
    )


DEEP = "/".join(["data", *["d"] * 120])


TOO_DEEP = (
    "`**` covers too many nested directories",
    f"  at: {DEEP[: len('data') + 101 * len('/d')]}",
    "  expected: 100 nested directories at most",
    "  got: more nested directories",
    "  ways out:",
    "    1. name the members, or a smaller directory",
)


def _deep_project(root: Path) -> Path:
    (root / DEEP).mkdir(parents=True)
    return write_project(root, {"Cargo.toml": '[workspace]\nmembers = ["data/**"]\n', "Cargo.lock": lock()})


def test_too_deep_directories_for_stars_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as stopped:
        read_skeleton(_deep_project(tmp_path))
    assert str(stopped.value) == "error: " + "\n".join(TOO_DEEP)


@pytest.mark.nix
@needs_nix
def test_stars_that_lead_too_deep_for_nix(tmp_path: Path) -> None:
    with pytest.raises(Failed) as failed:
        nix_skeletons([(_deep_project(tmp_path), "")])
    assert "\n       ".join(["error: " + TOO_DEEP[0], *TOO_DEEP[1:]]) in failed.value.text


def test_a_cargo_root_without_manifest_is_an_error(tmp_path: Path) -> None:
    write_project(tmp_path, {"Cargo.toml": package("top"), "Cargo.lock": lock("top")})
    with pytest.raises(SourceError) as stopped:
        read_skeleton(tmp_path, "frontend")
    assert str(stopped.value) == "\n".join(
        [
            "error: there is no Cargo.toml",
            f"  at: {tmp_path}/frontend",
            "  expected: the root of a Cargo workspace or package",
            "  ways out:",
            "    1. run the command in the directory with Cargo.toml and Cargo.lock",
            "    2. name the directory of the workspace with `--cargo-root`",
        ]
    )


def test_a_workspace_without_lock_file_is_an_error(tmp_path: Path) -> None:
    write_project(tmp_path, {"Cargo.lock": lock("top"), "frontend/Cargo.toml": package("top")})
    with pytest.raises(LockfileError, match=r"there is no Cargo\.lock\n  at: .*/frontend\n"):
        read_skeleton(tmp_path, "frontend")


def test_a_member_of_another_workspace_is_an_error(tmp_path: Path) -> None:
    files = {"Cargo.toml": '[workspace]\nmembers = ["a"]\n', "a/Cargo.toml": package("a"), "a/Cargo.lock": lock("a")}
    with pytest.raises(SourceError) as stopped:
        read_skeleton(write_project(tmp_path, files), "a")
    assert str(stopped.value) == "\n".join(
        [
            "error: the package belongs to a workspace in another directory",
            "  at: --cargo-root",
            "  expected: the root of a workspace in `a`",
            "  got: a package without `[workspace]`; Cargo takes the workspace in `.`",
            "  ways out:",
            '    1. plan this workspace: `--cargo-root "" --package …`',
            "    2. make the package a workspace: add `[workspace]` to Cargo.toml",
        ]
    )
