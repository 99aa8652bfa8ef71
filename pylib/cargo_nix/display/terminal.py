"""The terminal: status lines in Cargo's colours, and one line of progress below them. The only user of rich."""

import sys
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Literal, Self, TextIO

from rich.console import Console
from rich.live import Live
from rich.text import Text

__all__ = ["Terminal", "chosen_colour", "shows_progress"]

_VERB_WIDTH = 12
_FRAMES_PER_SECOND = 8
_STYLES = {"error": "bold bright_red", "warning": "bold yellow", "note": "bold bright_green"}


def chosen_colour(when: Literal["auto", "always", "never"], environment: Mapping[str, str], *, terminal: bool) -> bool:
    """Whether to print colours: by ``--color``, else CARGO_TERM_COLOR, else NO_COLOR, else if there is a terminal.

    Source: The Cargo Book, "Configuration", ``term.color``.
    """
    if when == "auto":
        variable = environment.get("CARGO_TERM_COLOR", "auto")
        when = "always" if variable == "always" else "never" if variable == "never" else "auto"
    if when != "auto":
        return when == "always"
    return terminal and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def shows_progress(environment: Mapping[str, str], *, terminal: bool) -> bool:
    """Whether to show the line of progress: in a terminal that can redraw a line, but not in CI.

    Source: Cargo's util/progress.rs, ``Progress::with_style``.
    """
    return terminal and environment.get("TERM") != "dumb" and "CI" not in environment


class Terminal:
    """Standard error as Cargo uses it. As a context manager, the terminal shows the line of progress until the end."""

    def __init__(
        self,
        *,
        colour: bool,
        progress: Callable[[int], str] | None,
        stream: TextIO | None = None,
        output: TextIO | None = None,
    ) -> None:
        """Write to ``stream``, by default standard error, and results to ``output``, by default standard output.

        ``progress`` returns the line of progress for a width in columns, with the verb before the first space; without
        the function, there is none.
        """
        self._output = output or sys.stdout
        self._console = Console(
            file=stream or sys.stderr,
            force_terminal=colour or progress is not None,
            color_system="standard" if colour else None,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )
        self._colour = colour
        self._live: Live | None = None
        if progress is not None:
            line = progress
            self._live = Live(
                get_renderable=lambda: self._progress_line(line(self._console.width)),
                console=self._console,
                refresh_per_second=_FRAMES_PER_SECOND,
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )

    def __enter__(self) -> Self:
        """Show the line of progress."""
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the line of progress."""
        if self._live is not None:
            self._live.stop()

    def print_status(self, verb: str, text: str) -> None:
        """Print a status line: ``verb`` at Cargo's width, in green, and ``text``."""
        self._print(Text.assemble((verb.rjust(_VERB_WIDTH), "bold bright_green"), " ", text))

    def print_message(self, level: Literal["error", "warning", "note"], text: str) -> None:
        """Print ``text`` behind the word ``level``, as Cargo prints its own messages."""
        self._print(Text.assemble((level, _STYLES[level]), (":", "bold"), " ", text))

    def print_text(self, text: str) -> None:
        """Print ``text`` of another program with its colours, or without colours if the terminal has none."""
        coloured = Text.from_ansi(text)
        self._print(coloured if self._colour else Text(coloured.plain))

    def print_result(self, text: str) -> None:
        """Print ``text`` unchanged to standard output."""
        self._console.file.flush()
        self._output.write(text)
        self._output.flush()

    def _print(self, text: Text) -> None:
        # Cargo and rustc break no lines: the user copies paths and code from the terminal.
        self._console.print(text, soft_wrap=True)

    @staticmethod
    def _progress_line(line: str) -> Text:
        verb, _space, state = line.partition(" ")
        padded = verb.rjust(_VERB_WIDTH)
        return Text.assemble((padded, "bold bright_cyan"), " ", state, no_wrap=True, overflow="ellipsis")
