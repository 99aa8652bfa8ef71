"""Crates with more words than effects. A person has read their sources.

``words.py`` finds words in text, so a crate that never opens a file of the user may have words too. The table contains
the true words of such crates, each with a reason. An entry covers the crate and all of its dependencies. For all other
crates, the text decides.
"""

from cargo_nix.crates.words import ANCHORED, MANIFESTS, OPENS

__all__ = ["KNOWN_WORDS"]

NOTHING: frozenset[str] = frozenset()
PACKAGE = frozenset({OPENS, ANCHORED})
"""The crate opens files in the directory of the package, and files that its arguments name."""

_NAMES = frozenset({MANIFESTS})
"""The crate looks up the name of a dependency in the manifests of the package and of the workspace."""

KNOWN_WORDS: dict[str, frozenset[str]] = {
    # Bindings: the caller's code has the words.
    "libc": NOTHING,
    # The code with the words is for other platforms, for tests or for documentation.
    "const_format": NOTHING,
    "derive_more-impl": NOTHING,
    "hashbrown": NOTHING,
    "serde": NOTHING,
    "serde_core": NOTHING,
    "windows-implement": NOTHING,
    "zerocopy-derive": NOTHING,
    # `clap::Command` is a parser, and starts no program.
    "clap_derive": NOTHING,
    # `extern "C"` and paths are tokens in code that runs later.
    "pyo3-macros": NOTHING,
    "test-case-macros": NOTHING,
    # Ask the system for locks and random numbers.
    "parking_lot_core": NOTHING,
    "rand": NOTHING,
    # Writes graphs of its states to a path of an attribute, with a feature for that, and reads no file.
    "logos-codegen": NOTHING,
    # Reads the output of its own build script.
    "rustversion": NOTHING,
    # Ask rustc for its version, and write files only in OUT_DIR.
    "autocfg": NOTHING,
    "rustc_version": NOTHING,
    "version_check": NOTHING,
    # Runs pkg-config, which reads only system files.
    "pkg-config": NOTHING,
    # Open a file that an argument names, relative to CARGO_MANIFEST_DIR or to the file of the call.
    "askama_derive": PACKAGE,
    "document-features": PACKAGE,
    "include_dir_macros": PACKAGE,
    "jiff-static": PACKAGE,
    "pest_derive": PACKAGE,
    "refinery-macros": PACKAGE,
    "rocket_codegen": PACKAGE,
    "rust-embed-impl": PACKAGE,
    "rust-i18n-macro": PACKAGE,
    "wasm-bindgen-macro": PACKAGE,
    "wit-bindgen-rust-macro": PACKAGE,
    # `include_view!` opens its argument relative to rustc's working directory.
    "leptos_macro": PACKAGE,
    # proc-macro-crate reads Cargo.toml, and the manifest that `cargo locate-project` prints.
    "borsh-derive": _NAMES,
    "gloo-worker-macros": _NAMES,
    "num_enum_derive": _NAMES,
    "proc-macro-crate": _NAMES,
    "rstest_macros": PACKAGE | _NAMES,
    # Start compilers and other programs with the caller's files, and with included files.
    "cc": PACKAGE,
    "cmake": PACKAGE,
    "prost-build": PACKAGE,
    "protox": PACKAGE,
    "tonic-build": PACKAGE,
}
