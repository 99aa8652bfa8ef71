"""The types of a build script's result. Only the type checker imports this module."""

from collections.abc import Callable
from typing import NotRequired, TypedDict

__all__ = ["Directives", "LinkArgApplies", "ScriptResult", "ScriptTargets"]

# linker_args.link_arg_applies
LinkArgApplies = Callable[[str, str, list[str], str, str, bool], bool]


class ScriptTargets(TypedDict):
    """The targets of the script's package, for the check of directives."""

    bins: list[str]
    has_bins: bool
    has_lib: bool
    has_cdylib: bool
    has_tests: bool  # integration test targets, not unit tests
    has_examples: bool  # of any crate type
    has_benches: bool
    lib_name: NotRequired[str | None]  # the library's crate name, for the message about RUSTC_BOOTSTRAP


class Directives(TypedDict):
    """The directives of a build script, for all units of the package and for units that link the package."""

    library_paths: list[str]
    library_links: list[str]
    linker_args: list[list[str]]  # [kind, argument], with the kinds of `linker_args.link_arg_applies`
    cfgs: list[str]
    check_cfgs: list[str]
    env: list[list[str]]
    metadata: list[list[str]]
    rerun_if_changed: list[str]
    rerun_if_env_changed: list[str]
    warnings: list[str]
    errors: list[str]
    failed: bool  # Cargo ends with LOGGED_ERRORS; all lists except `warnings` and `errors` are empty


class ScriptResult(Directives):
    """The result of a run of a build script: ``output.json`` in the output of the run."""

    out_dir: str
    root: str  # the run's output
    src: str  # the source tree of the run if a variable or a written file needs it, or ""
    written: list[str]  # files that the script wrote into the source tree; "a/" is an empty directory
