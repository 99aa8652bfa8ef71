"""The facts of a member: the result of a scan, without any decision about file sets. Standard library only.

All paths start at the root of the source, because the file sets need the facts of several members.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cargo_nix.syntax.references import Reference, decode_reference, encode_reference

__all__ = ["FileFacts", "MemberFacts", "decode_facts", "encode_facts"]


@dataclass(frozen=True, kw_only=True, slots=True)
class FileFacts:
    """The facts of one file of Rust code.

    ``references``: references to other files.
    ``macros``: references in the bodies of macros, by name of the macro.
    ``calls``: names of called macros.
    ``words``: words of ``crates/words.py``, outside of test items.
    ``test_words``: the same words, including test items.
    ``programs``: names of started programs.
    ``outward``: paths outside of the package, from string literals.
    ``macro_outward``: the part of ``outward`` that a macro of another crate gets.
    ``leads_out``: whether any literal is an upward path.
    ``variables``: names of variables of Cargo's configuration in the text.
    ``assembles``: whether text for the assembler names files.
    ``links_files``: whether the build script may pass files to the linker.
    ``opened``: literals of the build script, among them all paths that the script opens; None without a proof.
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
    return {
        "directory": facts.directory,
        "files": facts.files,
        "links": facts.links,
        "sources": {path: _encode_file(source) for path, source in facts.sources.items()},
        "outward": facts.outward,
    }


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
