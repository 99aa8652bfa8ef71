"""Make a plan of joined units. This folder only arranges data; the rules are in ``units``."""

from collections.abc import Sequence

from cargo_nix.cargo import Answers, Selection
from cargo_nix.lockfile import LockedPackage
from cargo_nix.plan.rows import Rows
from cargo_nix.plan.schema import SCHEMA, Plan
from cargo_nix.units import Joined
from cargo_nix.units.platform_config import config_env, config_forced, config_paths, runner_of

__all__ = ["encode_plan"]


def encode_plan(
    joined: Joined, answers: Answers, lockfile: Sequence[LockedPackage], selection: Selection, inputs: str
) -> Plan:
    """Return the plan of ``joined``, without file sets and members.

    ``inputs`` is the hash over the inputs of the plan (``inputs_hash``).
    Raises ``PlanError`` if ``lockfile`` lacks a package, or if the platform supports no crate type of a target.
    """
    rows = Rows(joined, answers, lockfile, selection)
    return Plan(
        schema=SCHEMA,
        cargo=answers.cargo_version,
        rustc=answers.rustc_version,
        inputs=inputs,
        host=answers.host,
        target=answers.target,
        cfg={platform or "host": sorted(facts.cfg) for platform, facts in answers.platforms.items()},
        config_env=config_env(answers.config),
        config_paths=config_paths(answers.config),
        config_forced=config_forced(answers.config),
        directories=list(joined.directories),
        runners=_runners(answers),
        packages=[rows.package(index) for index in range(len(joined.packages))],
        units=[rows.unit(index) for index in range(len(joined.units))],
        roots=list(joined.roots),
    )


def _runners(answers: Answers) -> dict[str, list[str]]:
    runners = {
        platform or "host": runner_of(answers.config, platform or answers.host, answers.cfg[platform])
        for platform in answers.platforms
    }
    return {name: words for name, words in runners.items() if words}
