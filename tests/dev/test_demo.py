"""The flake of ``dev/demo``: each marker of the text has a value."""

from pathlib import Path

import demo
import pytest
from published import Published


@pytest.mark.parametrize(("flags", "expected"), [([], "false"), (["--no-default-features"], "true")])
def test_the_flake_has_all_values(
    flags: list[str], expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "CACHE", tmp_path)
    crate = Published(name="app", version="1.0.0", root=tmp_path / "app-1.0.0")
    directory = demo.write_flake(crate, demo.read_options([*flags, "app@1.0.0"]))
    text = (directory / "flake.nix").read_text(encoding="utf-8")
    assert "@" not in text
    assert f"noDefaultFeatures = {expected};" in text
