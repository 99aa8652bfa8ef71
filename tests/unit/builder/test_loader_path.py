"""The variable in which a loader finds libraries."""

from types import ModuleType

import pytest

from support.standalone import standalone_module


@pytest.fixture(name="loader_path")
def _loader_path(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = standalone_module("loader_path")
    monkeypatch.delenv(module.LOADER_PATH, raising=False)
    return module


def _value(loader_path: ModuleType, user: str, directories: list[str], plugins: list[str]) -> str | None:
    attrs = {"dependencyEnv": {loader_path.LOADER_PATH: user} if user else {}}
    variables: dict[str, str] = loader_path.loader_env(attrs, directories, plugins)
    return variables.get(loader_path.LOADER_PATH)


@pytest.mark.parametrize(
    ("user", "directories", "plugins", "expected"),
    [
        ("", [], [], None),
        ("", ["/deps"], [], "/deps"),
        ("/mine", ["/deps"], ["/plugin"], "/deps:/mine:/plugin"),
        # cargo in cargo: what is there already is not said twice.
        ("/deps:/mine", ["/deps"], [], "/deps:/mine"),
    ],
)
def test_the_order_of_directories(
    loader_path: ModuleType, user: str, directories: list[str], plugins: list[str], expected: str | None
) -> None:
    assert _value(loader_path, user, directories, plugins) == expected


def test_only_what_scripts_filled_is_searched(loader_path: ModuleType) -> None:
    result = {"root": "/run", "library_paths": ["native=/run/out/lib", "/usr/lib", "framework=/running"]}
    assert loader_path.made_directories([result]) == ["/run/out/lib"]
