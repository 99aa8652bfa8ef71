"""What ``cargo build -p member`` would be for each member of a selection."""

from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import pairwise

from cargo_nix.cargo.ask_cargo import Answers
from cargo_nix.cargo.cargo_json import WirePackage, WireUnit
from cargo_nix.cargo.cargo_request import Selection

__all__ = ["member_selections"]

# Cargo's flags that name a target, and the kind that they name.
_NAMING = {"--bin": "bin", "--example": "example", "--test": "test", "--bench": "bench"}
_LIBRARIES = {"lib", "rlib", "dylib", "cdylib", "staticlib", "proc-macro"}


def member_selections(answers: Answers, selection: Selection) -> dict[str, Selection]:
    """Return, by name, the selection of each package that ``answers`` has roots of; nothing where it is only one.

    Built alone, a package's dependencies have the features that it asks for, and not those that other members ask for
    besides (Cargo book, "Feature unification"). Features and targets that are not its own are left out: Cargo refuses
    a name that no selected package has.
    """
    packages = {package.id: package for package in answers.metadata.packages}
    roots: dict[str, list[WireUnit]] = {}
    for index in answers.graph.roots:
        unit = answers.graph.units[index]
        roots.setdefault(unit.pkg_id, []).append(unit)
    if len(roots) == 1:
        return {}
    found = {}
    for key in sorted(roots, key=lambda key: packages[key].name):
        package = packages[key]
        found[package.name] = replace(
            selection,
            packages=(package.name,),
            workspace=False,
            exclude=(),
            features=tuple(name for name in selection.features if _has_feature(package, name)),
            cargo_targets=tuple(_own_targets(selection.cargo_targets, roots[key])),
        )
    return found


def _has_feature(package: WirePackage, name: str) -> bool:
    first, slash, _feature = name.partition("/")
    if not slash:
        return name in package.features
    return first == package.name or first in {dep.rename or dep.name for dep in package.dependencies}


def _own_targets(flags: tuple[str, ...], roots: list[WireUnit]) -> list[str]:
    kept = []
    for flag, value in pairwise([*flags, ""]):
        if flag in _NAMING:
            # Cargo takes patterns too.
            names = [root.target.name for root in roots if _NAMING[flag] in root.target.kind]
            kept += [flag, value] if any(fnmatchcase(name, value) for name in names) else []
        elif flag == "--lib":
            kept += [flag] if any(_LIBRARIES.intersection(root.target.kind) for root in roots) else []
        elif flag.startswith("--"):
            kept.append(flag)
    return kept
