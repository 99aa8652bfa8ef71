"""Random facts of a scan, for property tests."""

from hypothesis import strategies as st

from cargo_nix.scan.member_facts import FileFacts, MemberFacts
from cargo_nix.syntax.references import (
    Call,
    Effect,
    Effects,
    Frame,
    Include,
    Mode,
    Module,
    Opaque,
    Reference,
)

__all__ = ["file_facts", "member_facts", "references"]

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_PATHS = st.lists(_TEXT, max_size=2).map(tuple)
_PLACE = {
    "line": st.integers(1, 10**6),
    "modes": st.sets(st.sampled_from(Mode)).map(lambda modes: tuple(sorted(modes))),
}
_FRAMES = st.lists(
    st.builds(Frame, name=st.none() | _TEXT, paths=_PATHS, default=st.booleans()), max_size=3
).map(tuple)  # fmt: skip


def references() -> st.SearchStrategy[Reference]:
    """Return a strategy for references of every kind."""
    return st.one_of(
        st.builds(Module, **_PLACE, frames=_FRAMES, name=_TEXT, paths=_PATHS, default=st.booleans()),
        st.builds(Include, **_PLACE, path=_TEXT, variable=st.none() | _TEXT, code=st.booleans()),
        st.builds(Call, **_PLACE, frames=_FRAMES, name=_TEXT),
        st.builds(Opaque, **_PLACE, reason=_TEXT),
        st.builds(Effect, **_PLACE, effect=st.sampled_from(Effects)),
    )


def _references() -> st.SearchStrategy[tuple[Reference, ...]]:
    return st.lists(references(), max_size=2).map(tuple)


def file_facts() -> st.SearchStrategy[FileFacts]:
    """Return a strategy for the facts of a file."""
    return st.builds(
        FileFacts,
        references=_references(),
        macros=st.dictionaries(_TEXT, _references(), max_size=2),
        opened=st.none() | _PATHS,
        assembles=st.booleans(),
        links_files=st.booleans(),
        **dict.fromkeys(
            ("calls", "words", "programs", "outward", "macro_outward", "variables"),
            _PATHS,
        ),
    )


def member_facts() -> st.SearchStrategy[MemberFacts]:
    """Return a strategy for the facts of a member."""
    return st.builds(
        MemberFacts,
        directory=_TEXT,
        files=_PATHS,
        links=st.dictionaries(_TEXT, _TEXT, max_size=2),
        sources=st.dictionaries(_TEXT, file_facts(), max_size=2),
        outward=_PATHS,
    )
