"""Plans of several commands with shared units, and committed plans with other values."""

import hashlib
import json
from pathlib import Path
from typing import Any

from cargo_nix.plan.schema import Extern, PathOrigin, Plan, PlanPackage, PlanTarget, PlanUnit

__all__ = ["BENCH", "DOC", "MAIN", "OUTPUTS", "TEST", "sign_plan"]

OUTPUTS = """
  let
    path = drv: builtins.unsafeDiscardStringContext drv.drvPath;
    paths = builtins.mapAttrs (_name: path);
  in
  {{
    shown = paths {{ inherit ({0}) devShell doc fullDoc default; }};
    units = paths {0}.units;
    packages = paths {0}.packages;
    bins = paths {0}.bins;
    checks = paths (builtins.removeAttrs {0}.checks [ "plan" ]);
  }}
"""
"""The derivations of all outputs of a workspace, by the name of the output and of the derivation."""


def _package(name: str, *kinds: str) -> PlanPackage:
    targets = [PlanTarget(kind=kind, name=name, src_path="src/lib.rs") for kind in kinds]
    env = {"CARGO_PKG_NAME": name, "CARGO_PKG_README": ""}
    return PlanPackage(id=name, name=name, version="1.0.0", origin=PathOrigin(directory=name), env=env, targets=targets)


def _unit(identity: str, package: int, *dependencies: int, mode: str = "build") -> PlanUnit:
    return PlanUnit(
        name=identity,
        package=package,
        identity=identity,
        target="t",
        crate_name="t",
        edition="2024",
        env={},
        externs=[Extern(name="x", unit=index) for index in dependencies],
        closure=list(dependencies),
        mode=mode,
    )


def _plan(packages: list[PlanPackage], units: list[PlanUnit], roots: list[int]) -> Plan:
    return Plan(
        cargo="cargo 1",
        rustc=["rustc 1"],
        host="h",
        target=None,
        cfg={"host": ["unix"]},
        config_env={},
        config_paths={},
        packages=packages,
        units=units,
        roots=roots,
    )


A, B, C = _package("a", "lib"), _package("b", "lib"), _package("c", "bench")
MAIN = _plan([A, B], [_unit("base", 1), _unit("app", 0, 0)], [1])
# The packages have other indices than in MAIN.
TEST = _plan([B, A], [_unit("more", 0), _unit("base", 0), _unit("test", 1, 0, 1)], [2])
DOC = _plan([A, B], [_unit("base-check", 1, mode="check"), _unit("page", 0, 0, mode="doc")], [1])
BENCH = TEST.model_copy(update={"packages": [B, A, C]})


def sign_plan(plan: Path, data: dict[str, Any]) -> None:
    """Write ``data`` with the hash that a committed plan ends with."""
    data.pop("sha256")
    schema = data.pop("schema")
    text = f'{{\n "schema": {schema},\n ' + json.dumps(data)[1:-1] + ",\n"
    plan.write_text(f'{text} "sha256": "{hashlib.sha256(text.encode()).hexdigest()}"\n}}\n', encoding="utf-8")
