"""Random lock files in Nix: the same packages as in Python, or a message; never an error of Nix itself."""

import json
import resource
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.errors import LockfileError
from cargo_nix.lockfile import parse_lockfile
from support.nix import needs_nix
from support.random_inputs import batches, count_inputs
from support.skeleton import map_in_nix

pytestmark = [needs_nix, pytest.mark.nix]

COMMIT = "0123456789abcdef0123456789abcdef01234567"
# Well-formed values, and values that a merge or a hand made.
NAMES = ["a", "serde_json", "crème", "b-c", "", "9a", "a b", "../x", 'x"y', "x\ny", "$(x)", "x\\", "é"]
VERSIONS = ["1.0.0", "0.0.1-rc.1", "1.2.3+b", "1", "", "1.0.0/..", "v1.0.0", "1.0.0\n"]
SOURCES = [
    *("registry+https://example.org/index", "sparse+https://example.org/", f"git+https://example.org/a#{COMMIT}"),
    *("git+https://example.org/a", "https://example.org", "path+file:///a", "registry+", "registry+https://a b", ""),
]
CHECKSUMS = ["0" * 64, "abc", "", "F" * 64, "0" * 63 + "\n"]
FUNCTION = """text:
  let result = builtins.tryEval (builtins.deepSeq (table.readLockfile text) (table.readLockfile text));
  in if result.success then result.value else null
"""


def _quoted(values: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(values).map(json.dumps) | st.sampled_from(["1", "true", "[ ]", "{ }", "1979-05-27"])


def _list(names: list[str]) -> str:
    return "[\n" + "".join(f' "{name}",\n' for name in names) + "]"


entries = st.fixed_dictionaries(
    {},
    optional={
        "name": _quoted(NAMES),
        "version": _quoted(VERSIONS),
        "source": _quoted(SOURCES),
        "checksum": _quoted(CHECKSUMS),
        "dependencies": st.just('[\n "a",\n]'),
    },
)
well_formed = st.fixed_dictionaries(
    {"name": st.sampled_from(NAMES[:4]).map(json.dumps), "version": st.sampled_from(VERSIONS[:3]).map(json.dumps)},
    optional={
        "source": st.sampled_from(SOURCES[:3]).map(json.dumps),
        "checksum": st.just(json.dumps(CHECKSUMS[0])),
        "dependencies": st.lists(st.sampled_from(NAMES[:4])).map(_list),
    },
)
lines = st.sampled_from(
    [
        *(
            "version = 4",
            "<<<<<<< HEAD",
            "=======",
            ">>>>>>> x",
            "",
            "# a",
            "[metadata]",
            "[[patch.unused]]",
            "package = 1",
        ),
        *("x = " + "[" * 300, "name = ", '"""', "'", "\\", "[[package]", '"checksum a 1.0.0 (x)" = "<none>"'),
    ]
)


def _text(entry: Mapping[str, str]) -> str:
    return "[[package]]\n" + "".join(f"{key} = {value}\n" for key, value in entry.items())


texts = st.lists(well_formed.map(_text), max_size=4).map("".join) | st.lists(
    entries.map(_text) | lines, max_size=5
).map("\n".join)


@batches(25)
@given(st.lists(texts, min_size=10, max_size=40))
def test_nix_reads_the_same_packages_or_stops(batch: list[str]) -> None:
    count_inputs(len(batch))
    for text, result in zip(batch, map_in_nix(FUNCTION, batch), strict=True):
        try:
            packages = parse_lockfile(text)
        except LockfileError:
            continue
        if result is None:
            continue
        assert [(package["name"], package["version"]) for package in result["names"]] == [
            (package.name, package.version) for package in packages
        ], text
        assert [package["source"] for package in result["locked"]] == [
            package.source.raw for package in packages if package.source is not None
        ], text


@batches(25)
@given(st.lists(st.lists(well_formed.map(_text), max_size=4, unique=True).map("".join), min_size=10, max_size=30))
def test_nix_accepts_what_cargo_writes(batch: list[str]) -> None:
    count_inputs(len(batch))
    for text, result in zip(batch, map_in_nix(FUNCTION, batch), strict=True):
        packages = [package for package in parse_lockfile(text) if package.source is not None]
        keys = [(package.name, package.version, package.source) for package in packages]
        assert (result is not None) == (len(keys) == len(set(keys))), text


SOURCE = "registry+https://example.org/index"
LARGE = {
    "16 MB": (
        60_000,
        "".join(
            f'\n[[package]]\nname = "crate-{n:06}"\nversion = "1.{n}.0"\nsource = "{SOURCE}"\nchecksum = "{"0" * 64}"\n'
            f'dependencies = [\n "crate-{n + 1:06}",\n "crate-{n + 2:06}",\n "crate-{n + 3:06}",\n]\n'
            for n in range(60_000)
        ),
    ),
    "100,000 dependencies": (
        1,
        '\n[[package]]\nname = "app"\nversion = "0.1.0"\ndependencies = [\n'
        + "".join(f' "crate-{n:06}",\n' for n in range(100_000))
        + "]\n",
    ),
    "2 MB in one line": (1, f'\n[[package]]\nname = "app"\nversion = "0.1.0"\nx = "{"a/" * 1_000_000}"\n'),
}


@pytest.mark.parametrize("name", LARGE)
def test_nix_reads_large_lock_files(name: str) -> None:
    count, packages = LARGE[name]
    started = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    assert map_in_nix("text: builtins.length (table.readLockfile text).names", [f"version = 4\n{packages}"]) == [count]
    # Cargo takes three seconds for the largest file. Quadratic run time would exceed the limit by far.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - started < 20
