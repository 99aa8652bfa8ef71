"""Find the module tree of one target in one mode, by rustc's rules. Standard library only.

Source: Rust reference, "Module source filenames" and "The path attribute"; for other cases, rustc's
``rustc_expand/src/module.rs`` (``mod_dir_path``, ``mod_file_path``) and ``expand_include``.
"""

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cargo_nix.filesets.workspace_files import Workspace, is_outside
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

__all__ = ["ModuleTree", "trace_modules"]

_MOST_CALLS = 20_000  # of macros in one target: macros that call macros can multiply


@dataclass(frozen=True, slots=True)
class _Home:
    """The place of a module's children: a directory, and for a file other than ``mod.rs``, a name to append."""

    directory: str
    relative: str | None


@dataclass(kw_only=True, slots=True)
class ModuleTree:
    """The files that rustc loads for one target in one mode.

    ``files``: all opened paths, including symlinks.
    ``sources``: files of Rust code, without symlinks.
    ``reasons``: references that may load an unknown file, each with file and line.
    ``effects``: effects of the code.
    """

    files: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)
    effects: set[Effects] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Spot:
    """The origin of a reference: a file with its home, and the macro calls around the reference, with frames."""

    file: str
    home: _Home
    frames: tuple[Frame, ...] = ()
    calls: tuple[str, ...] = ()


def trace_modules(
    workspace: Workspace, directory: str, src_path: str, mode: Mode, loading_macros: frozenset[str]
) -> ModuleTree:
    """Return the module tree of the crate root ``src_path``, a file of the package in ``directory``, in ``mode``.

    A ``mod x;`` without a file adds no file: a cfg may exclude the module, else rustc reports the error. References
    that do not exist in ``mode`` are skipped: rustc drops a ``#[cfg(test)] mod tests;`` before it looks for the file.
    ``loading_macros`` are names of macros of other crates that load unknown files.
    """
    return _Walk(workspace=workspace, package=directory, mode=mode, loading=loading_macros).run(src_path)


