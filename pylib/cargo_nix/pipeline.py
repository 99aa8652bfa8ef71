"""The stages in their order: skeleton -> cargo -> units -> plan. No logic of its own."""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cargo_nix.cargo import Request, Selection, Toolchain, ask_cargo, ask_flagged_cfg
from cargo_nix.lockfile import parse_lockfile
from cargo_nix.plan import SCHEMA, Plan, encode_plan
from cargo_nix.skeleton import Skeleton, inputs_hash, read_skeleton, write_skeleton
from cargo_nix.units import join_units
from cargo_nix.units.config import platform_flags
from cargo_nix.vendor import VendoredCrate, write_cargo_home

__all__ = ["plan_checkout", "plan_offline"]


def plan_offline(
    skeleton: Skeleton, crates: Sequence[VendoredCrate], selection: Selection, toolchain: Toolchain
) -> Plan:
    """Return the plan of ``skeleton`` with nothing but the manifests of the locked ``crates``: the derivation's way."""
    with tempfile.TemporaryDirectory(prefix="cargo-nix-") as scratch:
        # Cargo answers with resolved paths, and the join makes them relative to this one.
        base = Path(os.path.realpath(scratch))
        root, home = base / "workspace", base / "cargo-home"
        root.mkdir()
        home.mkdir()
        write_skeleton(skeleton, root)
        write_cargo_home(home, crates)
        env = {"CARGO_HOME": str(home), "HOME": str(home)}
        return _plan(skeleton, Request(root=root, selection=selection, toolchain=toolchain, env=env))


def plan_checkout(root: Path, selection: Selection, toolchain: Toolchain) -> Plan:
    """Return the plan of the checkout at ``root`` with cargo's own caches: the same bytes as ``plan_offline``."""
    request = Request(root=root.resolve(), selection=selection, toolchain=toolchain, offline=False)
    return _plan(read_skeleton(root), request)


def _plan(skeleton: Skeleton, request: Request) -> Plan:
    lockfile = parse_lockfile(skeleton.files["Cargo.lock"])
    answers = ask_cargo(request)
    flags = platform_flags(answers.config, answers.cfg, answers.host, request.selection.target)
    answers = replace(answers, flagged_cfg=ask_flagged_cfg(request, answers, flags))
    joined = join_units(answers, request.selection, request.root)
    inputs = inputs_hash(skeleton, request.selection.as_arguments(), SCHEMA)
    return encode_plan(joined, answers, lockfile, request.selection, inputs)
