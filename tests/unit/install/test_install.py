"""Installed files: a unit's product under Cargo's name, without references to build inputs."""

import json
from pathlib import Path

import pytest

from cargo_nix.install.install import main, scrub_references

BUILD_HASH, RUNTIME_HASH = "b" * 32, "k" * 32


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(f"/nix/store/{BUILD_HASH}-src/a.rs", f"/nix/store/{'e' * 32}-src/a.rs", id="one"),
        pytest.param(
            f"/nix/store/{RUNTIME_HASH}-libz/lib", f"/nix/store/{RUNTIME_HASH}-libz/lib", id="a library that it needs"
        ),
        pytest.param(
            f"/nix/store/{BUILD_HASH}/nix/store/{BUILD_HASH}", f"/nix/store/{'e' * 32}" * 2, id="side by side"
        ),
        pytest.param(
            f"/nix/store//nix/store/{BUILD_HASH}", f"/nix/store//nix/store/{'e' * 32}", id="after an empty one"
        ),
        pytest.param(f"/nix/store/{BUILD_HASH[1:]}", f"/nix/store/{BUILD_HASH[1:]}", id="cut off at the end"),
        pytest.param("", "", id="empty"),
    ],
)
def test_references_to_build_inputs_are_replaced(content: str, expected: str, tmp_path: Path) -> None:
    file = tmp_path / "program"
    file.write_text(content, encoding="utf-8")
    scrub_references(str(file), {BUILD_HASH.encode()})
    assert file.read_text(encoding="utf-8") == expected


def test_products_are_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "app-0123"
    program.write_text(f"/nix/store/{BUILD_HASH}-src", encoding="utf-8")
    program.chmod(0o555)
    out = tmp_path / "out"
    attrs = {
        "outputs": {"out": str(out)},
        "files": [{"from": str(program), "to": "bin/app"}],
        "scripts": {"libexec/choose": "#!/bin/sh\n"},
        "scrub": [f"/nix/store/{BUILD_HASH}-src"],
    }
    file = tmp_path / "attrs.json"
    file.write_text(json.dumps(attrs), encoding="utf-8")
    monkeypatch.setenv("NIX_ATTRS_JSON_FILE", str(file))
    main()
    assert (out / "bin/app").read_text(encoding="utf-8") == f"/nix/store/{'e' * 32}-src"
    assert (out / "bin/app").stat().st_mode & 0o777 == 0o755
    assert program.read_text(encoding="utf-8") == f"/nix/store/{BUILD_HASH}-src"
    assert (out / "libexec/choose").read_text(encoding="utf-8") == "#!/bin/sh\n"
    assert (out / "libexec/choose").stat().st_mode & 0o777 == 0o755
