"""Scan one member. Each file is read once, and parsed at most once, or again for calls of macros that load files."""

import os
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from cargo_nix.crates.words import OPENS, STARTS, drop_comments, rust_words
from cargo_nix.scan.member_facts import FileFacts, MemberFacts
from cargo_nix.scan.member_listing import Directory, list_member, read_source
from cargo_nix.syntax.literals import TEXT_MACROS, find_outward, outward_paths, outward_words
from cargo_nix.syntax.parse_file import parse_references, parse_tree
from cargo_nix.syntax.references import Include, Module, Reference
from cargo_nix.syntax.script_proof import links_by_path, opened_literals
from cargo_nix.syntax.spots import find_words
from cargo_nix.syntax.started_programs import started_programs

__all__ = ["scan_member"]

# What follows the name of a called macro, or of an imported macro with an alias. A search for names stops at each word.
_CALL = re.compile(rb"!\s*[(\[{]")
_ALIAS = re.compile(rb"as(?<=\sas)\s+[\w\x80-\xff]+\s*[;,}]")
_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_" + bytes(range(128, 256))
_LONG_NAME = 100
_ASSEMBLED = (b".incbin", b".include", b"include_str!")
_CARGO_FILES = frozenset({"Cargo.toml", "Cargo.lock"})
_PROSE = (".md", ".markdown", ".rst", ".adoc", ".html", ".svg", ".css")
_LARGEST_TEXT = 1 << 20


def scan_member(
    root: Directory, directory: str, *, excluded: Iterable[str], scripts: Collection[str], variables: Sequence[str]
) -> MemberFacts:
    """Return the facts of the member in ``directory`` of the source at ``root``.

    ``excluded``: directories of nested packages, from the root.
    ``scripts``: build scripts of the member, from the root.
    ``variables``: names of relative variables in ``[env]`` of Cargo's configuration.

    Raises ``SourceError`` if a file or a directory cannot be read.
    """
    listing = list_member(root, directory, excluded)
    scan = _Scan(root, directory, scripts, [name.encode() for name in variables])
    scan.read_all(path for path in listing.files if path.endswith(".rs"))
    # An `include!` or a path attribute may name files with other endings.
    while named := _files_called(scan.code_names(), listing.files) - scan.facts.keys():
        scan.read_all(sorted(named))
    scan.add_macro_calls()
    unparsed_files = (path for path in listing.files if path not in scan.facts and path not in listing.links)
    return MemberFacts(
        directory=directory,
        files=listing.files,
        links=listing.links,
        sources={path: facts for path, facts in sorted(scan.facts.items()) if facts != FileFacts()},
        outward=tuple(
            sorted({target for path in unparsed_files for target in _outward_of_text(root, directory, path)})
        ),
    )


class _Scan:
    """The facts of all files of Rust code so far."""

    def __init__(self, root: Directory, directory: str, scripts: Collection[str], variables: Sequence[bytes]) -> None:
        self.facts: dict[str, FileFacts] = {}
        self._root, self._directory = root, directory
        self._scripts, self._variables = scripts, variables
        self._texts: dict[str, bytes] = {}

    def read_all(self, paths: Iterable[str]) -> None:
        for path in paths:
            data = read_source(self._root, path)
            self._texts[path] = data
            self.facts[path] = self._read_file(path, data)

    def code_names(self) -> set[str]:
        """Return the names, without directory, of files of Rust code in the references so far.

        The directory may depend on the call of a macro, or on a variable.
        """
        names: set[str] = set()
        for facts in self.facts.values():
            for reference in (*facts.references, *(entry for body in facts.macros.values() for entry in body)):
                names.update(_code_names(reference))
        return names

    def add_macro_calls(self) -> None:
        """Add the calls of the member's own macros that load files, after all files are read.

        A macro may call another macro, so this may take several rounds. Few members have such macros.
        """
        loading_macros: frozenset[str] = frozenset()
        while (macros := frozenset(name for facts in self.facts.values() for name in facts.macros)) != loading_macros:
            loading_macros = macros
            names = [name.encode() for name in sorted(loading_macros)]
            for path, facts in self.facts.items():
                if not loading_macros.isdisjoint(facts.calls):
                    data = self._texts[path]
                    references, bodies = parse_references(parse_tree(data), data, find_words(data, names))
                    self.facts[path] = facts._replace(references=references, macros=bodies)

    def _read_file(self, path: str, data: bytes) -> FileFacts:
        words = rust_words(data)
        may_start = not words.isdisjoint({STARTS, OPENS}) and b"Command" in data
        facts = FileFacts(
            calls=tuple(sorted(_calls(data))),
            words=tuple(sorted(words)),
            programs=tuple(sorted(started_programs(drop_comments(data)))) if may_start else (),
            variables=tuple(name.decode() for name in self._variables if name in data),
            assembles=b"asm!" in data and any(word in data for word in _ASSEMBLED),
        )
        is_script, spots, literals = path in self._scripts, find_words(data), find_outward(data)
        if not (is_script or spots or literals):
            return facts
        last = max([*(spot.start for spot in spots), *(literal.end() for literal in literals)], default=0)
        tree = parse_tree(data, None if is_script else last)
        references, macros = parse_references(tree, data, spots)
        outward = list(outward_paths(literals, tree))
        return facts._replace(
            references=references,
            macros=macros,
            outward=self._outward_paths(path, (text for text, _is_argument in outward)),
            macro_outward=self._outward_paths(path, (text for text, is_argument in outward if is_argument)),
            links_files=is_script and links_by_path(tree, data),
            opened=opened_literals(tree) if is_script else None,
        )

    def _outward_paths(self, file: str, texts: Iterable[str]) -> tuple[str, ...]:
        bases = (self._directory, posixpath.dirname(file))
        paths: set[str] = set()
        for text in texts:
            # More may follow a path that only goes up.
            paths.update([""] if not text.strip("./") and self._directory else [])
            paths.update(path for base in bases for path in _paths_leading_out(self._directory, base, text))
        return tuple(sorted(paths))


