"""nixlib/dependencies/nativeTable.nix: what a build script gets without being told, as far as ``pkgs`` has it."""

import pytest

from support.nix import CHECKOUT, evaluate, needs_nix

pytestmark = [needs_nix, pytest.mark.nix]

TABLE = f"(import {CHECKOUT}/nixlib/dependencies/nativeTable.nix)"
SURFACE = f"(import {CHECKOUT}/nixlib/lib/surface.nix)"
# A `pkgs` whose attributes are their own names; `without` some of them.
READ = f"""
let
  named = builtins.mapAttrs (name: _: name) {SURFACE}.native
    // {{ rustPlatform.bindgenHook = "bindgenHook"; xorg.libX11 = "xorg.libX11"; }};
  pkgs = builtins.removeAttrs (named // {{ unlisted = throw "unlisted was taken"; }}) [ @without@ ];
  table = import {CHECKOUT}/nixlib/dependencies/readNativeTable.nix {{ }}
    {{ surface = {SURFACE}.selectNative pkgs; enabled = @enabled@; }};
in
"""


def _read(expression: str, without: str = "", enabled: str = "true") -> object:
    return evaluate(READ.replace("@without@", without).replace("@enabled@", enabled) + expression)


def _script(name: str, features: str = "", links: str = "", listed: str = "false", **options: str) -> object:
    return _read(
        f'table.ofScript {{ name = "{name}"; features = [ {features} ]; links = [ {links} ]; listed = {listed}; }}',
        **options,
    )


def _inputs(native: list[str], build: list[str]) -> dict[str, list[str]]:
    return {"nativeBuildInputs": native, "buildInputs": build}


@pytest.mark.parametrize(
    ("name", "features", "links", "expected"),
    [
        ("openssl-sys", "", '"cc" "pkg-config"', _inputs(["pkg-config"], ["openssl"])),
        ("openssl-sys", '"vendored"', '"cc" "pkg-config" "openssl-src"', _inputs(["pkg-config", "perl"], [])),
        ("libsqlite3-sys", '"bundled"', '"cc" "pkg-config"', _inputs(["pkg-config"], [])),
        ("libsqlite3-sys", "", '"pkg-config"', _inputs(["pkg-config"], ["sqlite"])),
        ("zstd-sys", "", '"cc"', _inputs([], [])),
        ("zstd-sys", '"pkg-config"', '"pkg-config"', _inputs(["pkg-config"], ["zstd"])),
        ("clang-sys", '"runtime"', '"glob"', _inputs([], [])),
        ("clang-sys", "", '"glob"', _inputs(["bindgenHook"], [])),
        # A crate of nobody's table: what counts is what its script links.
        ("librocksdb-sys", "", '"bindgen" "clang-sys" "cc"', _inputs(["bindgenHook"], [])),
        ("my-service", "", '"tonic-build" "prost-build"', _inputs(["protobuf"], [])),
        ("libz-sys", "", '"cc" "pkg-config"', _inputs(["pkg-config"], [])),
        ("serde", "", "", _inputs([], [])),
    ],
)
def test_a_script(name: str, features: str, links: str, expected: dict[str, list[str]]) -> None:
    assert _script(name, features, links) == expected


def test_what_the_user_lists_is_in_the_place_of_the_crates_entry() -> None:
    assert _script("openssl-sys", links='"pkg-config"', listed="true") == _inputs(["pkg-config"], [])


def test_turned_off() -> None:
    assert _script("openssl-sys", links='"pkg-config"', enabled="false") == _inputs([], [])
    assert _read('table.ofNames [ "openssl-sys" ]', enabled="false") == {**_inputs([], []), "env": {}}


def test_what_pkgs_does_not_have_is_not_given() -> None:
    assert _script("openssl-sys", links='"pkg-config"', without='"openssl"') == _inputs(["pkg-config"], [])
    assert _script("librocksdb-sys", links='"clang-sys"', without='"rustPlatform"') == _inputs([], [])


def test_the_first_name_that_there_is() -> None:
    rest = ["libxcursor", "libxi", "libxinerama", "libxrandr"]
    assert _script("x11") == _inputs([], ["libx11", *rest])
    assert _script("x11", without='"libx11"') == _inputs([], ["xorg.libX11", *rest])
    assert _script("x11", without='"libx11" "xorg"') == _inputs([], rest)


def test_the_dev_shell_has_what_any_locked_crate_may_want() -> None:
    expected = {**_inputs(["cmake"], ["openssl"]), "env": {}}
    assert _read('table.ofNames [ "serde" "openssl-sys" "cmake" ]') == expected


def test_the_dev_shell_leaves_out_what_is_not_for_this_platform() -> None:
    absent = '{ openssl = { name = "openssl"; meta.available = false; }; alsa-lib = { name = "alsa-lib"; meta.available = true; }; }'
    surface = f"with import {CHECKOUT}/nixlib/dependencies/readNativeTable.nix {{ }} {{ surface = {absent}; enabled = true; }};"
    found = evaluate(f'{surface} map (input: input.name) (ofNames [ "openssl-sys" "alsa-sys" ]).buildInputs')
    assert found == ["alsa-lib"]


def test_the_surface_lists_what_the_table_has_and_no_more() -> None:
    names = f"(builtins.attrNames {TABLE}.crates ++ builtins.attrNames {TABLE}.helpers)"
    given = "(table.ofNames names).nativeBuildInputs ++ (table.ofNames names).buildInputs"
    with_alternatives = _read(f"let names = {names}; in {given}")
    assert isinstance(with_alternatives, list)
    top = {"bindgenHook": "rustPlatform"}
    assert {top.get(name, name) for name in with_alternatives} | {"xorg"} == set(_names("native", SURFACE))


def test_every_entry_says_why_and_no_crate_is_in_two_places() -> None:
    reasons = evaluate(
        f"map (entry: entry.why) (builtins.concatMap builtins.attrValues (with {TABLE}; [ crates helpers ]))"
    )
    assert isinstance(reasons, list)
    assert all(reasons)
    assert not set(_names("ownCopies", TABLE)) & set(_names("crates", TABLE))


def _names(attribute: str, of: str) -> list[str]:
    names = evaluate(f"builtins.attrNames {of}.{attribute}")
    assert isinstance(names, list)
    return names
