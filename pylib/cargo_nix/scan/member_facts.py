"""What a scan writes down of a member: facts about its files, no judgement. Standard library only.

All paths start at the root of the source, so that the facts of several members speak of the same places.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cargo_nix.syntax.references import Reference, decode_reference, encode_reference

__all__ = ["FileFacts", "MemberFacts", "decode_facts", "encode_facts"]


@dataclass(frozen=True, kw_only=True, slots=True)
class FileFacts:
    """The facts of one file of Rust code.

    ``references`` are what it says of other files, ``macros`` what the bodies of its macros say, by their names;
    ``calls`` are the names of macros that it uses. ``words`` are those of ``crates/words.py`` outside of test items,
    ``test_words`` all of them. ``programs`` are the programs that it starts. ``outward`` are the paths that its string
    literals lead to beyond the package, ``macro_outward`` those of them that a macro of another crate gets;
    ``leads_out`` is whether any literal leads up.
    ``variables`` are the variables of Cargo's configuration that it names. ``assembles`` is whether it has text for the
    assembler that names files. ``links_files`` is whether a build script may name files to the linker, ``opened`` are
    literals among which are all paths that it opens, None where no proof of that is.
    """

    references: tuple[Reference, ...] = ()
    macros: Mapping[str, tuple[Reference, ...]] = field(default_factory=dict)
    calls: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    test_words: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    outward: tuple[str, ...] = ()
    macro_outward: tuple[str, ...] = ()
    leads_out: bool = False
    variables: tuple[str, ...] = ()
    assembles: bool = False
    links_files: bool = False
    opened: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberFacts:
    """The facts of one member in ``directory``.

    ``files`` are its files, symlinks among them, without those of other packages below it. ``links`` are where its
    symlinks lead. ``sources`` are the files of Rust code that say anything. ``outward`` are the paths that files in
    other languages lead to beyond the package.
    """

    directory: str
    files: tuple[str, ...]
    links: Mapping[str, str]
    sources: Mapping[str, FileFacts]
    outward: tuple[str, ...]


def encode_facts(facts: MemberFacts) -> dict[str, Any]:
    """Return ``facts`` as JSON has it; fields of a file that say nothing are left out."""
    return {
        "directory": facts.directory,
        "files": facts.files,
        "links": facts.links,
        "sources": {path: _encode_file(source) for path, source in facts.sources.items()},
        "outward": facts.outward,
    }


def decode_facts(fields: Mapping[str, Any]) -> MemberFacts:
    """Return the facts that ``encode_facts`` made ``fields`` of."""
    return MemberFacts(
        directory=fields["directory"],
        files=tuple(fields["files"]),
        links=dict(fields["links"]),
        sources={path: _decode_file(source) for path, source in fields["sources"].items()},
        outward=tuple(fields["outward"]),
    )


_NOTHING = FileFacts()


def _encode_file(facts: FileFacts) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name in FileFacts.__slots__:
        value = getattr(facts, name)
        if value != getattr(_NOTHING, name):
            fields[name] = value
    if facts.references:
        fields["references"] = _encode(facts.references)
    if facts.macros:
        fields["macros"] = {name: _encode(body) for name, body in facts.macros.items()}
    return fields


def _encode(references: Sequence[Reference]) -> list[dict[str, Any]]:
    return [encode_reference(reference) for reference in references]


def _decode_file(fields: Mapping[str, Any]) -> FileFacts:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in fields.items()
        if name not in {"references", "macros"}
    }
    return FileFacts(
        references=tuple(decode_reference(reference) for reference in fields.get("references", ())),
        macros={
            name: tuple(decode_reference(reference) for reference in body)
            for name, body in fields.get("macros", {}).items()
        },
        **values,
    )
