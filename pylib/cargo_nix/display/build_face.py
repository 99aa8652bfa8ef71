"""Cargo's face of a build: lines while units start, and warnings, results and errors at the end."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from cargo_nix.display.diagnostics import Diagnostic, failure_summary, read_diagnostics, warning_summary
from cargo_nix.display.terminal import Terminal
from cargo_nix.display.unit_warnings import own_warnings
from cargo_nix.nix_log.derivation import Derivation, derivation_name, read_derivation
from cargo_nix.nix_log.nix_build import Event, NixBuild
from cargo_nix.nix_log.work import Kind, Work, work_at

__all__ = ["BuildFace", "elapsed_text"]

_BAR_WIDTH = 27
_MINUTE = 60
# The last line of libtest's output.
_RESULT = "test result: "
# Nix shows as many lines of a failed build (the setting log-lines).
_LOG_LINES = 25
# For other derivations, Nix's own message is shown.
_OF_CARGO: frozenset[Kind] = frozenset({"unit", "script", "test", "lint", "check", "package", "helper"})


class BuildFace:
    """The face of a build."""

    def __init__(self, build: NixBuild, read: Callable[[str], Derivation | None] = read_derivation) -> None:
        """Show ``build``, which may not have started. ``read`` returns the derivation of a path."""
        self._build = build
        self._read = read
        self._works: dict[str, Work] = {}
        self._errors: list[str] = []

    def work(self, path: str) -> Work:
        """Return the work of the derivation ``path``."""
        if path not in self._works:
            self._works[path] = work_at(path, self._read(path))
        return self._works[path]

    def show_event(self, event: Event, terminal: Terminal) -> None:
        """Print the line of ``event``, if it has one. Errors wait for the end."""
        match event.kind:
            case "started":
                work = self.work(event.text)
                if work.verb and work.kind != "crate":
                    terminal.print_status(work.verb, work.title)
            case "stopped":
                work = self.work(event.text)
                if work.kind == "crate" and event.text not in self._build.failures:
                    terminal.print_status("Downloaded", work.title)
            case "downloaded":
                terminal.print_status("Downloaded", derivation_name(event.text))
            case "message":
                if event.text.strip():
                    terminal.print_text(event.text)
            case "error":
                self._errors.append(event.text)

    def progress_line(self, width: int) -> str:
        """Return Cargo's line of progress for a terminal of ``width`` columns."""
        build = self._build
        running = build.running
        if not running and build.downloading:
            return f"Downloading {_counted(build.downloading, 'path')}"
        if not build.total:
            return "Evaluating"
        names = ", ".join(self._works[drv].short for drv in running if drv in self._works)
        done, total = build.done, build.total
        bar = min(_BAR_WIDTH, max(0, width - 50))
        filled = bar * done // total if bar else 0
        arrow = "=" * filled + (">" if filled < bar else "")
        text = f"[{arrow.ljust(bar)}] {done}/{total}" if bar else f"{done}/{total}"
        return f"Building {text}{': ' if names else ''}{names}"[:width]

    def show_warnings(self, graph: Mapping[str, Derivation], terminal: Terminal) -> None:
        """Print the warnings of the workspace's own units in ``graph``, each once.

        Units that this build did not compile come first. Units that failed print their warnings with their errors.
        """
        order = {drv: position for position, drv in enumerate(self._build.spans, 1)}
        complete = [derivation for path, derivation in graph.items() if self._is_complete(path, derivation)]
        complete.sort(key=lambda derivation: (order.get(derivation.path, 0), self.work(derivation.path).label))
        printed: set[str] = set()
        for label, diagnostics in own_warnings(complete, self._build.logs):
            new = [diagnostic for diagnostic in diagnostics if diagnostic.text not in printed]
            self._print_diagnostics(new, terminal)
            printed |= {diagnostic.text for diagnostic in new}
            summary = warning_summary(label, diagnostics, len(diagnostics) - len(new))
            if summary is not None:
                terminal.print_message("warning", summary)

    def show_failures(self, terminal: Terminal) -> None:
        """Print the logs of failed builds and the errors of Nix; Cargo's last line comes last."""
        for drv, message in self._build.failures.items():
            self._show_failure(drv, message, terminal)
        for text in self._errors:
            terminal.print_text(text)
        works = [self.work(drv) for drv in self._build.failures]
        _show_names("target", [f"`{work.rerun}`" for work in works if work.kind == "test"], terminal)
        _show_names("check", [work.label for work in works if work.kind == "check"], terminal)

    def show_results(self, graph: Mapping[str, Derivation], roots: Sequence[str], terminal: Terminal) -> None:
        """Print the output of tests: in full after a run, and one line for a test of ``roots`` that did not run."""
        for path in sorted(graph, key=lambda path: self.work(path).label):
            work = self.work(path)
            if work.kind != "test" or not self._is_complete(path, graph[path]):
                continue
            text = _read_text(graph[path].outputs.get("out", ""))
            if path in self._build.spans:
                terminal.print_status("Doc-tests" if work.verb == "Doc-tests" else "Running", work.title)
                terminal.print_result("\n{}\n\n".format(text.strip("\n")))
            elif path in roots:
                results = [line.removeprefix(_RESULT) for line in text.split("\n") if line.startswith(_RESULT)]
                terminal.print_status("Fresh", ": ".join([work.label, *results[:1]]))

    def show_finish(self, graph: Mapping[str, Derivation], seconds: float, terminal: Terminal) -> None:
        """Print Cargo's last line of a successful build, with the numbers of units."""
        units = [derivation for path, derivation in graph.items() if self.work(path).kind == "unit"]
        downloads = set(self._build.downloads)
        counts = {"compiled": 0, "downloaded": 0, "fresh": 0}
        for derivation in units:
            if derivation.path in self._build.spans:
                counts["compiled"] += 1
            elif downloads.intersection(derivation.outputs.values()):
                counts["downloaded"] += 1
            elif self._is_complete(derivation.path, derivation):
                counts["fresh"] += 1
        parts = [f"{count} {word}" for word, count in counts.items() if count]
        terminal.print_status("Finished", f"in {elapsed_text(seconds)}" + (f": {', '.join(parts)}" if parts else ""))

    def _is_complete(self, path: str, derivation: Derivation) -> bool:
        """Whether the results of the derivation are in the store."""
        if path in self._build.failures:
            return False
        outputs = [output for output in derivation.outputs.values() if output]
        span = self._build.spans.get(path)
        # Nix ends other builds after a failure. An output that depends on its content has no path before.
        return bool(outputs or (span and span.stop)) and all(Path(output).exists() for output in outputs)

    def _show_failure(self, drv: str, message: str, terminal: Terminal) -> None:
        work, log = self.work(drv), self._build.logs.get(drv, [])
        if work.kind not in _OF_CARGO or not any(line.strip() for line in log):
            if log:
                terminal.print_text("\n".join(log[-_LOG_LINES:]))
            terminal.print_text(message)
            return
        if work.kind != "unit":
            terminal.print_text("\n".join(log).strip("\n"))
            terminal.print_text("")
            return
        diagnostics = read_diagnostics(log)
        self._print_diagnostics(diagnostics, terminal)
        terminal.print_message("error", failure_summary(work.label, diagnostics))

    @staticmethod
    def _print_diagnostics(diagnostics: Iterable[Diagnostic], terminal: Terminal) -> None:
        for diagnostic in diagnostics:
            terminal.print_text(diagnostic.text)
            terminal.print_text("")


def _show_names(noun: str, names: Sequence[str], terminal: Terminal) -> None:
    if names:
        lines = [f"{_counted(len(names), noun)} failed:", *(f"    {name}" for name in names)]
        terminal.print_message("error", "\n".join(lines))


def elapsed_text(seconds: float) -> str:
    """Return a time in Cargo's form: ``3.20s``, ``1m 05s``.

    Source: Cargo's util/mod.rs, ``elapsed``.
    """
    if seconds >= _MINUTE:
        return f"{int(seconds // _MINUTE)}m {int(seconds % _MINUTE):02}s"
    return f"{seconds:.2f}s"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _read_text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
