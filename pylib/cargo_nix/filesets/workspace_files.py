"""The facts of all members as one tree of files. Standard library only."""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cargo_nix.scan.member_facts import FileFacts, MemberFacts
from cargo_nix.syntax.references import Embed, Reference

__all__ = ["Workspace", "is_below", "is_outside", "make_workspace"]

_NOTHING = FileFacts()
_LONGEST_CHAIN = 40  # of symlinks, as Linux has it


def is_below(path: str, directory: str) -> bool:
    """Tell whether ``path`` is ``directory`` or in it; the empty text is the root."""
    return directory in {"", path} or path.startswith(f"{directory}/")


def is_outside(path: str) -> bool:
    """Tell whether ``path`` leads out of the source."""
    return path == ".." or path.startswith(("../", "/"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Workspace:
    """All paths start at the root of the source.

    ``variables`` are the configuration's that are paths, ``directories`` those of all packages of the workspace, with
    a scan or without.
    """

    members: Mapping[str, MemberFacts]
    files: frozenset[str]
    links: Mapping[str, str]
    variables: Mapping[str, str]
    directories: frozenset[str]
    _macros: dict[str, dict[str, tuple[Reference, ...]]] = field(default_factory=dict)

    def facts(self, path: str) -> FileFacts:
        """Return what ``path`` says: nothing where it is no file of a member."""
        owner = self.owner(path)
        return _NOTHING if owner is None else self.members[owner].sources.get(path, _NOTHING)

    def owner(self, path: str) -> str | None:
        """Return the directory of the member that ``path`` belongs to: the nearest above it."""
        while True:
            if path in self.members:
                return path
            above = posixpath.dirname(path)
            if above == path:
                return None
            path = above

    def resolve(self, path: str) -> tuple[str, ...]:
        """Return what must be there for ``path`` to be read: all symlinks on the way, and last what they lead to.

        As the system has it, ``..`` after a symlink is the directory above the one that the link leads to. The root is
        the empty text.
        """
        if posixpath.isabs(path):
            return (path,)
        way: list[str] = []
        real: list[str] = []
        todo = path.split("/")[::-1]
        while todo:
            part = todo.pop()
            if part == ".." and real and real[-1] != "..":
                real.pop()
            elif part not in {"", "."}:
                real.append(part)
                link = "/".join(real) if self.links else ""
                if link in self.links and len(way) < _LONGEST_CHAIN:
                    way.append(link)
                    todo += reversed(self.links[link].split("/"))
                    real = []
        return (*way, "/".join(real))

    def locate(self, path: str) -> tuple[str, ...]:
        """Return the symlinks on the way to the directory of ``path``, and last ``path`` in its real directory."""
        directory, _slash, name = path.rpartition("/")
        *way, real = self.resolve(directory)
        return (*way, posixpath.join(real, name))

    def may_exist(self, path: str) -> bool:
        """Tell whether ``path`` is a file; one that no member has is beyond what scans see, and may be there."""
        real = self.resolve(path)[-1]
        return real in self.files or (not is_outside(real) and self.owner(real) is None)

    def is_seen(self, path: str) -> bool:
        """Tell whether the text of ``path`` was scanned."""
        return self.resolve(path)[-1] in self.files

    def behind_links(self, directory: str) -> Iterable[str]:
        """Yield where symlinks of the member in ``directory`` lead beyond it, in the source."""
        for link in self.members[directory].links if directory in self.members else ():
            for target in self.resolve(link)[1:]:
                if not is_below(target, directory) and not is_outside(target):
                    yield target

    def macros_of(self, directory: str) -> Mapping[str, tuple[Reference, ...]]:
        """Return what the macros that the member in ``directory`` defines load, by name."""
        if directory not in self._macros:
            bodies: dict[str, dict[Reference, None]] = {}
            for _path, source in sorted(self.members[directory].sources.items()):
                for name, body in source.macros.items():
                    bodies.setdefault(name, {}).update(dict.fromkeys(body))
            self._macros[directory] = {name: tuple(body) for name, body in bodies.items()}
        return self._macros[directory]

    def loading_macros(self, directory: str) -> frozenset[str]:
        """Return the names of the macros of the member in ``directory`` that may load files where they are called."""
        if directory not in self.members:
            return frozenset()
        return frozenset(
            name
            for name, body in self.macros_of(directory).items()
            if not all(isinstance(reference, Embed) for reference in body)
        )


def make_workspace(
    members: Iterable[MemberFacts], variables: Mapping[str, str], directories: Iterable[str] = ()
) -> Workspace:
    """Return the workspace of ``members``; ``variables`` are paths from the root by name.

    ``directories`` are those of packages that have no facts here, beside those of ``members``.
    """
    known = {facts.directory: facts for facts in members}
    return Workspace(
        members=known,
        files=frozenset(path for facts in known.values() for path in facts.files),
        links={link: target for facts in known.values() for link, target in facts.links.items()},
        directories=frozenset(known) | frozenset(directories),
        variables={name: "" if path in {"", "."} else posixpath.normpath(path) for name, path in variables.items()},
    )
