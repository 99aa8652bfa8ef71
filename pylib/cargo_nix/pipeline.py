"""Run the steps in their order: skeleton, cargo, units, plan. The module has no rules of its own."""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from cargo_nix.cargo import (
    Answers,
    ForeignHost,
    Request,
    Selection,
    Toolchain,
    ask_cargo,
    ask_graphs,
    ask_platforms,
    chosen_toolchain,
    foreign_toolchain,
    member_selections,
    private_home,
    without_sources,
)
from cargo_nix.crates.vendored_home import VendoredCrate, write_cargo_home
from cargo_nix.lockfile import parse_lockfile
from cargo_nix.plan import MemberRows, Plan, Rows, add_members, encode_plan
from cargo_nix.skeleton import Skeleton, join_path, read_configuration, read_skeleton, write_skeleton
from cargo_nix.units import Package, ask_members, join_units, member_roots
from cargo_nix.units.config_paths import place_paths
from cargo_nix.units.platform_config import config_env, platform_flags

__all__ = ["plan_checkout", "plan_offline"]


def plan_offline(  # noqa: PLR0913 -- a plan derivation has these inputs
    skeleton: Skeleton,
    crates: Sequence[VendoredCrate],
    selection: Selection,
    toolchain: Toolchain,
    *,
    members: bool | Sequence[str] = False,
    more: Mapping[str, Selection] | None = None,
    host: ForeignHost | None = None,
) -> Plan:
    """Return the plan of ``skeleton`` and ``selection``, with the manifests of ``crates`` and no network.

    The plan derivation calls this function. ``toolchain`` has the programs to ask. ``members`` adds plans of single
    packages: True for each package, or a sequence of names. Such a plan describes the package as built alone.
    ``more`` are further selections by name: the plan has their units too. ``host`` is another host, for the plan that
    Cargo makes there; None is the host of ``toolchain``.

    Raises ``CargoNixError`` if the lock file is invalid, if Cargo refuses, or if Cargo's answers do not fit together.
    """
    with _scratch(skeleton, checkout=None) as (root, home):
        write_cargo_home(home, crates)
        env = {"CARGO_HOME": str(home), "HOME": str(home), **_target_directory(root)}
        request = Request(
            root=root,
            selection=selection,
            toolchain=_on_host(toolchain, host, root.parent),
            env=env,
            cargo_root=skeleton.root,
            foreign_host=None if host is None else host.triple,
        )
        return _plan(skeleton, request, members=members, more=more or {})


def plan_checkout(  # noqa: PLR0913 -- as plan_offline
    root: Path,
    selection: Selection,
    toolchain: Toolchain,
    *,
    members: bool = False,
    cargo_root: str = "",
    host: ForeignHost | None = None,
) -> Plan:
    """Return the plan of the checkout ``root`` and ``selection``, with cargo's own downloads.

    The workspace is in the directory ``cargo_root`` of the checkout. ``toolchain``, ``members`` and ``host`` are as in
    `plan_offline`. The result equals the result of `plan_offline`: configuration of the user, and of directories above
    ``root``, has no effect.

    Raises ``CargoNixError`` as `plan_offline` does, and OSError if a file cannot be read.
    """
    skeleton = read_skeleton(root, cargo_root)
    with _scratch(skeleton, checkout=root.absolute()) as (copy, home):
        tokens = private_home(home, os.environ)
        request = Request(
            root=copy,
            selection=selection,
            toolchain=_on_host(chosen_toolchain(toolchain, root / cargo_root), host, copy.parent),
            env={"CARGO_HOME": str(home), **_target_directory(copy), **tokens},
            offline=False,
            cargo_root=cargo_root,
            foreign_host=None if host is None else host.triple,
        )
        return _plan(skeleton, request, members=members)


def _on_host(toolchain: Toolchain, host: ForeignHost | None, directory: Path) -> Toolchain:
    return toolchain if host is None else foreign_toolchain(toolchain, host, directory)


