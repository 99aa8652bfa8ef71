"""What planning reads of a published crate."""

import io
import json
import tarfile
from pathlib import Path

from cargo_nix.crates.crate_manifest import main
from cargo_nix.crates.library_facts import FACTS

FILES = {
    "Cargo.toml": '[package]\nname = "a"\n[lib]\npath = "lib/root.rs"\n',
    "README.md": "text",
    "build.rs": "fn main() {}",
    "src/lib.rs": "use std::fs;",
    "src/deep/inner.rs": "",
    "src/bin/tool/main.rs": "",
    "lib/root.rs": "",
    "tests/a.rs": "",
    "assets/logo.png": "",
}


def test_the_manifest_and_the_names_of_targets(tmp_path: Path) -> None:
    archive = tmp_path / "a.crate"
    with tarfile.open(archive, "w:gz") as tar:
        for path, text in FILES.items():
            entry = tarfile.TarInfo(f"a-1.0.0/{path}")
            entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text.encode()))
    out = tmp_path / "out"
    assert main(["a-1.0.0", str(archive), "0" * 64, str(out)]) == 0
    files = {path.relative_to(out / "a-1.0.0").as_posix(): path for path in out.rglob("*") if path.is_file()}
    named = {"README.md", "build.rs", "src/lib.rs", "src/bin/tool/main.rs", "lib/root.rs", "tests/a.rs"}
    assert files.keys() == {"Cargo.toml", ".cargo-checksum.json", FACTS, *named}
    assert all(files[name].read_bytes() == b"" for name in named)
    assert files["Cargo.toml"].read_text(encoding="utf-8") == FILES["Cargo.toml"]
    assert json.loads(files[".cargo-checksum.json"].read_bytes()) == {"files": {}, "package": "0" * 64}
    assert "opens" in files[FACTS].read_text(encoding="utf-8")
