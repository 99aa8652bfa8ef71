"""nixlib/dependencies/nativeTable.nix: the default inputs of a build script, as far as ``pkgs`` has them."""

import pytest

from support.nix import CHECKOUT, evaluate, needs_nix

pytestmark = [needs_nix, pytest.mark.nix]

TABLE = f"(import {CHECKOUT}/nixlib/dependencies/nativeTable.nix)"
SURFACE = f"(import {CHECKOUT}/nixlib {{ }}).surface"
# The attributes of this `pkgs` are their names; `without` removes some.
READ = f"""
let
  named = builtins.mapAttrs (name: _: name) {SURFACE}.native
    // {{ rustPlatform.bindgenHook = "bindgenHook"; xorg.libX11 = "xorg.libX11"; }};
  pkgs = builtins.removeAttrs (named // {{ unlisted = throw "unlisted was taken"; }}) [ @without@ ];
  table = (import {CHECKOUT}/nixlib {{ }}).scope.readNativeTable
    {{ programs = {SURFACE}.selectNative pkgs; libraries = {SURFACE}.selectNative pkgs; enabled = @enabled@; }};
in
"""


def _read(expression: str, without: str = "", enabled: str = "true") -> object:
    return evaluate(READ.replace("@without@", without).replace("@enabled@", enabled) + expression)


def _script(name: str, features: str = "", links: str = "", listed: str = "false", **options: str) -> object:
    return _read(
        f'table.scriptDefaults {{ name = "{name}"; features = [ {features} ]; links = [ {links} ]; listed = {listed}; }}',
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
        # For an unlisted crate, the libraries that its script links count.
        ("librocksdb-sys", "", '"bindgen" "clang-sys" "cc"', _inputs(["bindgenHook"], [])),
        ("my-service", "", '"tonic-build" "prost-build"', _inputs(["protobuf"], [])),
        ("libz-sys", "", '"cc" "pkg-config"', _inputs(["pkg-config"], [])),
        ("serde", "", "", _inputs([], [])),
    ],
)
def test_inputs_of_a_script(name: str, features: str, links: str, expected: dict[str, list[str]]) -> None:
    assert _script(name, features, links) == expected


def test_the_users_inputs_replace_the_crates_entry() -> None:
    assert _script("openssl-sys", links='"pkg-config"', listed="true") == _inputs(["pkg-config"], [])


def test_a_disabled_table_has_no_inputs() -> None:
    assert _script("openssl-sys", links='"pkg-config"', enabled="false") == _inputs([], [])
    assert _read('table.allDefaults [ "openssl-sys" ]', enabled="false") == {**_inputs([], []), "env": {}}


def test_packages_missing_from_pkgs_are_skipped() -> None:
    assert _script("openssl-sys", links='"pkg-config"', without='"openssl"') == _inputs(["pkg-config"], [])
    assert _script("librocksdb-sys", links='"clang-sys"', without='"rustPlatform"') == _inputs([], [])


def test_the_first_existing_name_counts() -> None:
    other_libraries = ["libxcursor", "libxi", "libxinerama", "libxrandr"]
    assert _script("x11") == _inputs([], ["libx11", *other_libraries])
    assert _script("x11", without='"libx11"') == _inputs([], ["xorg.libX11", *other_libraries])
    assert _script("x11", without='"libx11" "xorg"') == _inputs([], other_libraries)


def test_the_dev_shell_has_the_inputs_of_all_locked_crates() -> None:
    expected = {**_inputs(["cmake"], ["openssl"]), "env": {}}
    assert _read('table.allDefaults [ "serde" "openssl-sys" "cmake" ]') == expected


def test_the_dev_shell_skips_packages_of_other_platforms() -> None:
    absent = '{ openssl = { name = "openssl"; meta.available = false; }; alsa-lib = { name = "alsa-lib"; meta.available = true; }; }'
    surface = f"with (import {CHECKOUT}/nixlib {{ }}).scope.readNativeTable {{ programs = {absent}; libraries = {absent}; enabled = true; }};"
    input_names = evaluate(f'{surface} map (input: input.name) (allDefaults [ "openssl-sys" "alsa-sys" ]).buildInputs')
    assert input_names == ["alsa-lib"]


def test_the_surface_lists_the_packages_of_the_table() -> None:
    names = f"(builtins.attrNames {TABLE}.crates ++ builtins.attrNames {TABLE}.helpers)"
    inputs = "(table.allDefaults names).nativeBuildInputs ++ (table.allDefaults names).buildInputs"
    with_alternatives = _read(f"let names = {names}; in {inputs}")
    assert isinstance(with_alternatives, list)
    top = {"bindgenHook": "rustPlatform"}
    assert {top.get(name, name) for name in with_alternatives} | {"xorg"} == set(_names("native", SURFACE))


def test_every_entry_has_a_reason_and_no_crate_has_two_entries() -> None:
    reasons = evaluate(
        f"map (entry: entry.why) (builtins.concatMap builtins.attrValues (with {TABLE}; [ crates helpers ]))"
    )
    assert isinstance(reasons, list)
    assert all(reasons)
    assert not set(_names("bundledCrates", TABLE)) & set(_names("crates", TABLE))


def _names(attribute: str, of: str) -> list[str]:
    names = evaluate(f"builtins.attrNames {of}.{attribute}")
    assert isinstance(names, list)
    return names
