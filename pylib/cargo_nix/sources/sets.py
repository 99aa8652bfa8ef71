"""Which files each target's unit may see: nothing is left out but what is known to belong to others.

Of a test there are two sets: what rustc reads, and what the test may open when it runs. So there are of a library or a
program that knows where its sources lie: whoever runs it may have it open them.
The rule is written for the day it is wrong: a file too many costs a rebuild, a file too few breaks a build.
"""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cargo_nix.sources.book import Book
from cargo_nix.sources.mentions import Mentions, Wanted, find_mentions
from cargo_nix.sources.model import FileSet, Kind, Mode, Target, TargetKey
from cargo_nix.sources.modules import Reach
from cargo_nix.sources.scripts import NOT_LINKED, Linked, read_by_linker, writes_loaders
from cargo_nix.sources.upkeep import CARGO_FILES, is_apart_from_code, is_upkeep

__all__ = ["Trees", "assign_files"]

Trees = Mapping[TargetKey, Reach]

# What a test or a bench is compiled against, so that a change of it reaches them in Cargo as well.
_BELOW_TESTS = frozenset({"lib", "proc-macro", "custom-build"})


@dataclass(frozen=True, kw_only=True, slots=True)
class _View:
    """One target in one mode among the others.

    ``loaders`` are who loads a file, ``roots`` the crate roots, ``linked`` what a build script has the linker read.
    ``opens`` is whether files count that the program opens when it runs: not where a test is compiled.
    """

    book: Book
    target: Target
    mode: Mode
    reach: Reach
    loaders: Mapping[str, frozenset[TargetKey]]
    roots: Mapping[tuple[Kind, str], str]
    linked: Linked
    explained: bool
    opens: bool

    @property
    def others(self) -> frozenset[str]:
        """The files of the package that this tree does not load."""
        return self.book.package.files - self.reach.files

    @property
    def reads_package(self) -> bool:
        """Whether any file of the package may be opened at run time."""
        return self.opens and (bool(self.reach.embeds) or self.mode is Mode.TEST)

    def keeps(self, path: str) -> bool:
        """Tell whether a file that this tree does not load is in the set all the same."""
        if path in self.linked.files:
            return True
        loaders = self.loaders.get(path, frozenset())
        if loaders:
            return self._keeps_loaded(path, loaders)
        if not self.explained:
            return True
        if self.reads_package:
            return not is_upkeep(path)
        return self._may_open(path)

    def _may_open(self, path: str) -> bool:
        """Tell whether a macro, or a program that knows this file's place, may open what no target loads."""
        if not (self.target.may_read_files or (self.opens and self.reach.probes)):
            return False
        # In a test a macro asks for dev-dependencies too, and the reduced manifest has none.
        hidden = CARGO_FILES if self.mode is not Mode.TEST else CARGO_FILES - {"Cargo.toml"}
        return path not in hidden and not is_upkeep(path) and not self.book.package.is_nested(path)

    def _keeps_loaded(self, path: str, loaders: frozenset[TargetKey]) -> bool:
        """Decide about a file of other targets, or of this one in another mode (advanced.md C5).

        Data that others include may be read all the same: a macro may list the directory that it lies in. A test may
        read the sources that it is compiled against, too: of those a change rebuilds it in Cargo as well. Sources
        that only other tests, benches, examples or bins load, and what only the library's own tests load, it does
        without. The same holds for a macro that may read files while the test is compiled.
        """
        if not self.explained and not self._is_apart(path, loaders):
            return True
        if not path.endswith(".rs"):
            return not is_upkeep(path) if self.reads_package else self._may_open(path)
        reads = self.reads_package or (self.mode is Mode.TEST and self.target.may_read_files)
        return reads and any(key.kind in _BELOW_TESTS and key.mode is Mode.PLAIN for key in loaders)

    def _is_apart(self, path: str, loaders: frozenset[TargetKey]) -> bool:
        """Tell whether a target that is not explained can still be known not to load ``path``.

        Documentation may include the text of a bench. A module may be declared by two targets (``lib.rs`` and
        ``main.rs`` side by side), once in a way that the scan sees. So where every include is known, only another
        crate's root is apart, and what lies in the directory of another crate that does not hold this one's.
        """
        if self.reach.includes_any:
            return False
        own = (self.target.kind, self.target.name)
        names = {(key.kind, key.name) for key in loaders}
        here = posixpath.dirname(self.roots[own]) + "/"
        for root in () if own in names else (self.roots[name] for name in names):
            home = posixpath.dirname(root) + "/"
            if path == root or (home != "/" and path.startswith(home) and not here.startswith(home)):
                return True
        return False


