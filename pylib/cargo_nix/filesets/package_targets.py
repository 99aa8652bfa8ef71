"""The targets of a package, as a request for file sets has them. Standard library only."""

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cargo_nix.syntax.references import Mode

__all__ = ["CrateAccess", "PackageTargets", "TargetFacts", "decode_package"]


@dataclass(frozen=True, kw_only=True, slots=True)
class CrateAccess:
    """What crates may do with files: as in the plan's schema, ``PlanAccess``."""

    words: frozenset[str] = frozenset()
    macros: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetFacts:
    """A target of the plan; ``src_path`` starts at the root of the source."""

    kind: str
    name: str
    src_path: str
    expands: Mapping[Mode, CrateAccess]
    links: Mapping[Mode, CrateAccess]

    @property
    def is_library(self) -> bool:
        """Whether other packages link this target."""
        return self.kind in {"lib", "proc-macro"}


@dataclass(frozen=True, kw_only=True, slots=True)
class PackageTargets:
    """The targets of the path package in ``directory``.

    ``macro_inputs`` is whether the user says what proc-macros read of it: their code then does not count.
    """

    directory: str
    targets: Sequence[TargetFacts]
    macro_inputs: bool = False


def decode_package(fields: Mapping[str, Any]) -> PackageTargets:
    """Return the package of a request: ``directory``, ``targets`` as the plan has them, ``macro_inputs``."""
    directory = fields["directory"]
    return PackageTargets(
        directory=directory,
        targets=[
            TargetFacts(
                kind=target["kind"],
                name=target["name"],
                src_path=posixpath.normpath(posixpath.join(directory, target["src_path"])),
                expands=_decode_access(target["expands"]),
                links=_decode_access(target["links"]),
            )
            for target in fields["targets"]
        ],
        macro_inputs=fields["macro_inputs"],
    )


def _decode_access(modes: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[Mode, CrateAccess]:
    return {
        Mode(mode): CrateAccess(**{name: frozenset(values) for name, values in access.items()})
        for mode, access in modes.items()
    }
