"""The program of the plan derivation: reads the request of nixlib/plan/mkPlan.nix, writes the plan."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from cargo_nix.cargo import ForeignHost, Selection, Toolchain
from cargo_nix.crates.vendored_home import VendoredCrate
from cargo_nix.errors import CargoNixError
from cargo_nix.pipeline import plan_offline
from cargo_nix.plan import Plan, render_plan
from cargo_nix.skeleton import Skeleton

__all__ = ["main", "plan_of_request"]


def main(argv: Sequence[str]) -> int:
    """Write the plan for the request in the file ``argv[0]`` to ``argv[1]``; return 0, or 1 after a printed error.

    For a request with ``tolerant``, an error is no failure: the file then has one line about it as ``problem``.
    """
    request, out = map(Path, argv)
    try:
        out.write_text(render_plan(plan_of_request(request)), encoding="utf-8")
    except Exception as error:
        if json.loads(request.read_text(encoding="utf-8")).get("tolerant", False):
            out.write_text(json.dumps({"problem": _one_line(error)}), encoding="utf-8")
            return 0
        if not isinstance(error, CargoNixError):
            raise
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _one_line(error: Exception) -> str:
    if not isinstance(error, CargoNixError):
        return f"{type(error).__name__}: {error}".partition("\n")[0]
    parts = (error.problem, error.place, error.came.strip().partition("\n")[0])
    return ": ".join(part for part in parts if part)


def plan_of_request(path: Path) -> Plan:
    """Return the plan for the request in the JSON file ``path``. Raises ``CargoNixError`` as `plan_offline` does."""
    request = json.loads(path.read_text(encoding="utf-8"))
    return plan_offline(
        Skeleton(
            root=request["skeleton"]["root"],
            files=request["skeleton"]["files"],
            names=tuple(request["skeleton"]["names"]),
        ),
        [VendoredCrate.from_request(crate) for crate in request["crates"]],
        Selection.from_arguments(request["selection"]),
        Toolchain(cargo=request["cargo"], rustc=request["rustc"]),
        members=request["members"],
        host=ForeignHost(**request["host"]) if "host" in request else None,
        more={name: Selection.from_arguments(more) for name, more in request.get("more", {}).items()},
    )
