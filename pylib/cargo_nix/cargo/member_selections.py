"""The selection of each member alone, as in ``cargo build -p member``."""

from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import pairwise

from cargo_nix.cargo.ask_cargo import Answers
from cargo_nix.cargo.cargo_json import WirePackage, WireUnit
from cargo_nix.cargo.cargo_request import Selection

__all__ = ["member_selections"]

# Cargo's flags for a target by name, with the target's kind.
_NAMING = {"--bin": "bin", "--example": "example", "--test": "test", "--bench": "bench"}
_LIBRARIES = {"lib", "rlib", "dylib", "cdylib", "staticlib", "proc-macro"}


def member_selections(answers: Answers, selection: Selection) -> dict[str, Selection]:
    """Return, by package name, a selection of each root package of ``answers``; empty for a single package.

    ``selection`` is the selection behind ``answers``. If a package is built alone, other members add no features to
    its dependencies (Cargo book, "Feature unification"). A member's selection has only the features and targets of
    this member, because Cargo refuses names that no selected package has.
    """
    packages = {package.id: package for package in answers.metadata.packages}
    roots: dict[str, list[WireUnit]] = {}
    for index in answers.graph.roots:
        unit = answers.graph.units[index]
        roots.setdefault(unit.pkg_id, []).append(unit)
    if len(roots) == 1:
        return {}
    selections = {}
    for key in sorted(roots, key=lambda key: packages[key].name):
        package = packages[key]
        selections[package.name] = replace(
            selection,
            packages=(package.name,),
            workspace=False,
            exclude=(),
            features=tuple(name for name in selection.features if _has_feature(package, name)),
            cargo_targets=tuple(_own_targets(selection.cargo_targets, roots[key])),
        )
    return selections


def _has_feature(package: WirePackage, name: str) -> bool:
    first, slash, _feature = name.partition("/")
    if not slash:
        return name in package.features
    return first == package.name or first in {dep.rename or dep.name for dep in package.dependencies}


def _own_targets(flags: tuple[str, ...], roots: list[WireUnit]) -> list[str]:
    own_flags = []
    for flag, value in pairwise([*flags, ""]):
        if flag in _NAMING:
            # Cargo accepts patterns here.
            names = [root.target.name for root in roots if _NAMING[flag] in root.target.kind]
            own_flags += [flag, value] if any(fnmatchcase(name, value) for name in names) else []
        elif flag == "--lib":
            own_flags += [flag] if any(_LIBRARIES.intersection(root.target.kind) for root in roots) else []
        elif flag.startswith("--"):
            own_flags.append(flag)
    return own_flags
