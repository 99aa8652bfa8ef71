"""The composed attributes equal the attributes of real derivations, for every fixture project."""

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from cargo_nix.cargo import Selection
from cargo_nix.plan import Plan
from conformance.case import Case
from conformance.composed import Composed
from rebuild.our_side import nix_arguments
from support.nix import evaluate, needs_nix, workspace

pytestmark = [pytest.mark.nix, needs_nix]

_PROJECTS = Path(__file__).parent / "projects"
# A store path or token before the name of a program.
_PROGRAM = re.compile("^(/nix/store/[^/]+|<[0-9a-f]+>)/")
_ALL = sorted(project.name for project in _PROJECTS.iterdir())


def _selections(project: str) -> Iterator[tuple[Selection, str]]:
    """Yield the first selection of each command and target in the project's ``cases``, with the workspace directory."""
    kinds = set()
    for line in (_PROJECTS / project / "cases").read_text(encoding="utf-8").splitlines():
        case = Case.parse(["", *line.split()])
        assert case is not None
        kind = (case.selection.command, case.selection.target)
        if not case.env and not case.selection.cargo_targets and kind not in kinds:
            kinds.add(kind)
            yield case.selection, case.cargo_root


CASES = [(project, *selection) for project in _ALL for selection in _selections(project)]
_NAMES = [f"{name}: {selection.command} {selection.target}" for name, selection, _root in CASES]


@pytest.mark.parametrize(("project", "selection", "cargo_root"), CASES, ids=_NAMES)
def test_composed_attributes_equal_the_derivations(project: str, selection: Selection, cargo_root: str) -> None:
    plan, derivations = _evaluate(_PROJECTS / project, selection, cargo_root)
    composed = Composed(plan, "<programs>", {}, cargo_root)
    units = {f"<unit {index}>": f"<{unit.identity}>" for index, unit in enumerate(plan.units)}
    outputs = {drv["out"]: f"<{identity}>" for identity, drv in derivations.items()}
    assert plan.units
    for unit in plan.units:
        attrs = derivations[unit.identity]["attrs"]
        package = plan.packages[unit.package]
        member = package.origin.directory is not None
        root = "<workspace>" if member else f"<crates>/{package.name}-{package.version}"
        our_attrs = _replaced(composed.attributes(unit), units)
        # Artifacts have paths in Cargo's layout in the comparison, and store paths in Nix.
        our_attrs["unit"]["env"] |= {
            name: f"<{plan.units[dep].identity}>" + (f"/{file}" if file else "")
            for name, (dep, file) in unit.artifacts.items()
        }
        nix_attrs = _replaced(attrs, {**outputs, attrs["src"]: root, **_tools(attrs)})
        nix_attrs = {name: nix_attrs[name] for name in our_attrs}
        # A script for a platform without a C compiler still knows this machine's one (platformSettings.nix).
        nix_attrs["dependencyEnv"] = {
            name: value for name, value in nix_attrs["dependencyEnv"].items() if name not in {"HOST_CC", "HOST_CXX"}
        }
        if unit.run is None:
            nix_attrs["bins"] = {name: _PROGRAM.sub("<programs>/", path) for name, path in nix_attrs["bins"].items()}
            nix_attrs["remap"] = nix_attrs["remap"][:1]
            our_attrs["remap"] = [[root, "/workspace" if member else f"/crates/{package.name}-{package.version}"]]
        nix_attrs["unit"]["linker"] = _linker(
            nix_attrs["unit"]["linker"], our_attrs["unit"]["linker"], str(unit.platform)
        )
        assert _leaves(nix_attrs) == _leaves(our_attrs), unit.name
        if unit.run is None:
            assert _linked(attrs, outputs) == _closure(plan, unit.closure) + _closure(plan, unit.host_closure), (
                unit.name
            )


def _evaluate(project: Path, selection: Selection, cargo_root: str) -> tuple[Plan, dict[str, dict[str, Any]]]:
    """Return the plan, and output and attributes of each unit by identity."""
    project_outputs = workspace(project, f'{nix_arguments(selection)} cargoRoot = "{cargo_root}";')
    outputs = evaluate(
        f"let ws = {project_outputs}; in {{ plan = builtins.unsafeDiscardStringContext (builtins.readFile ws.plan);"
        " drvs = map (unit: unit.drvPath) (builtins.attrValues ws.units); }"
    )
    assert isinstance(outputs, dict)
    process = subprocess.run(
        ["nix", "derivation", "show", *outputs["drvs"]], capture_output=True, text=True, check=True
    )
    derivations = {}
    for drv in json.loads(process.stdout)["derivations"].values():
        out = f"/nix/store/{Path(drv['outputs']['out']['path']).name}"
        attrs = drv["structuredAttrs"]
        derivations[attrs["unit"]["identity"]] = {"out": out, "attrs": attrs}
    return Plan.model_validate_json(outputs["plan"]), derivations


def _replaced(attrs: Mapping[str, Any], tokens: Mapping[str, str]) -> dict[str, Any]:
    """Return ``attrs`` as JSON values, with tokens instead of paths."""
    text = json.dumps(attrs)
    for path, token in tokens.items():
        text = text.replace(path, token)
    replaced: dict[str, Any] = json.loads(text)
    return replaced


def _leaves(attrs: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``attrs`` with the unit's attributes at the top level, so a failure names the different attribute."""
    return {**attrs, **{f"unit {name}": value for name, value in attrs["unit"].items()}, "unit": None}


def _tools(attrs: Mapping[str, Any]) -> dict[str, str]:
    return {attrs[name]: f"<{name}>" for name in ("rustdoc", "rustc", "cargo") if name in attrs}


def _linker(path: str | None, planned: str | None, platform: str) -> str | None:
    """Return ``path`` in the form of the plan: Nix copies files to the store, and adds a linker for wasm."""
    if planned is not None and re.fullmatch(f"/nix/store/[^/]+-{re.escape(Path(planned).name)}", path or ""):
        return planned
    return None if "wasm" in platform and (path or "").endswith("-lld/bin/wasm-ld") else path


def _closure(plan: Plan, indices: list[int]) -> list[str]:
    return [f"<{plan.units[index].identity}>/{file}" for index in indices for file in plan.units[index].linkable]


def _linked(attrs: Mapping[str, Any], outputs: Mapping[str, str]) -> list[str]:
    paths = [*attrs["closure"]["own"], *attrs["closure"]["host"]]
    return [f"{outputs[str(Path(path).parent)]}/{Path(path).name}" for path in paths]