def _calls(data: bytes) -> set[str]:
    names = {_name_before(data, match.start()) for pattern in (_CALL, _ALIAS) for match in pattern.finditer(data)}
    return {name.decode(errors="replace") for name in names if name} - TEXT_MACROS


def _name_before(data: bytes, end: int) -> bytes:
    """Return the name before ``end``, or nothing. A space may follow the name."""
    name, before, length = b"", b"", _LONG_NAME
    while name == before and length < 2 * end + _LONG_NAME:
        before = data[max(0, end - length) : end].rstrip()
        name = before[len(before.rstrip(_LETTERS)) :]
        length *= 2
    # A number is no name.
    return b"" if name[:1].isdigit() else name


def _files_called(names: Collection[str], files: Iterable[str]) -> set[str]:
    return {path for path in files if posixpath.basename(path) in names} if names else set()


def _code_names(reference: Reference) -> Iterator[str]:
    match reference:
        case Include(code=True):
            yield posixpath.basename(reference.path)
        case Module():
            yield from map(posixpath.basename, reference.paths)
        case _:
            pass


def _paths_leading_out(directory: str, base: str, text: str) -> Iterator[str]:
    """Yield the path ``text``, relative to ``base``, if the path is in the source but outside of ``directory``."""
    path = posixpath.normpath(posixpath.join(base, text.lstrip("/")))
    inside = directory in {"", path} or path.startswith(f"{directory}/")
    if not path.startswith("..") and not (inside and path != "."):
        yield "" if path == "." else path


def _outward_of_text(root: Directory, directory: str, path: str) -> set[str]:
    """Return the paths outside of the package in a file of another language: C includes, directories in settings."""
    name = posixpath.basename(path)
    if directory == "" or name == "Cargo.lock" or name.lower().endswith(_PROSE):
        return set()
    if os.stat(os.path.join(root, path)).st_size > _LARGEST_TEXT:
        return set()
    data = read_source(root, path)
    if b"\0" in data:
        return set()
    words = _metadata_words(data) if name == "Cargo.toml" else outward_words(data)
    bases = (directory, posixpath.dirname(path))
    return {target for word in words for base in bases for target in _paths_leading_out(directory, base, word)}


def _metadata_words(manifest: bytes) -> frozenset[str]:
    """Return the upward paths in ``[package.metadata]``. Cargo itself follows the paths in other tables."""
    if b"metadata" not in manifest or b".." not in manifest:
        return frozenset()
    import tomllib  # noqa: PLC0415 -- few scans need it

    try:
        package = tomllib.loads(manifest.decode()).get("package")
    except (ValueError, RecursionError):
        return outward_words(manifest)
    metadata = package.get("metadata") if isinstance(package, dict) else None
    return outward_words(repr(metadata).encode(errors="replace"))
