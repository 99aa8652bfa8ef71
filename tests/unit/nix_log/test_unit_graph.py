"""The derivations of cargo-nix behind a result are found without a walk through all of nixpkgs."""

from pathlib import Path

from cargo_nix.nix_log.unit_graph import cargo_derivations, root_derivations
from support.derivations import aterm, fake_hash

UNIT = {
    "packageName": "words",
    "packageVersion": "0.1.0",
    "member": True,
    "unit": {"kind": "lib", "mode": "build", "target": "words", "run": None},
}


def _write(directory: Path, name: str, attributes: dict[str, object], *inputs: str) -> str:
    path = directory / f"{fake_hash('a')}-{name}.drv"
    path.write_text(aterm(attributes, inputs=inputs), encoding="utf-8")
    return str(path)


def test_units_behind_an_image(tmp_path: Path) -> None:
    deepest = _write(tmp_path, "bootstrap", {})
    compiler = _write(tmp_path, "gcc", {}, deepest)
    # A unit below a compiler would be found only by a walk through the compiler.
    hidden = _write(tmp_path, "hidden", UNIT)
    library = _write(tmp_path, "rustc", {}, hidden)
    words = _write(tmp_path, "words-0.1.0", UNIT, compiler, library)
    tally = _write(tmp_path, "tally-0.1.0", UNIT, words)
    package = _write(tmp_path, "tally", {"files": [], "scrub": []}, tally)
    image = _write(tmp_path, "image", {}, package, str(tmp_path / "missing.drv"))
    assert sorted(cargo_derivations([image])) == sorted([words, tally, package])
    assert sorted(cargo_derivations([image, tally], deep=False)) == [tally]


def test_roots_are_no_inputs(tmp_path: Path) -> None:
    words = _write(tmp_path, "words-0.1.0", UNIT)
    tally = _write(tmp_path, "tally-0.1.0", UNIT, words)
    missing = str(tmp_path / "missing.drv")
    assert root_derivations([words, tally, missing]) == [tally, missing]
