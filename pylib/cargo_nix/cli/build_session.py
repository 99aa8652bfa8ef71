"""A command that runs Nix with Cargo's face: first to evaluate, then to build."""

import os
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from cargo_nix.display.build_face import BuildFace
from cargo_nix.display.terminal import Terminal, chosen_colour, shows_progress
from cargo_nix.nix_log.derivation import Derivation
from cargo_nix.nix_log.nix_build import NixBuild
from cargo_nix.nix_log.run_nix import watch_nix
from cargo_nix.nix_log.unit_graph import cargo_derivations

__all__ = ["BuildSession", "Colour"]

Colour: TypeAlias = Literal["auto", "always", "never"]


class BuildSession:
    """The calls of Nix of a command, with a common state, clock and terminal."""

    def __init__(self, colour: Colour) -> None:
        """Show builds on standard error. ``colour`` is the value of ``--color``."""
        self.build = NixBuild()
        self.started = time.time()
        self._start = time.monotonic()
        self._face = BuildFace(self.build)
        is_terminal = sys.stderr.isatty()
        self._terminal = Terminal(
            colour=chosen_colour(colour, os.environ, terminal=is_terminal),
            progress=self._face.progress_line if shows_progress(os.environ, terminal=is_terminal) else None,
        )

    @property
    def seconds(self) -> float:
        """The time since the start of the command."""
        return time.monotonic() - self._start

    def run(self, argv: Sequence[str]) -> tuple[int, str]:
        """Run Nix with ``argv`` and show the builds; return exit code and standard output."""
        with self._terminal:
            return watch_nix(argv, self._read_line)

    def show_end(self, code: int, roots: Sequence[str]) -> Mapping[str, Derivation]:
        """Show warnings, results and errors after the last call of Nix, which ended with ``code``.

        ``roots`` are the derivations of the results. Returns the derivations of cargo-nix behind them.
        """
        # Of a derivation with inputs by content, Nix builds a copy that names the inputs: the copy is in no graph.
        graph = {**cargo_derivations(roots), **cargo_derivations(self.build.spans, deep=False)}
        self._face.show_warnings(graph, self._terminal)
        if code == 0:
            self._face.show_finish(graph, self.seconds, self._terminal)
        self._face.show_results(graph, roots, self._terminal)
        if code != 0:
            self._face.show_failures(self._terminal)
        return graph

    def show_note(self, text: str) -> None:
        """Show a remark about the command itself."""
        self._terminal.print_message("note", text)

    def show_output(self, text: str) -> None:
        """Write the output of Nix to standard output."""
        self._terminal.print_result(text)

    def _read_line(self, line: str) -> None:
        event = self.build.read_line(line, self.seconds)
        if event is not None:
            self._face.show_event(event, self._terminal)
