"""A published manifest becomes the entry that the registry's index has."""

import json
import tomllib

from cargo_nix.shell.registry_entry import add_to_cache, cache_path, entry_text, index_entry

MANIFEST = """
[package]
name = "Some-Crate"
version = "1.2.3"
links = "some"
rust-version = "1.70"

[dependencies]
plain = "1"

[dependencies.renamed]
version = "0.3.1"
package = "real-name"
optional = true
default-features = false
features = ["std"]

[build-dependencies]
cc = "1.0"

[target.'cfg(unix)'.dependencies.libc]
version = "0.2"

[dev-dependencies.other]
version = "2"
registry-index = "sparse+https://example.org/index/"

[features]
default = ["dep:renamed"]
"""


def test_the_entry_of_a_manifest() -> None:
    entry = index_entry(tomllib.loads(MANIFEST), "c0ffee")
    facts = {key: entry[key] for key in ("name", "vers", "cksum", "links", "rust_version", "features")}
    assert facts == {
        "name": "Some-Crate", "vers": "1.2.3", "cksum": "c0ffee", "links": "some", "rust_version": "1.70",
        "features": {"default": ["dep:renamed"]},
    }  # fmt: skip
    dependencies = {dependency["name"]: dependency for dependency in entry["deps"]}
    assert dependencies["renamed"] == {
        "name": "renamed", "req": "0.3.1", "features": ["std"], "optional": True, "default_features": False,
        "target": None, "kind": "normal", "registry": None, "package": "real-name",
    }  # fmt: skip
    assert (dependencies["cc"]["kind"], dependencies["libc"]["target"]) == ("build", "cfg(unix)")
    assert dependencies["other"]["registry"] == "sparse+https://example.org/index/"


def test_paths_follow_the_registrys_rule() -> None:
    assert [cache_path(name) for name in ("a", "ab", "AbC", "abcd")] == ["1/a", "2/ab", "3/a/abc", "ab/cd/abcd"]


def test_a_version_is_added_once() -> None:
    text = entry_text({"name": "a", "vers": "1.0.0"})
    content = add_to_cache(b"", {"1.0.0": text})
    assert content == b"\3\2\0\0\0Unknown\x001.0.0\0" + text.encode() + b"\0"
    assert json.loads(text) == {"name": "a", "vers": "1.0.0"}
    assert add_to_cache(content, {"1.0.0": "other"}) == content
    assert add_to_cache(content, {"1.0.1": text}).startswith(content)


def test_a_file_of_another_cargo_is_replaced() -> None:
    assert add_to_cache(b"\x09other", {}) == add_to_cache(b"", {})
