"""The `[source]` tables of a project's cargo configuration, in the scratch copy for a plan."""

from pathlib import Path

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


def _configured(files: dict[str, str], *, checkout: Path | None) -> dict[str, object]:
    reduced = without_sources(files, checkout=checkout)
    assert {path: text for path, text in reduced.items() if path.startswith("Cargo")} == {
        path: text for path, text in files.items() if path.startswith("Cargo")
    }
    return tomli.loads(reduced[".cargo/config.toml"])


def test_an_offline_plan_has_no_sources() -> None:
    assert _configured(FILES, checkout=None) == {"build": BUILD, "source": {}}


def test_a_plan_of_a_checkout_keeps_all_sources() -> None:
    assert _configured(FILES, checkout=Path("/checkout")) == {
        "build": BUILD,
        "source": {
            "crates-io": {"replace-with": "mirror"},
            "mirror": {"registry": "sparse+https://mirror.example.org/index/"},
            "vendored": {"directory": "/checkout/vendor"},
            "https://example.org/dep": {"git": "https://example.org/dep", "replace-with": "vendored"},
        },
    }


def test_paths_start_beside_the_directory_of_the_file() -> None:
    files = {
        "a/.cargo/config.toml": 'include = ["more.toml"]\n[source.crates-io]\nreplace-with = "vendored"\n',
        "a/.cargo/more.toml": '\ufeff[source.vendored]\nlocal-registry = "crates"\n',
    }
    reduced = without_sources(files, checkout=Path("/checkout"))
    assert tomli.loads(reduced["a/.cargo/config.toml"]) == {
        "include": ["more.toml"],
        "source": {"crates-io": {"replace-with": "vendored"}},
    }
    assert tomli.loads(reduced["a/.cargo/more.toml"]) == {
        "source": {"vendored": {"local-registry": "/checkout/a/crates"}}
    }


@given(st.text(alphabet="abc=[]\n\"'.\ufeff"))
def test_other_configuration_does_not_change(text: str) -> None:
    assert without_sources({".cargo/config.toml": text}, checkout=None) == {".cargo/config.toml": text}
