"""A case: a project, how both sides run it, an edit, and the answers before and after."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rebuild.edits import Edit

__all__ = ["PROJECTS", "Answer", "Case", "Refused", "agrees"]

PROJECTS = Path(__file__).parent / "projects"


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """A build that stops. ``text`` is its whole output, or a part of it where a case expects one."""

    text: str


# What a program prints; or the verdicts of tests; or the names of the products.
Answer = str | Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One row of the table.

    ``cargo`` is the command line behind `cargo`: `run`, `test` or `build` decides what an answer is. ``checks`` names
    the checks that run the same tests; without checks Nix runs, or builds, ``package``. ``arguments`` are further
    arguments of ``buildCargoWorkspace`` as Nix text. ``after`` is what Cargo makes of the edited project from nothing;
    ``stale`` says that Cargo itself misses the edit in a second build. ``target`` is Cargo's target directory: one for
    all cases (``shared``), the same by a link inside the project (``linked``), or a new one there (``own``). ``refusal`` is a part of the message with which Nix has to stop, in place of both answers.
    ``wrong`` says what cargo-nix does instead today.
    """

    project: str
    cargo: str
    before: Answer
    after: Answer
    edits: tuple[Edit, ...]
    package: str = ""
    checks: tuple[str, ...] = ()
    arguments: str = ""
    profile: str = "dev"
    directory: str = ""
    stale: bool = False
    target: Literal["shared", "linked", "own"] = "shared"
    registry: bool = False
    refusal: str = ""
    wrong: str = ""

    @property
    def command(self) -> str:
        """The Cargo command that the case runs."""
        return self.cargo.partition(" ")[0]

    @property
    def answers_of_nix(self) -> tuple[Answer, Answer]:
        """The right answers of Nix before and after the edit."""
        if self.refusal:
            return Refused(text=self.refusal), Refused(text=self.refusal)
        return self.before, self.after


def agrees(expected: Answer, actual: Answer) -> bool:
    """Return whether ``actual`` is the ``expected`` answer; of a refusal the expected text has to be in the output."""
    if isinstance(expected, Refused):
        return isinstance(actual, Refused) and expected.text in actual.text
    return actual == expected
