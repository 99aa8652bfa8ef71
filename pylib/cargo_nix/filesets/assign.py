"""Decide the file set of each unit: on level closed the module tree, else the files of the level."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from posixpath import dirname, join, normpath, relpath

from cargo_nix.crates.words import ANCHORED, DOTS, LOADS, OPENS, OUT_DIR_FLAG, STARTS, crate_words
from cargo_nix.filesets.file_set import FileSet
from cargo_nix.filesets.file_tree import FileTree
from cargo_nix.filesets.levels import Readable, readable_by_macros, readable_by_program, readable_by_started
from cargo_nix.filesets.module_tree import ModuleTree, trace_modules
from cargo_nix.filesets.package_targets import CrateAccess, PackageTargets, TargetFacts
from cargo_nix.filesets.workspace_files import Workspace, is_below, is_outside
from cargo_nix.scan.member_facts import FileFacts
from cargo_nix.syntax.references import Effects, Mode

__all__ = ["assign_files"]


def assign_files(workspace: Workspace, packages: Sequence[PackageTargets]) -> dict[str, dict[str, FileSet]]:
    """Return the file sets of ``packages``, by directory and key. ``workspace`` has the facts of all members.

    The keys of a package are:

    - ``kind:name:mode`` for a target, in each mode of the plan,
    - ``custom-build:name:run`` for the run of a build script,
    - ``run`` for the runs of all tests and doctests, and for code that embeds the path of the package.
    """
    libraries = _Libraries(workspace, packages)
    return {package.directory: _Package(workspace, package, libraries).sets() for package in packages}


class _Libraries:
    """The words of members' libraries, and the files that these libraries may read in a dependent."""

    def __init__(self, workspace: Workspace, packages: Iterable[PackageTargets]) -> None:
        self._workspace = workspace
        self._packages = {package.directory: package for package in packages}
        self._words: dict[str, frozenset[str]] = {}
        self._readings: dict[str, Readable] = {}

    def words(self, access: CrateAccess) -> frozenset[str]:
        """Return the words of all locked crates and members in ``access``."""
        return access.words.union(*map(self._words_of, access.members))

    def reading(self, access: CrateAccess, dependent: str) -> Readable:
        """Return the files that the members in ``access`` may read through programs and named places.

        A program of the package in the directory ``dependent`` resolves a relative path from there.
        """
        reading = Readable()
        for directory in access.members:
            own = self._reading_of(directory)
            moved = {normpath(join(dependent, relpath(place or ".", directory or "."))) for place in own.places}
            inside = {"" if place == "." else place for place in moved if not is_outside(place)}
            reading |= replace(own, places=own.places | inside)
        return reading

    def _words_of(self, directory: str) -> frozenset[str]:
        if directory not in self._words:
            self._words[directory] = _words_of(self._sources(directory))
        return self._words[directory]

    def _reading_of(self, directory: str) -> Readable:
        if directory not in self._readings:
            self._readings[directory] = _own_reading(self._workspace, self._sources(directory))
        return self._readings[directory]

    def _sources(self, directory: str) -> list[FileFacts]:
        """Return the facts of the library's files, or of all files of the package if the module tree is unknown."""
        package, member = self._packages.get(directory), self._workspace.members.get(directory)
        targets = [target for target in package.targets if target.is_library] if package is not None else []
        if member is None:
            return [FileFacts(words=(OPENS,), programs=("?",))]
        if len(targets) != 1:
            return list(member.sources.values())
        tree = trace_modules(self._workspace, directory, targets[0].src_path, Mode.PLAIN, frozenset())
        if tree.reasons or Effects.GENERATED in tree.effects:
            return list(member.sources.values())
        return [self._workspace.facts(path) for path in sorted(tree.sources)]


def _words_of(sources: Iterable[FileFacts]) -> frozenset[str]:
    """Return the words of ``sources``. The scan has the names of started programs, so their word does not count."""
    return crate_words(word for facts in sources for word in facts.words) - {STARTS}


def _own_reading(workspace: Workspace, sources: Iterable[FileFacts]) -> Readable:
    """Return the files that the code of ``sources`` may read through programs and named places."""
    reading = Readable()
    for facts in sources:
        named = frozenset(workspace.variables[name] for name in facts.variables if name in workspace.variables)
        reading |= readable_by_started(facts.programs) | Readable(places=frozenset(facts.outward) | named)
    return reading


@dataclass(kw_only=True, slots=True)
class _Compiled:
    """A target in one mode: its module tree and the facts of the code in it."""

    target: TargetFacts
    mode: Mode
    tree: ModuleTree
    sources: list[FileFacts] = field(default_factory=list)

    @property
    def words(self) -> frozenset[str]:
        """The words of the code."""
        return _words_of(self.sources)


