"""The shapes of what a build script says; for the type checker, nothing imports this at run time."""

from collections.abc import Callable
from typing import NotRequired, TypedDict

__all__ = ["Directives", "LinkArgApplies", "ScriptResult", "ScriptTargets"]

# linker_args.link_arg_applies
LinkArgApplies = Callable[[str, str, list[str], str, str, bool], bool]


class ScriptTargets(TypedDict):
    """The targets of the script's package, as far as directives are checked against them."""

    bins: list[str]
    has_bins: bool
    has_lib: bool
    has_cdylib: bool
    has_tests: bool  # integration test targets, not unit tests
    has_examples: bool  # of any crate type
    has_benches: bool
    lib_name: NotRequired[str | None]  # the lib's crate name (underscores), for the words about RUSTC_BOOTSTRAP


class Directives(TypedDict):
    """What the units of a package, and those that link it, take from its script; ready for JSON."""

    library_paths: list[str]
    library_links: list[str]
    linker_args: list[list[str]]  # [kind, argument]; the kinds are those of `linker_args.link_arg_applies`
    cfgs: list[str]
    check_cfgs: list[str]
    env: list[list[str]]
    metadata: list[list[str]]
    rerun_if_changed: list[str]
    rerun_if_env_changed: list[str]
    warnings: list[str]
    errors: list[str]
    failed: bool  # cargo ends with LOGGED_ERRORS; only `warnings` and `errors` are filled then


class ScriptResult(Directives):
    """A run of a build script: ``output.json`` in its output."""

    out_dir: str
    root: str  # the run's output
    src: str  # the sources of the run
    written: list[str]  # files that the script wrote beside its sources, from their root; "a/" is an empty directory
