"""The module tree of one target in one mode, after rustc's own rules.

Rust reference, "Module source filenames" and "The path attribute"; where the reference is silent, rustc's
``rustc_expand/src/module.rs`` (``mod_dir_path``, ``mod_file_path``) and ``expand_include``.
"""

import os
import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cargo_nix.sources.book import Book
from cargo_nix.sources.facts import (
    Block,
    Call,
    Entry,
    Facts,
    Frame,
    Generated,
    Include,
    Inline,
    Module,
    Opaque,
    Program,
    RunTime,
)
from cargo_nix.sources.model import Mode

__all__ = ["Reach", "trace_modules"]

_ASSEMBLED = re.compile(rb"""\.(?:incbin|include)\s+\\?["']([^"'\\\n]+)""")


@dataclass(frozen=True, slots=True)
class _Home:
    """Where a module's children lie: a directory, and in a file that is not ``mod.rs`` the name to add to it."""

    directory: str
    relative: str | None


@dataclass(kw_only=True, slots=True)
class Reach:
    """What one target in one mode loads, and what is not known about it.

    ``files`` are package-relative; ``outside`` are those beyond it, in a member below it too. ``sources`` are the ones
    of both that are Rust code. ``embeds`` and ``probes`` tell of ``env!("CARGO_MANIFEST_DIR")`` and ``file!()``,
    ``includes_any`` of an include whose path is not known, ``takes_programs`` of one of a program of the package,
    ``generated`` are the files that include code which the build script wrote.
    """

    files: set[str] = field(default_factory=set)
    outside: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    embeds: set[str] = field(default_factory=set)
    probes: bool = False
    includes_any: bool = False
    takes_programs: bool = False
    generated: set[str] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Spot:
    """A file under the home it was loaded with, and the frames of the macro calls it is seen through."""

    file: str
    home: _Home
    frames: tuple[Frame, ...] = ()
    calls: tuple[str, ...] = ()


def trace_modules(book: Book, src_path: str, mode: Mode) -> Reach:
    """Return everything that the crate root ``src_path`` loads in ``mode``.

    In: the member's facts. Out: files that exist; a ``mod x;`` without a file adds nothing, because it may be
    cfg'd out and rustc says so where it is not. Entries that are dead in ``mode`` are skipped: rustc drops a
    ``#[cfg(test)] mod tests;`` before it looks for the file (reference/advanced.md C5).
    """
    return _Walk(book=book, mode=mode).run(posixpath.normpath(src_path))


