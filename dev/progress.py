"""How far a build is: one live line on a terminal, a plain line every few seconds anywhere else."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from nix_log import NixBuild
from rich.console import Console
from rich.text import Text

__all__ = ["shown"]

_SHOWN = 4
_LABELS = {"fetch": "crates fetched", "unpack": "unpacked", "plan": "plan made", "build": "built"}


@contextmanager
def shown(build: NixBuild, *, every: float = 3.0, patience: int = 5) -> Iterator[None]:
    """Show on standard error how far ``build`` is, until the block ends.

    Without a terminal that is a line every ``every`` seconds; a line that would be the same is left out up to
    ``patience`` times.
    """
    console = Console(stderr=True, highlight=False)
    started = time.monotonic()
    over = threading.Event()
    status = console.status("")
    live = console.is_terminal

    def keep_telling() -> None:
        told, left_out = "", 0
        while not over.wait(0.2 if live else every):
            line = _line(build)
            text = f"{line} · {time.monotonic() - started:.0f} s"
            if live:
                status.update(Text(text))
            elif line != told or left_out == patience:
                told, left_out = line, 0
                console.print(f"demo: {text}", markup=False, soft_wrap=True)
            else:
                left_out += 1

    teller = threading.Thread(target=keep_telling, daemon=True)
    if live:
        status.start()
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()
        status.stop()


def _line(build: NixBuild) -> str:
    counts = {label: build.count(stage) for stage, label in _LABELS.items()}
    parts = [f"{label} {done}/{known}" for label, (done, known) in counts.items() if known]
    running = build.names_running()
    more = f" and {len(running) - _SHOWN} more" if len(running) > _SHOWN else ""
    now = f" · now {', '.join(running[:_SHOWN])}{more}" if running else ""
    return (" · ".join(parts) or "evaluating") + now
