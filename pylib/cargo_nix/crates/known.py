"""Crates whose words say more than they do: somebody read their sources.

The words of ``words.py`` are a test on text, so they also meet crates that never open a file of their user. For these
the table has the words that hold, with the reason. An entry stands for the crate and all that it links. Where a crate
is not in the table its text decides.
"""

from cargo_nix.crates.words import ANCHORED, MANIFESTS, OPENS

__all__ = ["KNOWN_WORDS"]

NOTHING: frozenset[str] = frozenset()
PACKAGE = frozenset({OPENS, ANCHORED})
"""It opens files in the directory of the package, and those that its arguments name."""

_NAMES = frozenset({MANIFESTS})
"""It asks under which name a dependency goes: of the manifest of the package and of that of the workspace."""

KNOWN_WORDS: dict[str, frozenset[str]] = {
    # Bindings: who calls them has the words.
    "libc": NOTHING,
    # What has the words is compiled for other platforms, for tests or for documentation.
    "const_format": NOTHING,
    "hashbrown": NOTHING,
    "serde": NOTHING,
    "serde_core": NOTHING,
    "windows-implement": NOTHING,
    "zerocopy-derive": NOTHING,
    # Its `clap::Command` is no program.
    "clap_derive": NOTHING,
    # Their `extern "C"` and paths are tokens of code that runs later.
    "pyo3-macros": NOTHING,
    "test-case-macros": NOTHING,
    # Writes graphs of its states where an attribute says, with a feature for that, and reads nothing.
    "logos-codegen": NOTHING,
    # Reads what its own build script wrote.
    "rustversion": NOTHING,
    # Ask rustc for its version, with files of their own in OUT_DIR.
    "autocfg": NOTHING,
    "rustc_version": NOTHING,
    "version_check": NOTHING,
    # Asks pkg-config, which reads files of the system.
    "pkg-config": NOTHING,
    # Look for a file that an argument names, from CARGO_MANIFEST_DIR or from the file of the call.
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
    # `include_view!` opens its argument from where rustc runs.
    "leptos_macro": PACKAGE,
    # By way of proc-macro-crate: it reads Cargo.toml, and that of the workspace which `cargo locate-project` names.
    "borsh-derive": _NAMES,
    "gloo-worker-macros": _NAMES,
    "num_enum_derive": _NAMES,
    "proc-macro-crate": _NAMES,
    "rstest_macros": PACKAGE | _NAMES,
    # Start programs with the files that the caller names: compilers, and what they include.
    "cc": PACKAGE,
    "cmake": PACKAGE,
    "prost-build": PACKAGE,
    "protox": PACKAGE,
    "tonic-build": PACKAGE,
}
