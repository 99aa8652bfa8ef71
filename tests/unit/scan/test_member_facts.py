"""The facts of a member as JSON, and back."""

import json

from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.scan.member_facts import FileFacts, MemberFacts, decode_facts, encode_facts
from support.random_facts import member_facts


@given(facts=member_facts())
def test_facts_survive_json(facts: MemberFacts) -> None:
    text = json.dumps(encode_facts(facts), sort_keys=True)
    assert decode_facts(json.loads(text)) == facts
    assert json.dumps(encode_facts(decode_facts(json.loads(text))), sort_keys=True) == text


@given(words=st.lists(st.text(max_size=3)).map(tuple))
def test_empty_facts_are_not_written(words: tuple[str, ...]) -> None:
    facts = MemberFacts(directory="", files=(), links={}, sources={"a.rs": FileFacts(words=words)}, outward=())
    assert encode_facts(facts)["sources"] == {"a.rs": {"words": words} if words else {}}


def test_no_opened_file_differs_from_unknown_files() -> None:
    sources = {"one.rs": FileFacts(opened=()), "two.rs": FileFacts(opened=None)}
    facts = MemberFacts(directory="", files=(), links={}, sources=sources, outward=())
    assert decode_facts(json.loads(json.dumps(encode_facts(facts)))).sources == sources
