"""The facts of a member, as JSON and back."""

import json

from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.scan.member_facts import FileFacts, MemberFacts, decode_facts, encode_facts
from support.random_facts import member_facts


@given(facts=member_facts())
def test_what_is_written_reads_the_same(facts: MemberFacts) -> None:
    written = json.dumps(encode_facts(facts), sort_keys=True)
    assert decode_facts(json.loads(written)) == facts
    assert json.dumps(encode_facts(decode_facts(json.loads(written))), sort_keys=True) == written


@given(words=st.lists(st.text(max_size=3)).map(tuple))
def test_what_a_file_does_not_say_is_not_written(words: tuple[str, ...]) -> None:
    facts = MemberFacts(directory="", files=(), links={}, sources={"a.rs": FileFacts(words=words)}, outward=())
    assert encode_facts(facts)["sources"] == {"a.rs": {"words": words} if words else {}}


def test_a_script_that_opens_nothing_is_not_one_without_a_proof() -> None:
    sources = {"one.rs": FileFacts(opened=()), "two.rs": FileFacts(opened=None)}
    facts = MemberFacts(directory="", files=(), links={}, sources=sources, outward=())
    assert decode_facts(json.loads(json.dumps(encode_facts(facts)))).sources == sources