def assign_files(book: Book, targets: Sequence[Target], trees: Trees) -> dict[TargetKey, FileSet]:
    """Return the file set of each target in each mode that it asks for, in the order of ``targets``.

    A test has one more, of its run, and what opens its sources when it runs has one of what it then finds. A bench,
    which nobody runs here, is compiled with what it may open; so is a proc-macro, which rustc runs.

    ``trees`` has every target in every mode: a file of which only a test of its target is made must be known
    as such when the plain unit is asked about.
    """
    loaders: dict[str, set[TargetKey]] = {}
    for key, reach in trees.items():
        for path in reach.files:
            loaders.setdefault(path, set()).add(key)
    known = {path: frozenset(keys) for path, keys in loaders.items()}
    roots = {(target.kind, target.name): posixpath.normpath(target.src_path) for target in targets}
    scripts = [reach for key, reach in trees.items() if key.kind == "custom-build" and key.mode is Mode.PLAIN]
    of_scripts = {path for reach in scripts for path in reach.sources}
    linked = read_by_linker(book.package, of_scripts)
    # Few packages include code that a script writes.
    loaders_written = any(reach.generated for reach in trees.values()) and writes_loaders(book.package, of_scripts)
    views: dict[TargetKey, _View] = {}
    for target in targets:
        for mode in target.modes:
            key = TargetKey(kind=target.kind, name=target.name, mode=mode)
            reach = trees[key]
            # What code loads that a script writes is known when it has run: as of a macro.
            generated = bool(reach.generated) and loaders_written
            if generated:
                reach = replace(reach, embeds=reach.embeds | reach.generated)
            apart = _opens_later(target, mode, reach)
            compiled = _View(
                book=book,
                target=replace(target, may_read_files=target.may_read_files or generated),
                mode=mode,
                reach=reach,
                loaders=known,
                roots=roots,
                linked=NOT_LINKED if target.kind == "custom-build" else linked,
                explained=not reach.reasons,
                # rustdoc runs nothing: doctests find what tests do.
                opens=not (apart or mode is Mode.DOC),
            )
            views[key] = compiled
            if apart:
                views[replace(key, runs=True)] = replace(compiled, opens=True)
    lost = {key: frozenset(path for path in view.others if not view.keeps(path)) for key, view in views.items()}
    found = {key: _mentions(view, lost[key]) if view.explained else Mentions() for key, view in views.items()}
    # A test that runs calls the library and starts programs: what these open by name, it finds.
    opened = {path for key, mentions in found.items() if key.runs and key.mode is Mode.PLAIN for path in mentions.files}
    return {
        key: _assign(view, lost[key], found[key], opened if key.runs and key.mode is Mode.TEST else set())
        for key, view in views.items()
    }


def _opens_later(target: Target, mode: Mode, reach: Reach) -> bool:
    """Tell whether what the target opens when it runs is told apart from what rustc reads."""
    if mode is Mode.TEST:
        return target.kind not in {"bench", "custom-build"}
    return mode is Mode.PLAIN and target.kind in {"lib", "bin", "example"} and bool(reach.embeds or reach.probes)


def _assign(view: _View, lost: frozenset[str], mentions: Mentions, opened: set[str]) -> FileSet:
    """Return the set of ``view``, which would lose the files ``lost``, but for what it mentions and ``opened``."""
    reasons = (*view.reach.reasons, *mentions.reasons)
    if mentions.reasons:
        unsure = replace(view, explained=False)
        lost = frozenset(path for path in view.others if not unsure.keeps(path))
    package = view.book.package
    files = view.reach.files | (view.others - lost) | mentions.files | opened
    named = {package.in_workspace(path) for path in view.reach.outside}
    return FileSet(
        files=tuple(sorted(files)),
        outside=tuple(sorted(named | package.behind_links(files) | view.linked.outside)),
        explained=not reasons,
        reads_package=view.reads_package,
        takes_programs=_takes_programs(view, reasons),
        reasons=reasons,
    )


def _takes_programs(view: _View, reasons: Sequence[str]) -> bool:
    """Tell whether rustc may open the package's programs, or, of a bench, nobody can tell it later where they are."""
    if view.target.kind == "test":
        return bool(reasons) or view.reach.takes_programs
    return view.target.kind == "bench"


def _mentions(view: _View, lost: frozenset[str]) -> Mentions:
    """Look for what the target names of the files ``lost``, those of other targets among them."""
    # A source that is there for a macro may be a module that the macro declares, and load others.
    doubtful = view.others if view.target.may_read_files and not view.reads_package else lost
    orphans = frozenset(path for path in doubtful if path.endswith(".rs") and path not in view.loaders)
    wanted = Wanted(
        files=lost - orphans,
        orphans=orphans,
        data=frozenset(path for path in lost if not path.endswith(".rs") and not _is_aside(path)),
        walks=view.target.may_read_files,
        anywhere=view.mode is Mode.TEST and view.reads_package,
    )
    reach = view.reach if view.opens else replace(view.reach, embeds=set())
    return find_mentions(view.book, reach, wanted)


def _is_aside(path: str) -> bool:
    """Tell files of which every package has some of the same name, so that a name alone says nothing."""
    return posixpath.basename(path) in CARGO_FILES or is_apart_from_code(path)