def _target_directory(root: Path) -> dict[str, str]:
    # If the target directory exists, Cargo caches rustc's answers in it. So only the first call asks rustc.
    directory = root.with_name("target")
    directory.mkdir()
    return {"CARGO_TARGET_DIR": str(directory)}


@contextmanager
def _scratch(skeleton: Skeleton, *, checkout: Path | None) -> Iterator[tuple[Path, Path]]:
    """Write ``skeleton`` to a temporary directory; yield its root and an empty directory for CARGO_HOME.

    The configuration in it replaces no source. With ``checkout``, sources are replaced as there.
    """
    with tempfile.TemporaryDirectory(prefix="cargo-nix-") as scratch:
        # Cargo prints resolved paths, and the join makes paths relative to this directory.
        base = Path(os.path.realpath(scratch))
        root, home = base / "workspace", base / "cargo-home"
        root.mkdir()
        home.mkdir()
        write_skeleton(replace(skeleton, files=without_sources(skeleton.files, checkout=checkout)), root)
        yield root, home


def _with_platforms(request: Request, answers: Answers) -> Answers:
    """Return ``answers`` with rustc's answers for the configured flags.

    Flags decide which ``cfg()`` sections apply, and these sections add flags. Cargo asks rustc at most twice.

    Source: core/compiler/build_context/target_info.rs, ``TargetInfo::new``.
    """
    env = config_env(answers.config)
    flags = platform_flags(answers.config, {}, answers.host, answers.targets)
    platforms = ask_platforms(request, answers, flags, env)
    cfg = {triple: platform.cfg for triple, platform in platforms.items()}
    final_flags = platform_flags(answers.config, cfg, answers.host, answers.targets)
    if final_flags != flags:
        platforms = ask_platforms(request, answers, final_flags, env)
    return replace(answers, platforms=platforms, flags=final_flags)


def _plan(
    skeleton: Skeleton,
    request: Request,
    *,
    members: bool | Sequence[str],
    more: Mapping[str, Selection] = MappingProxyType({}),
) -> Plan:
    lockfile = parse_lockfile(skeleton.files[join_path(skeleton.root, "Cargo.lock")])
    answers = ask_cargo(request)
    answers = replace(answers, config=place_paths(answers.config, read_configuration(request.root, skeleton.root)))
    answers = _with_platforms(request, answers)

    package_cache: dict[str, Package] = {}
    joined = join_units(answers, request.selection, request.root, package_cache)
    plan = encode_plan(joined, answers, lockfile, request.selection)
    selections: dict[str, Selection] = {}
    if members and request.selection.command == "build":
        selections = member_selections(answers, request.selection)
    if not isinstance(members, bool):
        selections = {name: selection for name, selection in selections.items() if name in members}
    if not selections and not more:
        return plan
    primary = frozenset(joined.packages[index].id for index in joined.primary)
    member_rows: list[MemberRows] = []
    for part in ask_members(request, answers, selections):
        part_answers = replace(answers, graph=part.graph)
        is_main = part.graph is answers.graph
        group = joined if is_main else join_units(part_answers, part.selection, request.root, package_cache)
        roots = member_roots(group, part.members)
        # The environment of a unit does not depend on the graph in which the unit is found first.
        member_rows.append((Rows(group, part_answers, lockfile, part.selection, primary), roots))
        for name in part.members.keys() - roots.keys():
            member_answers = replace(answers, graph=part.graph_of(name))
            member = join_units(member_answers, selections[name], request.root, package_cache)
            rows = Rows(member, member_answers, lockfile, selections[name], primary)
            member_rows.append((rows, {name: member.roots}))
    for name, graph in ask_graphs(request, answers, more).items():
        more_answers = replace(answers, graph=graph)
        joined_more = join_units(more_answers, more[name], request.root, package_cache)
        rows = Rows(joined_more, more_answers, lockfile, more[name], primary)
        member_rows.append((rows, {name: joined_more.roots}))
    return add_members(plan, member_rows)