@dataclass(kw_only=True, slots=True)
class _Walk:
    workspace: Workspace
    package: str
    mode: Mode
    loading: frozenset[str]
    tree: ModuleTree = field(default_factory=ModuleTree)
    _homes: set[tuple[str, _Home]] = field(default_factory=set)
    _calls: set[tuple[str, _Home, tuple[Frame, ...], str]] = field(default_factory=set)
    _todo: list[tuple[str, _Home]] = field(default_factory=list)

    def run(self, root: str) -> ModuleTree:
        self._load(root, None)
        while self._todo:
            file, home = self._todo.pop()
            facts = self.workspace.facts(self.workspace.resolve(file)[-1])
            self._follow(facts.references, _Spot(file=file, home=home))
            for name in self.loading.intersection(facts.calls):
                self.tree.reasons.append(f"{file}: the macro {name}! of another crate may load files")
        self.tree.reasons = sorted(set(self.tree.reasons))
        return self.tree

    def _load(self, path: str, relative: str | None) -> None:
        *way, file = self.workspace.locate(path)
        home = _Home(posixpath.dirname(file), relative)
        self.tree.files.update(way, self.workspace.resolve(file))
        real = self.workspace.resolve(file)[-1]
        self.tree.sources.add(real)
        if not self.workspace.is_seen(file):
            self.tree.reasons.append(f"{file}: the file is in no package of the workspace")
        elif not real.endswith(".rs") and self.workspace.owner(real) != self.package:
            self.tree.reasons.append(f"{file}: another package has the file, and its name is none of Rust code")
        if (file, home) not in self._homes:
            self._homes.add((file, home))
            self._todo.append((file, home))

    def _follow(self, references: Sequence[Reference], spot: _Spot) -> None:
        todo = [(references, spot)]
        while todo:
            references, spot = todo.pop()
            for reference in references:
                if self.mode not in reference.modes:
                    continue
                if isinstance(reference, Call):
                    todo += self._expand_call(reference, spot)
                else:
                    self._follow_one(reference, spot)

    def _follow_one(self, reference: Reference, spot: _Spot) -> None:
        match reference:
            case Module():
                self._follow_module(reference, spot)
            case Include():
                self._follow_include(reference, spot)
            case Opaque():
                self._add_reason(reference.reason, reference.line, spot)
            case Effect():
                self.tree.effects.add(reference.effect)
            case Call():
                pass

    def _expand_call(self, call: Call, spot: _Spot) -> Iterable[tuple[Sequence[Reference], _Spot]]:
        """Yield the references of the macro in ``call``, with their origin."""
        # Nested blocks have the same effect as one block.
        frames = spot.frames + call.frames
        frames = tuple(
            frame
            for depth, frame in enumerate(frames)
            if frame.name is not None or depth == 0 or frame != frames[depth - 1]
        )
        # With the same frames, a macro has the same references, whichever macro calls it.
        key = (spot.file, spot.home, frames, call.name)
        if call.name in spot.calls or key in self._calls:
            return
        if len(self._calls) >= _MOST_CALLS:
            self.tree.reasons.append(f"{spot.file}: macros call macros too many times")
            return
        self._calls.add(key)
        owner = self.workspace.owner(self.workspace.resolve(spot.file)[-1])
        macros: Mapping[str, tuple[Reference, ...]] = {} if owner is None else self.workspace.macros_of(owner)
        inner = _Spot(file=spot.file, home=spot.home, frames=frames, calls=(*spot.calls, call.name))
        yield macros.get(call.name, ()), inner

    def _follow_module(self, module: Module, spot: _Spot) -> None:
        for home in _homes_below(spot.home, spot.frames + module.frames):
            for path in module.paths:
                file = posixpath.join(home.directory, path)
                if self._may_load(file, module.line, spot):
                    # rustc treats the file of a path attribute as a mod.rs.
                    self._load(file, None)
            if module.default:
                self._load_default(posixpath.join(home.directory, home.relative or ""), module.name)

    def _load_default(self, directory: str, name: str) -> None:
        base = posixpath.join(directory, name)
        if self.workspace.may_exist(f"{base}.rs"):
            self._load(f"{base}.rs", name)
        if self.workspace.may_exist(f"{base}/mod.rs"):
            self._load(f"{base}/mod.rs", None)

    def _follow_include(self, include: Include, spot: _Spot) -> None:
        variables = {"CARGO_MANIFEST_DIR": self.package, **self.workspace.variables}
        if include.variable is None:
            file = posixpath.join(posixpath.dirname(spot.file), include.path)
        elif include.variable in variables:
            base = variables[include.variable]
            # The path of the root is empty. Text after the variable without a slash names a file beside the root.
            file = f"{base}{include.path}" if base else f"./{include.path}"
            if not base and include.path and not include.path.startswith("/"):
                file = f"../{include.path}"
        else:
            self._add_reason(f"only a build knows the variable {include.variable}", include.line, spot)
            return
        if not self._may_load(file, include.line, spot):
            return
        if not include.code:
            self.tree.files.update(self.workspace.resolve(file))
            return
        self._load(file, None)
        if not posixpath.basename(include.path) and not file.endswith(".rs"):
            self._add_reason(f"the name of {file} is none of Rust code", include.line, spot)

    def _may_load(self, file: str, line: int, spot: _Spot) -> bool:
        real = self.workspace.resolve(file)[-1]
        if posixpath.isabs(real):
            return False
        if is_outside(real):
            self._add_reason(f"{real} is outside of the source", line, spot)
            return False
        return self.workspace.may_exist(file)

    def _add_reason(self, reason: str, line: int, spot: _Spot) -> None:
        via = f", through {' and '.join(f'{call}!' for call in spot.calls)}" if spot.calls else ""
        self.tree.reasons.append(f"{spot.file}:{line}: {reason}" if not via else f"{spot.file}: {reason}{via}")


def _homes_below(home: _Home, frames: Sequence[Frame]) -> list[_Home]:
    """Return all possible homes of a module inside of ``frames``."""
    homes = [home]
    for frame in frames:
        if frame.name is None:
            homes = [_Home(outer.directory, None) for outer in homes]
        else:
            homes = [inner for outer in homes for inner in _inline_homes(outer, frame, frame.name)]
    return homes


def _inline_homes(home: _Home, frame: Frame, name: str) -> list[_Home]:
    """Return the homes inside of an inline module: a path attribute names the directory, else the module's name."""
    inner = [_Home(posixpath.join(home.directory, path), None) for path in frame.paths]
    if frame.default:
        inner.append(_Home(posixpath.join(home.directory, home.relative or "", name), None))
    return inner
