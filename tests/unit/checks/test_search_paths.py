"""Directories of libraries that scripts name."""

from types import ModuleType
from typing import Any

import pytest

from support.standalone import standalone_module


@pytest.fixture(scope="module", name="search_paths")
def _search_paths() -> ModuleType:
    return standalone_module("search_paths")


def _result(root: str, triple: str, *paths: str) -> dict[str, Any]:
    return {"root": root, "out_dir": f"{root}/{triple}release/build/a-01/out", "library_paths": list(paths)}


def test_paths_are_sorted_by_their_parts_in_cargos_target_directory(search_paths: ModuleType) -> None:
    results = [
        _result("/nix/store/b-run", "", "native=/nix/store/b-run/release/build/b/out", "/usr/lib"),
        _result("/nix/store/a-run", "", "native=/nix/store/a-run/release/build/c/out", "/usr/lib"),
    ]
    assert search_paths.native_directories(results) == [
        "/usr/lib",
        "native=/nix/store/b-run/release/build/b/out",
        "native=/nix/store/a-run/release/build/c/out",
    ]


def test_a_loader_gets_those_in_the_outputs_for_its_platform(search_paths: ModuleType) -> None:
    host = _result("/r", "", "native=/r/release/build/a-01/out/lib", "/usr/lib")
    target = _result("/s", "wasm/", "/s/wasm/release/build/a-01/out")
    assert search_paths.loader_directories([host, target], None) == ["/r/release/build/a-01/out/lib"]
    assert search_paths.loader_directories([host, target], "wasm") == ["/s/wasm/release/build/a-01/out"]
