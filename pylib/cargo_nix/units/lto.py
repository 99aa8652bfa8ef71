"""Link-time optimisation (LTO) of each unit.

The unit graph has no LTO of units, so this module computes the same values as Cargo.
Source: core/compiler/lto.rs, generate and calculate (docs/conformance.md, S17).
"""

from collections.abc import Sequence

from cargo_nix.units.unit import Lto, Unit

__all__ = ["lto_args", "lto_of_units"]

_OFF = Lto(kind="off")
_ONLY_BITCODE = Lto(kind="only-bitcode")
_ONLY_OBJECT = Lto(kind="only-object")
_OBJECT_AND_BITCODE = Lto(kind="object-and-bitcode")

_CAN_LTO = frozenset({"bin", "staticlib", "cdylib"})
_DYNAMIC = frozenset({"dylib", "cdylib", "proc-macro"})

_ARGS = {
    "off": ("-C", "lto=off", "-C", "embed-bitcode=no"),
    "only-bitcode": ("-C", "linker-plugin-lto"),
    "only-object": ("-C", "embed-bitcode=no"),
    "object-and-bitcode": (),
}


def lto_args(lto: Lto) -> tuple[str, ...]:
    """Return rustc's arguments for ``lto`` (core/compiler/mod.rs, lto_args)."""
    if lto.kind == "run":
        return ("-C", "lto" if lto.run is None else f"lto={lto.run}")
    return _ARGS[lto.kind]


def lto_of_units(units: Sequence[Unit], roots: Sequence[int]) -> list[Lto]:
    """Return the LTO of each unit, in the order of ``units``; ``roots`` are indices of ``units``.

    A unit that no root depends on has plain object code.
    """
    lto_by_index: dict[int, Lto] = {}
    for root in roots:
        # Pairs of a unit and the LTO of its dependent, in Cargo's depth-first order.
        stack = [(root, _of_root(units[root]))]
        while stack:
            index, parent = stack.pop()
            merged = _merge(lto_by_index.get(index), _of_unit(units[index], parent))
            if lto_by_index.get(index) == merged:
                continue
            lto_by_index[index] = merged
            stack += [(edge.unit, merged) for edge in reversed(units[index].edges)]
    return [lto_by_index.get(index, _ONLY_OBJECT) for index in range(len(units))]


def _of_root(unit: Unit) -> Lto:
    if unit.profile.lto == "false":
        return _ONLY_OBJECT
    if unit.profile.lto == "off":
        return _OFF
    if unit.target.for_host:
        return _ONLY_OBJECT
    types = unit.target.crate_types
    return _when_object_needed(types) if _needs_object(types) else _ONLY_BITCODE


def _of_unit(unit: Unit, parent: Lto) -> Lto:
    types = ("bin",) if unit.mode in {"test", "doctest"} else unit.target.crate_types
    if unit.target.for_host:
        return _ONLY_OBJECT
    if all(crate_type in _CAN_LTO for crate_type in types):
        return _of_profile(unit.profile.lto)
    if parent.kind == "run":
        return _when_object_needed(types) if _needs_object(types) else _ONLY_BITCODE
    if parent.kind == "only-bitcode" and _needs_object(types):
        return _when_object_needed(types)
    return parent


def _of_profile(lto: str) -> Lto:
    match lto:
        case "off":
            return _OFF
        case "false":
            return _ONLY_OBJECT
        case "true":
            return Lto(kind="run")
        case named:
            return Lto(kind="run", run=named)


def _needs_object(types: Sequence[str]) -> bool:
    return any(crate_type in _CAN_LTO or crate_type in _DYNAMIC for crate_type in types)


def _when_object_needed(types: Sequence[str]) -> Lto:
    # rustc cannot run LTO with a dylib, so a dylib needs only object code. An rlib of the same unit also needs bitcode.
    return _ONLY_OBJECT if all(crate_type == "dylib" for crate_type in types) else _OBJECT_AND_BITCODE


def _merge(before: Lto | None, now: Lto) -> Lto:
    if before is None or before == now:
        return now
    for strongest in ("run", "off", "object-and-bitcode"):
        for lto in (now, before):
            if lto.kind == strongest:
                return lto
    return _OBJECT_AND_BITCODE
