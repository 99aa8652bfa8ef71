import pytest

from cargo_nix.builder.linker_args import link_arg_applies

KINDS = ("all", "cdylib", "bins", "bin:two", "tests", "examples", "benches")


@pytest.mark.parametrize(
    ("target_kind", "crate_types", "name", "mode", "expected"),
    [
        ("lib", ["lib"], "l", "build", {"all"}),
        ("proc-macro", ["proc-macro"], "l", "build", {"all"}),
        ("lib", ["cdylib", "rlib"], "l", "build", {"all", "cdylib"}),
        ("cdylib", ["cdylib"], "l", "check", {"all", "cdylib"}),
        ("lib", ["cdylib", "rlib"], "l", "test", {"all"}),
        ("lib", ["cdylib", "rlib"], "l", "doctest", {"all"}),
        ("lib", ["cdylib", "rlib"], "l", "doc", set()),
        ("bin", ["bin"], "one", "build", {"all", "bins"}),
        ("bin", ["bin"], "two", "build", {"all", "bins", "bin:two"}),
        ("bin", ["bin"], "two", "test", {"all", "bins", "bin:two"}),
        ("bin", ["bin"], "two", "doc", set()),
        ("test", ["bin"], "two", "test", {"all", "tests"}),
        ("bench", ["bin"], "b", "test", {"all", "benches"}),
        ("example", ["bin"], "two", "build", {"all", "examples"}),
        ("example", ["rlib", "cdylib"], "e", "build", {"all"}),
        ("custom-build", ["bin"], "build-script-build", "run-custom-build", set()),
    ],
)
def test_arguments_of_the_same_package(
    target_kind: str, crate_types: list[str], name: str, mode: str, expected: set[str]
) -> None:
    assert {kind for kind in KINDS if link_arg_applies(kind, target_kind, crate_types, name, mode, True)} == expected  # noqa: FBT003 -- own package


@pytest.mark.parametrize(
    ("target_kind", "crate_types", "expected"),
    [
        ("lib", ["cdylib"], {"cdylib"}),
        ("lib", ["lib"], set()),
        ("bin", ["bin"], set()),
        ("example", ["cdylib"], set()),
    ],
)
def test_other_packages_only_get_cdylib_arguments(target_kind: str, crate_types: list[str], expected: set[str]) -> None:
    other_package = False
    applied = {
        kind for kind in KINDS if link_arg_applies(kind, target_kind, crate_types, "two", "build", other_package)
    }
    assert applied == expected
