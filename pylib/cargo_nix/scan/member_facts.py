"""The facts of a member: the result of a scan, without any decision about file sets. Standard library only.

All paths start at the root of the source, because the file sets need the facts of several members.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from cargo_nix.syntax.references import Reference, decode_reference, encode_reference

__all__ = ["FileFacts", "MemberFacts", "decode_facts", "encode_facts"]


class FileFacts(NamedTuple):
    """The facts of one file of Rust code.

    ``references``: references to other files.
    ``macros``: references in the bodies of macros, by name of the macro.
    ``calls``: names of called macros.
    ``words``: words of ``crates/words.py``.
    ``programs``: names of started programs.
    ``outward``: paths outside of the package, from string literals.
    ``macro_outward``: the part of ``outward`` that a macro of another crate gets.
    ``variables``: names of variables of Cargo's configuration in the text.
    ``assembles``: whether text for the assembler names files.
    ``links_files``: whether the build script may pass files to the linker.
    ``opened``: literals of the build script, among them all paths that the script opens; None without a proof.
    """

    references: tuple[Reference, ...] = ()
    macros: Mapping[str, tuple[Reference, ...]] = MappingProxyType({})
    calls: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    outward: tuple[str, ...] = ()
    macro_outward: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    assembles: bool = False
    links_files: bool = False
    opened: tuple[str, ...] | None = None


class MemberFacts(NamedTuple):
    """The facts of the member in ``directory``.

    ``files``: files and symlinks of the member, without nested packages.
    ``links``: targets of the symlinks.
    ``sources``: files of Rust code with facts.
    ``outward``: paths outside of the package, from files in other languages.
    """

    directory: str
    files: tuple[str, ...]
    links: Mapping[str, str]
    sources: Mapping[str, FileFacts]
    outward: tuple[str, ...]


def encode_facts(facts: MemberFacts) -> dict[str, Any]:
    """Return ``facts`` as data for JSON. For a file, fields with the default value are absent."""
    return facts._asdict() | {"sources": {path: _encode_file(source) for path, source in facts.sources.items()}}


def decode_facts(fields: Mapping[str, Any]) -> MemberFacts:
    """Return the facts of ``fields``, the data from ``encode_facts``. Raises ``KeyError`` if a field is missing."""
    return MemberFacts(
        directory=fields["directory"],
        files=tuple(fields["files"]),
        links=dict(fields["links"]),
        sources={path: _decode_file(source) for path, source in fields["sources"].items()},
        outward=tuple(fields["outward"]),
    )


_NOTHING = FileFacts()


def _encode_file(facts: FileFacts) -> dict[str, Any]:
    pairs = zip(facts._fields, facts, _NOTHING, strict=True)
    fields: dict[str, Any] = {name: value for name, value, empty in pairs if value != empty}
    if facts.references:
        fields["references"] = [encode_reference(reference) for reference in facts.references]
    if facts.macros:
        fields["macros"] = {name: [encode_reference(part) for part in body] for name, body in facts.macros.items()}
    return fields


def _decode_file(fields: Mapping[str, Any]) -> FileFacts:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()
    }
    facts = FileFacts(**values)
    return facts._replace(
        references=tuple(decode_reference(reference) for reference in facts.references),
        macros={name: tuple(decode_reference(part) for part in body) for name, body in facts.macros.items()},
    )
