"""What a build script's text says of the files that its run reads, and of those that the linker reads for it."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cargo_nix.clues.file_access import without_comments
from cargo_nix.sources.model import FileSet
from cargo_nix.sources.named import Basenames, Names, opens_unnamed
from cargo_nix.sources.parse import parse_tree
from cargo_nix.sources.read import Package
from cargo_nix.sources.rerun import read_declaration, read_literals
from cargo_nix.sources.upkeep import CARGO_FILES, is_apart_from_code, is_prose

__all__ = ["NOT_LINKED", "Linked", "read_beyond", "read_by_linker", "read_by_run", "writes_loaders"]

_LONGEST = 200
_LIST = 1 << 20  # bytes of a file that may be a list of others
_LINKS = re.compile(r"cargo::?rustc-(?:link-(?:arg|search|lib)|cdylib-link-arg|flags)")
# Cargo's variables that have the path of such a file.
_OF_PROSE = frozenset({"CARGO_PKG_README", "CARGO_PKG_LICENSE_FILE"})
_LOADS = re.compile(rb"\binclude(?:_str|_bytes)?\s*!|#\s*!?\s*\[\s*path\b")
_NO_PATHS = frozenset({"native", "dependency", "crate", "framework", "all", "static", "dylib", "-Wl"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Linked:
    """Files of the package that rustc or the linker may open by a script's directives, and paths of the workspace."""

    files: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()


NOT_LINKED = Linked()


def read_by_run(
    package: Package, script: FileSet, others: list[FileSet], roots: set[str], *, alone: bool
) -> frozenset[str]:
    """Return what a run of the script sees: the package, but for files that it neither declares nor seems to read.

    ``others`` are the sets of the other targets, ``roots`` the crate roots of all. ``alone`` tells that nothing that
    the script links opens files by itself.

    Only where the script declares what it reads: then Cargo does not run it again for other files either. Left out
    are sources of other targets, prose, settings of other programs, and what tests, benches and examples have; of a
    script that opens nothing but what it names, all else that it does not name.
    """
    sources = _sources(package, script.files)
    declaration = read_declaration(sources) if script.explained else None
    if declaration is None or declaration.walks:
        return package.files
    trees = [parse_tree(data).root_node for data in sources] if alone else []
    names = Names(read_literals(sources)) if alone and not opens_unnamed(trees) else None
    explained = all(found.explained for found in others)
    if names is None and not explained:
        return package.files
    # The set of a target that reads its package has sources that no target loads: fixtures, or the script's templates.
    loaded = {path for found in others if not found.reads_package for path in found.files if path.endswith(".rs")}
    likely = {path for found in others if found.reads_package for path in found.files if path.endswith(".rs")}
    likely |= {path for path in package.files if is_apart_from_code(path)}
    spared = declaration.paths | declaration.named
    if not _OF_PROSE.isdisjoint(declaration.named):
        spared |= {path for path in package.files if is_prose(path)}
    of_others = loaded | roots | likely if explained else {path for path in package.files if is_apart_from_code(path)}
    dropped = {path for path in of_others if not _is_declared(path, spared)}.difference(script.files)
    if names is not None:
        rest = package.files.difference(of_others, script.files)
        unnamed = {path for path in rest if (explained or not path.endswith(".rs")) and not names.fit(path)}
        dropped |= unnamed - _reached(package, package.files - dropped - unnamed, unnamed, names)
    return package.files - dropped


def _reached(package: Package, kept: frozenset[str], unnamed: set[str], names: Names) -> set[str]:
    """Return those of ``unnamed`` that ``kept`` ones lead to: symlinks, and lists of names that a script reads."""
    reached: set[str] = set()
    basenames = Basenames(unnamed)
    todo = sorted(kept)
    while todo:
        path = todo.pop()
        found: set[str] = set()
        if path in package.links:
            *links, real = package.through_links(path)
            found = {other for other in unnamed if other in {*links, real} or other.startswith(f"{real}/")}
        # The manifest is one if the script reads it: its `metadata` may name files.
        is_list = posixpath.basename(path) not in CARGO_FILES or (path == "Cargo.toml" and names.has(path))
        if not path.endswith(".rs") and is_list:
            found |= basenames.mentioned((package.read(path) or b"")[:_LIST])
        todo += sorted(found - reached)
        reached |= found
    return reached


