"""The targets of a package in a request for file sets. Standard library only."""

import posixpath
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cargo_nix.syntax.references import Mode

__all__ = ["CrateAccess", "PackageTargets", "TargetFacts", "decode_package"]


class CrateAccess(NamedTuple):
    """How libraries may use files, with the fields of ``PlanAccess`` (plan/schema.py)."""

    words: frozenset[str] = frozenset()
    macros: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()


class TargetFacts(NamedTuple):
    """A target of the plan, with the fields of ``PlanTarget`` (plan/schema.py).

    ``src_path`` starts at the root of the source.
    """

    kind: str
    name: str
    src_path: str
    expands: Mapping[Mode, CrateAccess]
    links: Mapping[Mode, CrateAccess]

    @property
    def is_library(self) -> bool:
        """Whether other packages can link this target."""
        return self.kind in {"lib", "proc-macro"}


class PackageTargets(NamedTuple):
    """The targets of the path package in ``directory``.

    ``macro_inputs``: whether the user lists the files that proc-macros read; words of proc-macros then do not count.
    """

    directory: str
    targets: Sequence[TargetFacts]
    macro_inputs: bool = False


def decode_package(fields: Mapping[str, Any]) -> PackageTargets:
    """Return the package of ``fields``: ``directory``, ``targets`` (as in the plan) and ``macro_inputs``.

    Raises ``KeyError`` if a field is missing.
    """
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
