"""The derivations of cargo-nix behind the results of a build: units, checks and packages."""

from collections.abc import Iterable

from cargo_nix.nix_log.derivation import Derivation, read_derivation
from cargo_nix.nix_log.work import Kind, work_of

__all__ = ["cargo_derivations", "root_derivations"]

# Below these, only derivations of the same kinds matter.
_OF_CARGO: frozenset[Kind] = frozenset({"unit", "script", "test", "lint", "check", "package"})


def cargo_derivations(roots: Iterable[str], *, deep: bool = True) -> dict[str, Derivation]:
    """Return the derivations of cargo-nix among ``roots`` (paths of .drv files) and their inputs, by path.

    Without ``deep``, the inputs are left out.
    The inputs of a unit that are no units have no units below, so compilers and libraries are not searched.
    """
    pending = [(path, False) for path in roots]
    visited: set[str] = set()
    result: dict[str, Derivation] = {}
    while pending:
        path, below_unit = pending.pop()
        if path in visited:
            continue
        visited.add(path)
        derivation = read_derivation(path)
        if derivation is None:
            continue
        kind = work_of(derivation).kind
        is_of_cargo = kind in _OF_CARGO
        if is_of_cargo:
            result[path] = derivation
        if deep and (is_of_cargo or (kind == "other" and not below_unit)):
            pending += [(drv, is_of_cargo) for drv in derivation.inputs]
    return result


def root_derivations(paths: Iterable[str]) -> list[str]:
    """Return those of ``paths`` (.drv files) that are no input of another one."""
    derivations = {path: read_derivation(path) for path in paths}
    inputs = {drv for derivation in derivations.values() if derivation is not None for drv in derivation.inputs}
    return [path for path in derivations if path not in inputs]
