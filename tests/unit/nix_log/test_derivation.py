"""Derivations are read from the text of their files."""

from pathlib import Path

import pytest

from cargo_nix.nix_log.derivation import derivation_name, parse_derivation, read_derivation
from support.derivations import aterm, fake_hash

WORDS = f"/nix/store/{fake_hash('a')}-words-0.1.0.drv"


def test_the_fields_of_a_derivation() -> None:
    attributes = {"text": 'a "quoted" (text)\nwith [brackets] \\ and ü', "list": [1, None]}
    text = aterm(attributes, inputs=("/nix/store/x.drv",), sources=("/nix/store/s",), out="/nix/store/o")
    derivation = parse_derivation(WORDS, text)
    assert derivation.name == "words-0.1.0"
    assert derivation.attributes == attributes
    assert derivation.inputs == ("/nix/store/x.drv",)
    assert derivation.sources == ("/nix/store/s",)
    assert derivation.outputs == {"out": "/nix/store/o"}
    assert (derivation.builder, derivation.arguments) == ("/bin/sh", ("-c", "(true)"))


def test_a_derivation_without_structured_attributes_has_variables() -> None:
    text = 'Derive([("out","","r:sha256","")],[],[],"x86_64-linux","/bin/sh",[],[("name","x"),("tab","a\tb")])'
    derivation = parse_derivation(WORDS, text)
    assert derivation.attributes == {"name": "x", "tab": "a\tb"}
    assert derivation.outputs == {"out": ""}


def test_dynamic_derivations_have_a_version_first() -> None:
    text = (
        'DrvWithVersion("xp-dyn-drv",[("out","/nix/store/o","","")],[("/nix/store/x.drv",(["out"],[]))],[],'
        '"x86_64-linux","/bin/sh",[],[("name","x")])'
    )
    assert parse_derivation(WORDS, text).inputs == ("/nix/store/x.drv",)


def test_another_format_is_an_error() -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        parse_derivation(WORDS, "no derivation")


def test_a_missing_file_is_no_derivation(tmp_path: Path) -> None:
    assert read_derivation(str(tmp_path / "x.drv")) is None


def test_names_of_store_paths() -> None:
    assert derivation_name(WORDS) == "words-0.1.0"
    assert derivation_name(f"/nix/store/{fake_hash('b')}-openssl-3.0-dev") == "openssl-3.0-dev"
