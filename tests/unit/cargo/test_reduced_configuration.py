"""The `[source]` tables of a project's cargo configuration, in the scratch copy for a plan."""

import tomli
from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.cargo import without_sources

CONFIG = """[build]
rustflags = ["-Cdebuginfo=0"]

[source.crates-io]
replace-with = "mirror"

[source.mirror]
registry = "sparse+https://mirror.example.org/index/"

[source.vendored]
directory = "vendor"

[source."https://example.org/dep"]
git = "https://example.org/dep"
replace-with = "vendored"
"""
FILES = {".cargo/config.toml": CONFIG, "Cargo.toml": '[source.x]\ndirectory = "x"\n', "Cargo.lock": "version = 4\n"}
BUILD = {"rustflags": ["-Cdebuginfo=0"]}


def _configured(files: dict[str, str], *, mirrors: bool) -> dict[str, object]:
    reduced = without_sources(files, mirrors=mirrors)
    assert {path: text for path, text in reduced.items() if path.startswith("Cargo")} == {
        path: text for path, text in files.items() if path.startswith("Cargo")
    }
    return tomli.loads(reduced[".cargo/config.toml"])


def test_an_offline_plan_has_no_sources() -> None:
    assert _configured(FILES, mirrors=False) == {"build": BUILD, "source": {}}


def test_a_plan_with_network_keeps_mirrors_only() -> None:
    assert _configured(FILES, mirrors=True) == {
        "build": BUILD,
        "source": {
            "crates-io": {"replace-with": "mirror"},
            "mirror": {"registry": "sparse+https://mirror.example.org/index/"},
            "https://example.org/dep": {"git": "https://example.org/dep"},
        },
    }


def test_sources_in_an_included_file_are_removed() -> None:
    files = {
        ".cargo/config.toml": 'include = ["more.toml"]\n[source.crates-io]\nreplace-with = "vendored"\n',
        ".cargo/more.toml": '\ufeff[source.vendored]\nlocal-registry = "crates"\n',
    }
    reduced = without_sources(files, mirrors=True)
    assert tomli.loads(reduced[".cargo/config.toml"]) == {"include": ["more.toml"], "source": {"crates-io": {}}}
    assert tomli.loads(reduced[".cargo/more.toml"]) == {"source": {}}


@given(st.text(alphabet="abc=[]\n\"'.\ufeff"))
def test_other_configuration_does_not_change(text: str) -> None:
    assert without_sources({".cargo/config.toml": text}, mirrors=False) == {".cargo/config.toml": text}
