"""The files and facts of all members together. Standard library only."""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cargo_nix.scan.member_facts import FileFacts, MemberFacts
from cargo_nix.syntax.references import Effect, Effects, Reference

__all__ = ["Workspace", "is_below", "is_outside", "make_workspace"]

_NOTHING = FileFacts()
_LONGEST_CHAIN = 40  # symlinks, as in Linux


def is_below(path: str, directory: str) -> bool:
    """Return whether ``path`` is ``directory`` or inside of ``directory``; "" is the root."""
    return directory in {"", path} or path.startswith(f"{directory}/")


def is_outside(path: str) -> bool:
    """Return whether the normalised path ``path`` is outside of the source."""
    return path == ".." or path.startswith(("../", "/"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Workspace:
    """The members of a workspace. All paths start at the root of the source.

    ``members``: facts by directory.
    ``files``: files of all members.
    ``links``: targets of all symlinks.
    ``variables``: relative variables in ``[env]`` of Cargo's configuration.
    ``directories``: directories of all path packages, with or without a scan.
    """

    members: Mapping[str, MemberFacts]
    files: frozenset[str]
    links: Mapping[str, str]
    variables: Mapping[str, str]
    directories: frozenset[str]
    _macros: dict[str, dict[str, tuple[Reference, ...]]] = field(default_factory=dict)

    def facts(self, path: str) -> FileFacts:
        """Return the facts of the file ``path``, empty facts for other paths."""
        owner = self.owner(path)
        return _NOTHING if owner is None else self.members[owner].sources.get(path, _NOTHING)

    def owner(self, path: str) -> str | None:
        """Return the directory of the (innermost) member that contains ``path``, None outside of members."""
        while True:
            if path in self.members:
                return path
            above = posixpath.dirname(path)
            if above == path:
                return None
            path = above

    def resolve(self, path: str) -> tuple[str, ...]:
        """Return the paths that a reader of ``path`` needs: all symlinks on the way, then the real path.

        As in POSIX, ``..`` after a symlink is the parent of the link's target. The root is "".
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
        """Return the symlinks on the way to the directory of ``path``, then ``path`` in its real directory."""
        directory, _slash, name = path.rpartition("/")
        *way, real = self.resolve(directory)
        return (*way, posixpath.join(real, name))

    def may_exist(self, path: str) -> bool:
        """Return whether ``path`` may be a file. Scans do not see files outside of members, so these may exist."""
        real = self.resolve(path)[-1]
        return real in self.files or (not is_outside(real) and self.owner(real) is None)

    def is_seen(self, path: str) -> bool:
        """Return whether ``path`` leads to a file of a member, so that a scan has its facts."""
        return self.resolve(path)[-1] in self.files

    def behind_links(self, directory: str) -> Iterable[str]:
        """Yield the paths outside of the member in ``directory`` that its symlinks lead to, within the source."""
        for link in self.members[directory].links if directory in self.members else ():
            for target in self.resolve(link)[1:]:
                if not is_below(target, directory) and not is_outside(target):
                    yield target

    def macros_of(self, directory: str) -> Mapping[str, tuple[Reference, ...]]:
        """Return the references in macros of the member in ``directory``, by name of the macro."""
        if directory not in self._macros:
            bodies: dict[str, dict[Reference, None]] = {}
            for _path, source in sorted(self.members[directory].sources.items()):
                for name, body in source.macros.items():
                    bodies.setdefault(name, {}).update(dict.fromkeys(body))
            self._macros[directory] = {name: tuple(body) for name, body in bodies.items()}
        return self._macros[directory]

    def loading_macros(self, directory: str) -> frozenset[str]:
        """Return the names of macros that may load files at the call, for the member in ``directory``.

        A path of another directory has no macros.
        """
        macros = self.macros_of(directory) if directory in self.members else {}
        return frozenset(name for name, body in macros.items() if not all(map(_is_embedding, body)))

    def embedding_macros(self, directory: str) -> frozenset[str]:
        """Return the names of macros that embed the path of the calling package, as ``loading_macros`` does."""
        macros = self.macros_of(directory) if directory in self.members else {}
        return frozenset(name for name, body in macros.items() if any(map(_is_embedding, body)))


def _is_embedding(reference: Reference) -> bool:
    return isinstance(reference, Effect) and reference.effect == Effects.EMBEDS


def make_workspace(
    members: Iterable[MemberFacts], variables: Mapping[str, str], directories: Iterable[str] = ()
) -> Workspace:
    """Return the workspace of ``members``.

    ``variables`` are paths from the root, by name. ``directories`` are directories of packages without facts; the
    directories of ``members`` are added.
    """
    facts_by_directory = {facts.directory: facts for facts in members}
    return Workspace(
        members=facts_by_directory,
        files=frozenset(path for facts in facts_by_directory.values() for path in facts.files),
        links={link: target for facts in facts_by_directory.values() for link, target in facts.links.items()},
        directories=frozenset(facts_by_directory) | frozenset(directories),
        variables={name: "" if path in {"", "."} else posixpath.normpath(path) for name, path in variables.items()},
    )
