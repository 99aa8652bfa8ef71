"""A case: a project, a command for each side, an edit, and the answers before and after."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from conformance.recorder import copy_project
from rebuild.edits import Edit

__all__ = ["Answer", "Case", "Refused", "agrees", "copy_case"]

_PROJECTS = Path(__file__).parent / "projects"


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """A failed build. ``text`` is the whole output; in an expected answer, a part of the output."""

    text: str


# The output of a program, the verdicts of tests, or the names of the products.
Answer = str | Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A row of the table.

    ``cargo`` is the command line after the word `cargo`; `run`, `test` and `build` have different kinds of answers.
    ``checks`` are the checks with the same tests; without checks, Nix runs or builds ``package``. ``arguments`` are
    further arguments of ``buildCargoWorkspace``, as Nix text. ``after`` is the answer of a clean build with Cargo;
    ``stale`` means that an incremental build with Cargo misses the edit. ``target`` is the target directory of Cargo:
    the ``shared`` directory, a link to the shared directory inside the project (``linked``), or a new directory inside
    the project (``own``). If Nix has to refuse the project, ``refusal`` is a part of the message. ``wrong`` describes
    the wrong result of cargo-nix today.
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
        """The Cargo command of the case."""
        return self.cargo.partition(" ")[0]

    @property
    def answers_of_nix(self) -> tuple[Answer, Answer]:
        """The right answers of Nix before and after the edit."""
        if self.refusal:
            return Refused(text=self.refusal), Refused(text=self.refusal)
        return self.before, self.after


def copy_case(case: Case, directory: Path) -> Path:
    """Copy the project of ``case`` into ``directory``, and return the copy."""
    return copy_project(_PROJECTS / case.project, directory / case.project)


def agrees(expected: Answer, actual: Answer) -> bool:
    """Return whether ``actual`` is the ``expected`` answer; of a refusal the expected text has to be in the output."""
    if isinstance(expected, Refused):
        return isinstance(actual, Refused) and expected.text in actual.text
    return actual == expected
