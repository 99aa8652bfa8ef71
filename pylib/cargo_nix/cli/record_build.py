"""Record a build for ``cargo-nix why`` and ``cargo-nix timings``."""

import os
from collections.abc import Sequence
from pathlib import Path

from cargo_nix.cli.build_session import BuildSession
from cargo_nix.last_build.build_record import (
    BuildRecord,
    TimedBuild,
    project_directory,
    read_record,
    remove_other_roots,
    roots_directory,
    state_directory,
    updated_record,
    write_record,
)
from cargo_nix.last_build.kept_roots import keep_roots
from cargo_nix.nix_log.derivation import read_derivation
from cargo_nix.nix_log.nix_build import NixBuild
from cargo_nix.nix_log.work import work_at

# Without the verb, the name of a package would stand for its scan, its checks and its files.
_WITH_VERB = {"test", "lint", "check", "package", "helper"}

__all__ = ["record_build", "timed_builds"]


def record_build(session: BuildSession, command: str, arguments: Sequence[str], roots: Sequence[str]) -> None:
    """Write the record of ``command`` with ``arguments``, whose build in ``session`` has ended.

    ``roots`` are the derivations of a successful build, or (). A state that cannot be written costs a remark, and not
    the build.
    """
    directory = state_directory(project_directory(Path()), os.environ)
    record = BuildRecord(
        command=command,
        arguments=tuple(arguments),
        started=session.started,
        seconds=round(session.seconds, 3),
        roots=tuple(roots),
        builds=timed_builds(session.build),
    )
    try:
        record = updated_record(read_record(directory, command), record)
        if record.roots:
            keep_roots(roots_directory(directory, command, record.roots), record.roots)
        write_record(directory, record)
        remove_other_roots(directory, record)
    except OSError as error:
        session.show_note(f"the build is not recorded: {error.filename}: {error.strerror}")


def timed_builds(build: NixBuild) -> tuple[TimedBuild, ...]:
    """Return the builds of ``build`` in the order of their start. A build that Nix ended has the latest time."""
    latest = max((span.stop or span.start for span in build.spans.values()), default=0.0)
    positions = {drv: position for position, drv in enumerate(build.spans)}
    builds = []
    for drv, span in build.spans.items():
        derivation = read_derivation(drv)
        work = work_at(drv, derivation)
        inputs = () if derivation is None else derivation.inputs
        builds.append(
            TimedBuild(
                title=f"{work.verb} {work.title}" if work.kind in _WITH_VERB and work.verb else work.title,
                kind=work.kind,
                start=round(span.start, 3),
                stop=round(latest if span.stop is None else span.stop, 3),
                failed=drv in build.failures,
                inputs=tuple(sorted(positions[path] for path in inputs if path in positions)),
            )
        )
    return tuple(builds)