def read_beyond(package: Package, script: Iterable[str], kept: Iterable[str]) -> frozenset[str]:
    """Return the paths of the workspace beyond the package that a run may read: named in a string, or linked to."""
    texts = [text for text in read_literals(_sources(package, script)) if len(text) <= _LONGEST]
    below = [path for text in texts if package.is_beyond(path := posixpath.normpath(_fixed(text)))]
    paths = (package.beyond(path) for path in [*map(_beyond, texts), *below] if path)
    return frozenset(path for path in paths if path is not None) | package.behind_links(kept)


def writes_loaders(package: Package, script: Iterable[str]) -> bool:
    """Tell whether the script with the files ``script`` may write code that loads files of the package.

    Such code is `include!`d from OUT_DIR, and names files from CARGO_MANIFEST_DIR, say.
    """
    return any(_LOADS.search(without_comments(source)) for source in _sources(package, script))


def read_by_linker(package: Package, script: Iterable[str]) -> Linked:
    """Return what the directives of a script with the files ``script`` may make rustc or the linker open.

    Its paths count from where rustc runs, the workspace's root; a path that it declares counts from the package.
    Nothing where it has no directive for the linker.
    """
    literals = read_literals(_sources(package, script))
    directives = [text for text in literals if _LINKS.search(text)]
    if not directives:
        return NOT_LINKED
    inside = {posixpath.normpath(text) for text in literals if 0 < len(text) <= _LONGEST and "{" not in text}
    here = f"{package.location}/" if package.location else ""
    outside: set[str] = set()
    for text in directives:
        for piece, is_path in () if "-link-lib" in text else _pieces(text):
            inside.add(piece.removeprefix(here))
            if here and is_path and not piece.startswith((here, "../", "/")) and not here.startswith(f"{piece}/"):
                outside.add(piece)
    return Linked(
        files=frozenset(
            path for path in package.files if _is_declared(path, frozenset(inside - {"."})) and _is_data(path)
        ),
        outside=frozenset(outside),
    )


def _sources(package: Package, files: Iterable[str]) -> list[bytes]:
    return [package.read(path) or b"" for path in files if path.endswith(".rs")]


def _beyond(text: str) -> str:
    """Return the path beyond the package that a literal is or ends in, up to a pattern; nothing if it is none."""
    start = text.find("../")
    before = text[:start]
    if start < 0 or not (before in {"", "/", "./"} or before.endswith("}/")) or any(c.isspace() for c in text):
        return ""
    return _fixed(text[start:])


def _fixed(text: str) -> str:
    """Return the path ``text`` up to a part that is a pattern."""
    parts = text.split("/")
    return "/".join(parts[: next((n for n, part in enumerate(parts) if {"*", "{"}.intersection(part)), len(parts))])


def _pieces(directive: str) -> Iterator[tuple[str, bool]]:
    """Yield what may be a path in ``cargo:rustc-link-arg=-Wl,--version-script=exports.map``, and whether it has to.

    A word is one where a directory is asked for; ``now`` in ``-z,now`` is none, nor is a library's name.
    """
    asked = "-link-search" in directive
    for piece in re.split(r"[=,:@\s]+", directive.partition("=")[2]):
        path = re.sub(r"^-[TL]", "", piece)
        if path and path not in _NO_PATHS and not path.startswith("-") and "{" not in path:
            yield posixpath.normpath(path), asked or path != piece or not {"/", "."}.isdisjoint(path)
        asked = "-link-search" in directive or piece in {"-L", "-T"}


def _is_data(path: str) -> bool:
    return not path.endswith(".rs") and posixpath.basename(path) not in CARGO_FILES


def _is_declared(path: str, declared: frozenset[str]) -> bool:
    return path in declared or "." in declared or any(parent in declared for parent in _parents(path))


def _parents(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]
