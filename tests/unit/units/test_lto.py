"""Link-time optimisation of units. The conformance tests compare rustc's arguments with Cargo's."""

import pytest

from cargo_nix.units.lto import lto_args, lto_of_units
from cargo_nix.units.unit import Lto
from support.graph_units import make_profile, make_unit


def _kinds(lto: str, program_types: tuple[str, ...] = ("bin",), library: tuple[str, ...] = ("lib",)) -> list[str]:
    profile = make_profile(lto=lto)
    units = [
        make_unit("lib", profile=profile, crate_types=library),
        make_unit("bin", 0, profile=profile, crate_types=program_types),
    ]
    return [lto.kind for lto in lto_of_units(units, [1])]


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("false", ["only-object", "only-object"]),
        ("off", ["off", "off"]),
        ("true", ["only-bitcode", "run"]),
        ("thin", ["only-bitcode", "run"]),
    ],
)
def test_a_program_decides_for_its_libraries(setting: str, expected: list[str]) -> None:
    assert _kinds(setting) == expected


def test_a_library_of_two_kinds_keeps_objects() -> None:
    assert _kinds("true", library=("lib", "dylib"))[0] == "object-and-bitcode"
    assert _kinds("true", library=("dylib",))[0] == "only-object"


def test_a_library_that_two_roots_link_serves_both() -> None:
    fat, off = make_profile(lto="true"), make_profile(lto="off")
    units = [make_unit("lib"), make_unit("bin", 0, profile=fat), make_unit("bin", 0, profile=off)]
    assert lto_of_units(units, [1, 2])[0].kind == "off"


def test_what_no_root_reaches_is_plain() -> None:
    assert lto_of_units([make_unit("lib", profile=make_profile(lto="true"))], []) == [Lto(kind="only-object")]


@pytest.mark.parametrize(
    ("lto", "args"),
    [
        (Lto(kind="run"), ("-C", "lto")),
        (Lto(kind="run", run="thin"), ("-C", "lto=thin")),
        (Lto(kind="off"), ("-C", "lto=off", "-C", "embed-bitcode=no")),
        (Lto(kind="only-bitcode"), ("-C", "linker-plugin-lto")),
        (Lto(kind="object-and-bitcode"), ()),
    ],
)
def test_arguments(lto: Lto, args: tuple[str, ...]) -> None:
    assert lto_args(lto) == args