class _Package:
    """The file sets of one package."""

    def __init__(self, workspace: Workspace, package: PackageTargets, libraries: _Libraries) -> None:
        self._workspace, self._package, self._libraries = workspace, package, libraries
        self._directory = package.directory
        member = workspace.members[package.directory]
        self._files = frozenset(member.files)
        self._file_tree = FileTree(package.directory, member.files, workspace.directories)
        self._beside = frozenset(member.outward) | frozenset(workspace.behind_links(package.directory))
        self._compiled = [self._trace(target, mode) for target in package.targets for mode in target.expands]
        self._scripts = [compiled for compiled in self._compiled if compiled.target.kind == "custom-build"]

    def sets(self) -> dict[str, FileSet]:
        """Return the file sets by key."""
        sets: dict[str, FileSet] = {}
        for compiled in self._compiled:
            target, mode = compiled.target, compiled.mode
            sets[f"{target.kind}:{target.name}:{mode}"] = self._compile_set(compiled)
        for script in self._scripts:
            name = f"custom-build:{script.target.name}"
            sets[f"{name}:run"] = self._script_set(script)
            if Effects.EMBEDS in script.tree.effects:
                # The script has the path of its compilation, so the files of the run must exist there.
                sets[f"{name}:{script.mode}"] = replace(sets[f"{name}:run"], embeds=True)
        files = set().union(*(compiled.tree.files for compiled in self._compiled))
        reading = self._run_reading()
        # A test that leaves the package may go from its own program to the programs beside it.
        sets["run"] = replace(self._set(reading, ModuleTree(files=files)), programs=reading.climbs)
        return sets

    def _trace(self, target: TargetFacts, mode: Mode) -> _Compiled:
        loading = target.links[mode].macros | target.expands[mode].macros
        for member in target.links[mode].members - {self._directory}:
            loading |= self._workspace.loading_macros(member)
        own_macros = self._workspace.loading_macros(self._directory)
        tree = trace_modules(self._workspace, self._directory, target.src_path, mode, loading - own_macros)
        sources = [self._workspace.facts(path) for path in sorted(tree.sources)]
        return _Compiled(target=target, mode=mode, tree=tree, sources=sources)

    def _compile_set(self, compiled: _Compiled) -> FileSet:
        reading = self._compile_reading(compiled)
        target, tree = compiled.target, compiled.tree
        programs = (
            Effects.PROGRAMS in tree.effects or target.kind == "bench" or (reading.opens and target.kind == "test")
        )
        words = self._libraries.words(target.expands[compiled.mode])
        return replace(
            self._set(reading, tree),
            embeds=Effects.EMBEDS in tree.effects
            or (Effects.GENERATED in tree.effects and ANCHORED in self._scripts_words()),
            programs=programs,
            in_target=OUT_DIR_FLAG in words,
            reasons=tuple(tree.reasons),
        )

    def _compile_reading(self, compiled: _Compiled) -> Readable:
        """Return the files that may be read during the compilation of ``compiled``, beside the module tree."""
        reading = Readable()
        if not self._package.macro_inputs:
            reading |= self._macros_reading(compiled)
        if reading.opens:
            reading |= self._named_places(compiled, of_macros=True)
        if compiled.tree.reasons:
            reading |= Readable(opens=True) | self._scripts_climb() | self._named_places(compiled)
        if Effects.GENERATED in compiled.tree.effects and LOADS in self._scripts_words():
            reading |= self._scripts_reading()
        links_files = any(facts.links_files for script in self._scripts for facts in script.sources)
        if links_files and compiled.target.kind != "custom-build":
            reading |= self._scripts_reading()
        if any(facts.assembles for facts in compiled.sources):
            # The assembler runs in the root of the workspace.
            reading |= Readable(opens=True, climbs=self._directory != "")
        return reading

    def _named_places(self, compiled: _Compiled, *, of_macros: bool = False) -> Readable:
        """Return the places that the code of ``compiled`` names; with ``of_macros``, only in arguments of macros."""
        places: set[str] = set()
        for facts in compiled.sources:
            places.update(facts.macro_outward if of_macros else facts.outward)
            places.update(self._workspace.variables.get(name, "") for name in facts.variables)
        # For a loaded file outside of all packages, the files beside it may be loaded, too.
        places.update(dirname(path) for path in compiled.tree.sources if self._workspace.owner(path) is None)
        return Readable(places=frozenset(places))

    def _scripts_climb(self) -> Readable:
        """Return whether an include with an unknown path may leave the package: build scripts may set the path."""
        reading = self._scripts_reading() if self._scripts else Readable()
        names_parent = any(DOTS in script.words for script in self._scripts)
        return replace(reading, opens=False, climbs=reading.climbs or names_parent)

    def _scripts_words(self) -> frozenset[str]:
        """Return the words of build scripts and linked crates: code from a script may have the same effects."""
        linked = (self._libraries.words(script.target.links[script.mode]) for script in self._scripts)
        return frozenset().union(*linked, *(script.words for script in self._scripts))

    def _scripts_reading(self) -> Readable:
        reading = Readable(opens=True)
        for script in self._scripts:
            reading |= self._script_reading(script)
        return reading

    def _script_reading(self, script: _Compiled) -> Readable:
        access = script.target.links[script.mode]
        return (
            readable_by_program(script.words | self._libraries.words(access))
            | _own_reading(self._workspace, script.sources)
            | self._libraries.reading(access, self._directory)
        )

    def _script_set(self, script: _Compiled) -> FileSet:
        """Return the file set for the run of a build script."""
        access = script.target.links[script.mode]
        linked = readable_by_program(self._libraries.words(access)) | self._libraries.reading(access, self._directory)
        programs = frozenset(name for facts in script.sources for name in facts.programs)
        started = readable_by_started(programs - {"rustc"})
        facts = script.sources[0] if len(script.sources) == 1 else FileFacts()
        if facts.opened is not None and not (linked.opens or started.opens or script.tree.reasons or facts.variables):
            return self._named_set(facts.opened, script.tree)
        return self._set(self._script_reading(script) | Readable(opens=True), script.tree)

    def _named_set(self, literals: Iterable[str], tree: ModuleTree) -> FileSet:
        """Return the file set of a script that only opens files named in ``literals``."""
        named_files: set[str] = set()
        todo = [join(self._directory, literal) for literal in literals]
        while todo:
            *links, path = self._workspace.resolve(todo.pop())
            named_files.update(links)
            if path in {"", self._directory}:
                return self._set(Readable(opens=True, climbs=path == ""), tree)
            if is_outside(path) or path in named_files:
                continue
            named_files.add(path)
            below = set(self._file_tree.below(path))
            todo += below & self._workspace.links.keys()
            named_files |= below
        # Drop paths in the package that are not files.
        named_files = {path for path in named_files if path in self._files or not is_below(path, self._directory)}
        return self._set(Readable(), ModuleTree(files=named_files | tree.files))

    def _working_directory(self, files: Collection[str]) -> set[str]:
        """Return a file in the directory of the package, if ``files`` has none.

        A script starts in this directory. rustc starts in this directory or above, and a path to a source elsewhere may
        lead through it.
        """
        if any(is_below(path, self._directory) for path in files):
            return set()
        return {join(self._directory, "Cargo.toml")}

    def _macros_reading(self, compiled: _Compiled) -> Readable:
        """Return the files that proc-macros may read when they expand in ``compiled``."""
        access = compiled.target.expands[compiled.mode]
        # A member's macro may resolve a named place from any directory, so each place may leave the package.
        more = self._libraries.reading(access, self._directory)
        members = replace(more, climbs=more.climbs or bool(more.places), places=frozenset())
        return readable_by_macros(self._libraries.words(access)) | members

    def _run_reading(self) -> Readable:
        """Return the files that runs of tests and doctests, and code that embeds its directory, may read."""
        reading = Readable(opens=True)
        for compiled in self._compiled:
            if compiled.target.kind not in {"custom-build", "bench"}:
                access = compiled.target.links[compiled.mode]
                words = readable_by_program(compiled.words | self._libraries.words(access))
                code_reading = _own_reading(self._workspace, compiled.sources) | self._libraries.reading(
                    access, self._directory
                )
                reading |= code_reading | replace(words, climbs=words.climbs and words.opens)
            if compiled.mode is Mode.DOC:
                # rustdoc compiles doctests during the run.
                reading |= self._macros_reading(compiled)
        return reading

    def _manifests(self) -> set[str]:
        """Return the files for `cargo locate-project`: manifests, and one source, because Cargo requires a target."""
        above, directories = self._directory, [self._directory]
        while above:
            above = dirname(above)
            directories.append(above)
        targets = [target.src_path for target in self._package.targets if target.kind in {"lib", "proc-macro", "bin"}]
        return {join(directory, "Cargo.toml") for directory in directories} | set(targets[:1])

    def _set(self, reading: Readable, tree: ModuleTree) -> FileSet:
        files = {path for path in tree.files if not is_outside(path)}
        if reading.manifests:
            files |= self._manifests()
        places = reading.places | self._beside
        if not reading.opens:
            files |= self._working_directory(files)
            take, leave = self._file_tree.take_and_leave(files & self._files)
            return FileSet(level="closed", take=take, leave=leave, files=sorted(files - self._files))
        outside = sorted(path for path in files if not is_below(path, self._directory))
        if reading.climbs or "" in places or self._directory == "":
            # Tools that read sources alone take the files, which are then no others.
            return FileSet(level="workspace" if self._directory else "package", take=[""], files=outside)
        return FileSet(
            level="package",
            take=[self._directory],
            files=outside,
            places=sorted(path for path in places if not is_below(path, self._directory)),
        )
