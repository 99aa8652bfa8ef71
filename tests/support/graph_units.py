"""Units, packages and profiles with fields that most tests do not care about."""

from typing import Any

from cargo_nix.cargo import WireProfile
from cargo_nix.units.unit import Edge, Package, Target, Unit

__all__ = ["make_package", "make_profile", "make_unit"]

_CRATE_TYPES = {"lib": "lib", "proc-macro": "proc-macro"}


def make_profile(**changes: Any) -> WireProfile:  # noqa: ANN401 -- any field
    """Return the profile ``dev`` without debug information, with ``changes``."""
    fields = {
        "name": "dev",
        "opt_level": "0",
        "lto": "false",
        "debug_assertions": True,
        "overflow_checks": True,
        "rpath": False,
        "incremental": False,
        "panic": "unwind",
        "strip": {"resolved": "None"},
        **changes,
    }
    return WireProfile.model_validate(fields)


def make_unit(kind: str = "lib", *dependencies: int, **changes: Any) -> Unit:  # noqa: ANN401 -- any field
    """Return a unit of a target ``kind`` that depends on ``dependencies``; ``changes`` are fields of it or its target."""
    target_fields = {
        "crate_types": (_CRATE_TYPES.get(kind, "bin"),),
        "name": "demo-x",
        "src_path": "src/x.rs",
        "edition": "2021",
    }
    target = {name: changes.pop(name, value) for name, value in target_fields.items()}
    fields: dict[str, Any] = {
        "package": 0,
        "profile": make_profile(),
        "platform": None,
        "mode": "build",
        "features": (),
        "edges": tuple(Edge(unit=n, extern_crate_name=f"d{n}", noprelude=False, public=False) for n in dependencies),
        **changes,
    }
    return Unit(target=Target(kind=kind, **target), **fields)


def make_package(name: str = "demo", **changes: Any) -> Package:  # noqa: ANN401 -- any field
    """Return the path package ``name`` in a directory of its name, with ``changes``."""
    fields: dict[str, Any] = {
        "id": f"path+{name}#{name}@0.1.0",
        "name": name,
        "version": "0.1.0",
        "source": None,
        "directory": name,
        "subdirectory": "",
        "manifest_path": f"/source/{name}/Cargo.toml",
        "links": None,
        "rust_version": None,
        "member": True,
        "env": (),
        "lints": (),
        "declared_features": (),
        "targets": (("lib", name),),
        "sources": (),
        "has_cdylib": False,
        "no_harness": (),
        "artifacts": (),
        "names_library": False,
        **changes,
    }
    return Package(**fields)
