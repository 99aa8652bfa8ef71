"""A skeleton on disk."""

from pathlib import Path

from cargo_nix.skeleton.source_skeleton import Skeleton
from cargo_nix.skeleton.write_skeleton import write_skeleton


def test_texts_and_empty_sources(tmp_path: Path) -> None:
    write_skeleton(Skeleton(root="", files={"a/Cargo.toml": "é\n"}, names=("a/src/bin/x.rs", "a/build.rs")), tmp_path)
    files = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert files == {"a/Cargo.toml": "é\n".encode(), "a/src/bin/x.rs": b"", "a/build.rs": b""}
