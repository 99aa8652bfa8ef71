"""References of a file as JSON, and back."""

import json

from hypothesis import given

from cargo_nix.syntax.references import Reference, decode_reference, encode_reference
from support.random_facts import references


@given(reference=references())
def test_references_survive_json(reference: Reference) -> None:
    assert decode_reference(json.loads(json.dumps(encode_reference(reference)))) == reference
