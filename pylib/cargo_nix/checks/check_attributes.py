"""The attributes of checks' derivations, as nixlib/checks writes them.

For the type checker: nothing imports this at run time.
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
    """A store path that programs have compiled in, and the one to put in its place."""

    name: str
    was: str
    now: str


class TestAttributes(CrateAttributes):
    """A run of a test (nixlib/checks/mkTestRun.nix); without ``nextest`` it has no ``host`` and no settings of it."""

    outputs: dict[str, str]
    program: str
    arguments: list[str]
    runner: list[str]
    flags: str
    profileDir: str  # noqa: N815 -- as Nix has it
    embedded: list[EmbeddedPath]
    examples: dict[str, str]
    libraries: list[str]
    nextest: str
    nextestArgs: list[str]  # noqa: N815
    nextestConfig: str  # noqa: N815
    host: str


class DoctestAttributes(RustcAttributes):
    """A run of a library's doctests (nixlib/checks/mkDoctest.nix)."""

    outputs: dict[str, str]
    rustdoc: str
    arguments: list[str]
    runner: list[str]
    embedded: list[EmbeddedPath]


class LintAttributes(RustcAttributes):
    """Clippy on one unit (nixlib/checks/mkClippy.nix)."""

    outputs: dict[str, str]
    driver: str
    arguments: list[str]
    configuration: str
    lints: str


class LintReport(TypedDict):
    """``result.json`` of clippy on one unit."""

    code: int
    advice: str | None


class FindingsAttributes(TypedDict):
    """The judgement of a package's lint reports (nixlib/checks/mkClippy.nix)."""

    outputs: dict[str, str]
    packageName: str
    tool: str
    reports: list[str]


class FormatAttributes(TypedDict):
    """rustfmt on a package (nixlib/checks/mkFormat.nix)."""

    outputs: dict[str, str]
    packageName: str
    src: str
    editions: dict[str, list[str]]
    arguments: list[str]
    rustfmt: str


class DocumentAttributes(TypedDict):
    """The pages of a package (nixlib/checks/mkDocuments.nix)."""

    outputs: dict[str, str]
    packageName: str
    rustdoc: str
    arguments: list[str]
    crates: list[RustcAttributes]
    linked: list[str]


class JoinAttributes(TypedDict):
    """The pages of several packages as one site (nixlib/checks/mkDocuments.nix)."""

    outputs: dict[str, str]
    rustdoc: str
    documents: list[str]


class CopyAttributes(TypedDict):
    """A copy of a unit's files for what runs (nixlib/checks/mkPlaced.nix)."""

    outputs: dict[str, str]
    files: str
    embedded: list[EmbeddedPath]


class PlanAttributes(TypedDict):
    """The comparison of a committed plan (nixlib/checks/planChecks.nix)."""

    outputs: dict[str, str]
    shown: str
    committed: str
    made: str
    scanned: str
    refresh: str
