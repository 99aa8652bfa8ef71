"""References of a file as JSON, and back."""

import json

from hypothesis import given

from cargo_nix.syntax.references import ALL_MODES, Mode, Reference, decode_reference, encode_reference, ordered_modes
from support.random_facts import references


@given(reference=references())
def test_references_survive_json(reference: Reference) -> None:
    assert decode_reference(json.loads(json.dumps(encode_reference(reference)))) == reference


def test_modes_have_a_fixed_order() -> None:
    assert ordered_modes({Mode.DOC, Mode.PLAIN}) == (Mode.PLAIN, Mode.DOC)
    assert ordered_modes(reversed(Mode)) == ALL_MODES
