"""The committed plan: units of several commands once, and a text with a hash of itself."""

import hashlib
import json

from cargo_nix.committed_request import commit_plans
from cargo_nix.plan.committed_text import render_committed
from cargo_nix.plan.merge_plans import merge_plans
from cargo_nix.plan.schema import Extern, PathOrigin, Plan, PlanPackage, PlanTarget, PlanUnit


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


def test_a_unit_of_two_commands_is_one_unit() -> None:
    merged = merge_plans({"main": MAIN, "test": TEST})
    assert [unit.identity for unit in merged.units] == ["base", "app", "more", "test"]
    assert [(unit.package, unit.closure, [e.unit for e in unit.externs]) for unit in merged.units] == [
        (0, [], []),
        (1, [0], [0]),
        (0, [], []),
        (1, [2, 0], [2, 0]),
    ]
    assert [package.id for package in merged.packages] == ["b", "a"]
    assert merged.commands["test"].units == [2, 0, 3]
    assert merged.commands["test"].roots == [3]


def test_of_the_documentation_only_pages_stay() -> None:
    merged = merge_plans({"main": MAIN, "doc": DOC})
    assert [unit.identity for unit in merged.units] == ["base", "app", "page"]
    assert (merged.units[2].closure, merged.units[2].externs) == ([], [])
    assert merged.commands["doc"].units == merged.commands["doc"].roots == [2]


def test_benches_are_left_out_without_a_bench() -> None:
    without = commit_plans({"main": MAIN, "test": TEST, "bench": MAIN, "doc": DOC}, "00", None, [])
    assert sorted(without.commands) == ["doc", "main", "test"]
    with_bench = TEST.model_copy(update={"packages": [B, A, C]})
    assert (
        "bench" in commit_plans({"main": MAIN, "test": with_bench, "bench": MAIN, "doc": DOC}, "00", None, []).commands
    )


def test_the_text_ends_with_its_hash_and_has_no_defaults() -> None:
    text = render_committed(commit_plans({"main": MAIN, "test": TEST}, "00", None, []))
    body, mark, end = text.rpartition(' "sha256": ')
    assert mark
    assert end == f'"{hashlib.sha256(body.encode()).hexdigest()}"\n}}\n'
    assert text.startswith('{\n "schema": 4,\n')
    data = json.loads(text)
    assert "config_env" not in data
    assert data["packages"][0]["env"] == {"CARGO_PKG_NAME": "b"}
    assert data["units"][0] == {
        "crate_name": "t",
        "edition": "2024",
        "env": {},
        "identity": "base",
        "name": "base",
        "package": 0,
        "target": "t",
    }
    assert sum(line.startswith("  {") for line in text.splitlines()) == len(data["units"]) + len(data["packages"])
