"""A directory of links, one folder a group."""

from pathlib import Path

from cargo_nix.install.link_roots import link_roots


def test_each_path_has_a_link(tmp_path: Path) -> None:
    out = tmp_path / "out"
    link_roots({"units": ["/store/a", "/store/b", "/store/a"], "plans": []}, str(out))
    assert {path.name: path.readlink() for path in (out / "units").iterdir()} == {
        "a": Path("/store/a"), "b": Path("/store/b"),
    }  # fmt: skip
    assert list((out / "plans").iterdir()) == []
