"""``cargo-nix timings``: write a page with the times of the last build."""

import os
from datetime import datetime
from pathlib import Path

from cargo_nix.display.timing_page import timing_page
from cargo_nix.errors import BuildError
from cargo_nix.last_build.build_record import project_directory, read_records, state_directory

__all__ = ["run_timings"]


def run_timings(out: Path | None) -> int:
    """Write the page about the last command that built something to ``out``, and print its path; return 0.

    Without ``out``, the page is in the state directory of the project. Raises `BuildError` if no build is recorded, and
    OSError if the file cannot be written.
    """
    project = project_directory(Path())
    directory = state_directory(project, os.environ)
    record = next((record for record in read_records(directory) if record.builds), None)
    if record is None:
        raise BuildError(
            problem="no build of this project has times",
            place=str(project),
            ways_out=("run `cargo-nix build` after an edit, then `cargo-nix timings`",),
        )
    path = out or directory / "timings.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    page = timing_page(record, project.name, datetime.fromtimestamp(record.started).astimezone())
    path.write_text(page, encoding="utf-8")
    print(f"wrote {path}: {len(record.builds)} builds of `cargo-nix {record.command}`")
    return 0
