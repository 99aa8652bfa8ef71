"""The progress of a build: a live line on a terminal, else a plain line every few seconds."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from nix_log import NixBuild
from rich.console import Console
from rich.text import Text

__all__ = ["show_progress"]

_NAMES_SHOWN = 4
_LABELS = {"fetch": "crates fetched", "unpack": "unpacked", "plan": "plan made", "build": "built"}


@contextmanager
def show_progress(build: NixBuild, *, every: float = 3.0, patience: int = 5) -> Iterator[None]:
    """Show the progress of ``build`` on standard error until the block ends.

    Without a terminal, the function prints a line every ``every`` seconds, and skips an unchanged line up to
    ``patience`` times.
    """
    console = Console(stderr=True, highlight=False)
    start = time.monotonic()
    finished = threading.Event()
    status = console.status("")
    live = console.is_terminal

    def update() -> None:
        last_line, skipped = "", 0
        while not finished.wait(0.2 if live else every):
            line = _line(build)
            text = f"{line} · {time.monotonic() - start:.0f} s"
            if live:
                status.update(Text(text))
            elif line != last_line or skipped == patience:
                last_line, skipped = line, 0
                console.print(f"demo: {text}", markup=False, soft_wrap=True)
            else:
                skipped += 1

    updater = threading.Thread(target=update, daemon=True)
    if live:
        status.start()
    updater.start()
    try:
        yield
    finally:
        finished.set()
        updater.join()
        status.stop()


def _line(build: NixBuild) -> str:
    counts = {label: build.count(stage) for stage, label in _LABELS.items()}
    parts = [f"{label} {done}/{total}" for label, (done, total) in counts.items() if total]
    running = build.names_running()
    more = f" and {len(running) - _NAMES_SHOWN} more" if len(running) > _NAMES_SHOWN else ""
    now = f" · now {', '.join(running[:_NAMES_SHOWN])}{more}" if running else ""
    return (" · ".join(parts) or "evaluating") + now
