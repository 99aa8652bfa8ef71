"""Runs of wasm-bindgen and wasm-opt, and their errors."""

from pathlib import Path

import pytest

from support.standalone import standalone_module
from support.web_app import app_attributes, write_program

bindgen = standalone_module("bindgen")
web_error = standalone_module("web_error")

# The text of wasm-bindgen 0.2.129.
OTHER_FORMAT = """#!/bin/sh
cat >&2 <<'END'
error:

it looks like the Rust project used to create this Wasm file was linked against
version of wasm-bindgen that uses a different bindgen format than this binary:

  rust Wasm file schema version: 0.2.128
     this binary schema version: 0.2.129

Currently the bindgen format is unstable enough that these two schema versions
must exactly match.
END
exit 1
"""


def test_the_arguments_of_wasm_bindgen(tmp_path: Path) -> None:
    attrs = app_attributes(tmp_path, bindgenArgs=["--weak-refs"])
    bindgen.write_bindings(attrs, str(tmp_path / "out"))
    words = (tmp_path / "out/app.js").read_text(encoding="utf-8")
    assert words == "// --target web --out-dir OUT --out-name app --no-typescript --weak-refs /build/app.wasm\n"
    bindgen.write_bindings(attrs | {"index": "", "target": "nodejs"}, str(tmp_path / "out"))
    words = (tmp_path / "out/app.js").read_text(encoding="utf-8")
    assert words == "// --target nodejs --out-dir OUT --out-name app --weak-refs /build/app.wasm\n"


def test_another_format_is_an_error_with_both_versions(tmp_path: Path) -> None:
    program = write_program(tmp_path / "other", OTHER_FORMAT)
    with pytest.raises(web_error.WebError) as stopped:
        bindgen.write_bindings(app_attributes(tmp_path, bindgen=program), str(tmp_path / "out"))
    assert str(stopped.value) == (
        "error: wasm-bindgen has another version than the crate wasm-bindgen in the module\n"
        "  at: web.site\n"
        "  expected: the version of Cargo.lock, for a module with the format 0.2.128\n"
        f"  got: {program}, which reads the format 0.2.129\n"
        "  ways out:\n"
        "    1. remove `wasmBindgen.cli`: cargo-nix builds the version that Cargo.lock has"
    )


def test_another_failure_has_the_output_of_wasm_bindgen(tmp_path: Path) -> None:
    program = write_program(tmp_path / "broken", "#!/bin/sh\necho 'error: import of `x`' >&2\nexit 1\n")
    with pytest.raises(web_error.WebError) as stopped:
        bindgen.write_bindings(app_attributes(tmp_path, bindgen=program), str(tmp_path / "out"))
    assert str(stopped.value) == (
        "error: wasm-bindgen failed:\n"
        "error: import of `x`\n"
        "  at: web.site\n"
        "  ways out:\n"
        "    1. correct the code, or `web.site.bindgenArgs`\n"
        "    2. update wasm-bindgen: `cargo update`"
    )


def test_wasm_opt_replaces_the_module(tmp_path: Path) -> None:
    text = '#!/bin/sh\nwords="$*"\nwhile [ "$1" != -o ]; do shift; done\necho "$words" > "$2"\n'
    program = write_program(tmp_path / "wasm-opt", text)
    out = tmp_path / "out"
    bindgen.write_bindings(app_attributes(tmp_path, wasmOpt=program), str(out))
    words = (out / "app_bg.wasm").read_text(encoding="utf-8").split()
    assert words[-4:] == ["-Oz", f"{out}/app_bg.wasm", "-o", f"{out}/app_bg.wasm"]
    assert "--enable-bulk-memory" in words


def test_a_failure_of_wasm_opt(tmp_path: Path) -> None:
    program = write_program(tmp_path / "wasm-opt", "#!/bin/sh\necho 'Unknown option' >&2\nexit 1\n")
    attrs = app_attributes(tmp_path, wasmOpt=program, wasmOptArgs=["-O9"])
    with pytest.raises(web_error.WebError) as stopped:
        bindgen.write_bindings(attrs, str(tmp_path / "out"))
    assert str(stopped.value) == (
        "error: wasm-opt failed:\n"
        "Unknown option\n"
        "  at: web.site.wasmOptArgs\n"
        "  expected: arguments that wasm-opt accepts for this module\n"
        "  got: -O9\n"
        "  ways out:\n"
        "    1. correct the arguments\n"
        "    2. remove `web.site.wasmOpt`"
    )
