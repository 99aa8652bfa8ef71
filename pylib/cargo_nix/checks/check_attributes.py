"""The attributes of the checks' derivations, as nixlib/checks writes them.

Only the type checker imports this module.
"""

from typing import TypedDict

from unit_attributes import CrateAttributes, RustcAttributes

__all__ = [
    "CopyAttributes",
    "DoctestAttributes",
    "DocumentAttributes",
    "EmbeddedPath",
    "FindingsAttributes",
    "FormatAttributes",
    "JoinAttributes",
    "LintAttributes",
    "LintReport",
    "PlanAttributes",
    "TestAttributes",
]


class EmbeddedPath(TypedDict):
    """A store path inside programs (``was``), and the path that replaces it (``now``). ``name`` is for messages."""

    name: str
    was: str
    now: str


class TestAttributes(CrateAttributes):
    """A test run (nixlib/checks/mkTestRun.nix). If ``nextest`` is empty, its settings and ``host`` are absent."""

    outputs: dict[str, str]
    program: str
    arguments: list[str]
    runner: list[str]
    flags: str
    profileDir: str  # noqa: N815 -- the name in Nix
    embedded: list[EmbeddedPath]
    examples: dict[str, str]
    libraries: list[str]
    programsBeside: list[str]  # noqa: N815
    nextest: str
    nextestArgs: list[str]  # noqa: N815
    nextestConfig: str  # noqa: N815
    host: str


class DoctestAttributes(RustcAttributes):
    """The run of a library's doctests (nixlib/checks/mkDoctest.nix)."""

    outputs: dict[str, str]
    rustdoc: str
    arguments: list[str]
    runner: list[str]
    embedded: list[EmbeddedPath]


class LintAttributes(RustcAttributes):
    """A run of clippy on one unit (nixlib/checks/mkClippy.nix)."""

    outputs: dict[str, str]
    driver: str
    arguments: list[str]
    configuration: str
    lints: str


class LintReport(TypedDict):
    """The contents of ``result.json``, in the output of a lint derivation."""

    code: int
    advice: str | None


class FindingsAttributes(TypedDict):
    """The verdict on the lint reports of a package (nixlib/checks/mkClippy.nix)."""

    outputs: dict[str, str]
    packageName: str
    tool: str
    reports: list[str]


class FormatAttributes(TypedDict):
    """A run of rustfmt on a package (nixlib/checks/mkFormat.nix)."""

    outputs: dict[str, str]
    packageName: str
    src: str
    editions: dict[str, list[str]]
    arguments: list[str]
    rustfmt: str


class DocumentAttributes(TypedDict):
    """The documentation of a package (nixlib/checks/mkDocuments.nix)."""

    outputs: dict[str, str]
    packageName: str
    rustdoc: str
    arguments: list[str]
    crates: list[RustcAttributes]
    linked: list[str]


class JoinAttributes(TypedDict):
    """The documentation of several packages as one site (nixlib/checks/mkDocuments.nix)."""

    outputs: dict[str, str]
    rustdoc: str
    documents: list[str]


class CopyAttributes(TypedDict):
    """A copy of a unit's files for test runs (nixlib/checks/mkPlaced.nix)."""

    outputs: dict[str, str]
    files: str
    embedded: list[EmbeddedPath]


class PlanAttributes(TypedDict):
    """The comparison of a committed plan with the workspace (nixlib/checks/planChecks.nix)."""

    outputs: dict[str, str]
    shown: str
    committed: str
    made: str
    scanned: str
    refresh: str