@dataclass(kw_only=True, slots=True)
class _Walk:
    book: Book
    mode: Mode
    reach: Reach = field(default_factory=Reach)
    _seen: set[tuple[str, _Home]] = field(default_factory=set)
    _todo: list[tuple[str, _Home]] = field(default_factory=list)

    def run(self, root: str) -> Reach:
        self._load(root, _Home(posixpath.dirname(root), None))
        if self.book.package.is_beyond(root):
            # Its modules lie beside it, and what they name of the package has another path from there.
            directory = posixpath.dirname(root)
            self.reach.outside |= {directory} if self.book.package.beyond(directory) else set()
            self.reach.reasons.append(f"{root}: the target's source lies outside of the package")
        while self._todo:
            file, home = self._todo.pop()
            facts = self.book.facts(file)
            if self.book.assembles(file):
                self._add_assembled(self.book.package.read(file) or b"")
            self._follow((facts or Facts()).entries, _Spot(file=file, home=home))
        self.reach.reasons = sorted(set(self.reach.reasons))
        return self.reach

    def _load(self, file: str, home: _Home) -> None:
        self._add(file)
        self.reach.sources.add(file)
        if self.book.package.read(file) is None and self.book.package.leads_out(file) is not None:
            self.reach.reasons.append(
                f"{file}: a symlink leads out of the package, and what it leads to cannot be read here"
            )
        if (file, home) not in self._seen:
            self._seen.add((file, home))
            self._todo.append((file, home))

    def _add_assembled(self, text: bytes) -> None:
        """Add what the assembler reads for ``text``: from where rustc runs, the workspace's root."""
        todo, seen = [text], set[str]()
        while todo:
            names = {posixpath.normpath(os.fsdecode(name)) for name in _ASSEMBLED.findall(todo.pop())}
            for name in sorted(names - seen):
                seen.add(name)
                own = posixpath.relpath(name, self.book.package.location or ".")
                if self.book.package.may_exist(own) or self.book.package.beyond(own) is not None:
                    self._add(own)
                    todo.append(self.book.package.read(own) or b"")

    def _add(self, file: str) -> None:
        for path in self.book.package.through_links(file):
            (self.reach.outside if self.book.package.is_beyond(path) else self.reach.files).add(path)

    def _follow(self, entries: Sequence[Entry], spot: _Spot) -> None:
        for entry in entries:
            if self.mode not in entry.modes:
                continue
            match entry:
                case Module():
                    self._follow_module(entry, spot)
                case Include():
                    self._follow_include(entry, spot)
                case Call() if entry.name not in spot.calls:
                    frames, calls = spot.frames + entry.frames, (*spot.calls, entry.name)
                    inner = _Spot(file=spot.file, home=spot.home, frames=frames, calls=calls)
                    self._follow(self.book.macros.get(entry.name, ()), inner)
                case Opaque():
                    self.reach.includes_any |= entry.included
                    self._doubt(entry, spot, entry.reason)
                case Program():
                    self.reach.takes_programs = True
                case Generated():
                    self.reach.generated.add(spot.file)
                case RunTime():
                    self.reach.probes = True
                    self.reach.embeds |= {spot.file} if entry.embeds else set()
                case _:
                    pass  # a macro that calls itself: its entries are followed already

    def _follow_module(self, module: Module, spot: _Spot) -> None:
        for home in _homes(spot.home, spot.frames + module.frames):
            for path in module.paths:
                file = posixpath.normpath(posixpath.join(home.directory, path))
                if self._is_here(file, module, spot):
                    # rustc takes the file of a path attribute for a mod.rs.
                    self._load(file, _Home(posixpath.dirname(file), None))
            if module.default:
                self._follow_default(module.name, home)

    def _follow_default(self, name: str, home: _Home) -> None:
        base = posixpath.normpath(posixpath.join(home.directory, home.relative or "", name))
        if self.book.package.may_exist(f"{base}.rs"):
            self._load(f"{base}.rs", _Home(posixpath.dirname(base), posixpath.basename(base)))
        if self.book.package.may_exist(f"{base}/mod.rs"):
            self._load(f"{base}/mod.rs", _Home(base, None))

    def _follow_include(self, include: Include, spot: _Spot) -> None:
        base = "" if include.from_manifest else posixpath.dirname(spot.file)
        file = posixpath.normpath(posixpath.join(base, include.path))
        if posixpath.isabs(file) or not self._is_here(file, include, spot):
            return
        if include.code:
            self._load(file, _Home(posixpath.dirname(file), None))
        else:
            self._add(file)
            if self.book.assembles(spot.file):
                self._add_assembled(self.book.package.read(file) or b"")

    def _is_here(self, file: str, entry: Module | Include, spot: _Spot) -> bool:
        """Tell whether ``file`` exists; one beyond the package may be invisible to a scan of the member alone."""
        if self.book.package.may_exist(file):
            return True
        if self.book.package.is_beyond(file):
            if self.book.package.in_workspace(file).startswith("../"):
                self._doubt(entry, spot, f"{file} lies outside of the workspace")
                return False
            self.reach.outside.add(file)
            if isinstance(entry, Module) or entry.code:
                self._doubt(entry, spot, f"{file} lies outside of the package and cannot be read here")
        return False

    def _doubt(self, entry: Entry, spot: _Spot, reason: str) -> None:
        via = f", through {' and '.join(f'{call}!' for call in spot.calls)}" if spot.calls else ""
        self.reach.reasons.append(f"{spot.file}:{entry.line}: {reason}" if not via else f"{spot.file}: {reason}{via}")


def _homes(home: _Home, frames: Sequence[Frame]) -> list[_Home]:
    """Return where a module's file may lie below enclosing inline modules, all path alternatives taken."""
    homes = [home]
    for frame in frames:
        match frame:
            case Block():
                homes = [_Home(at.directory, None) for at in homes]
            case Inline():
                homes = [inner for at in homes for inner in _inline_homes(at, frame)]
    return homes


def _inline_homes(home: _Home, inline: Inline) -> list[_Home]:
    """A path attribute on an inline module names its directory; without one the module's name does."""
    inner = [_Home(posixpath.normpath(posixpath.join(home.directory, path)), None) for path in inline.paths]
    if inline.default:
        inner.append(_Home(posixpath.join(home.directory, home.relative or "", inline.name), None))
    return inner
