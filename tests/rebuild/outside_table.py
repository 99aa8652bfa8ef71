"""The table of ``outside/``, a workspace with files outside of packages: an edit, and the units to rebuild.

`python3 -m rebuild.outside_table` prints the table as Markdown.
"""

import sys
import textwrap
from dataclasses import dataclass

from rebuild.edits import Edit

__all__ = ["ROWS", "Row", "markdown_table"]

# Page width.
_WIDTH = 120
_QUERY = ".sqlx/query-87154d352aba922e5478ffd6c3bbd39dc54e18b2a0a2cc568af9b33788aec220.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """An edit and the units to rebuild in ``cargo build``: names without versions."""

    title: str
    edit: Edit
    cargo: str = ""
    ours: str = ""


# Units with the whole workspace in the file set, and their dependents. The macros of sqlx ask cargo for the workspace;
# the script of `versioned` goes up two directories.
_WORKSPACE = "db versioned versioned-build-script versioned-build-script-run"
_PROTO = "proto proto-build-script-run"
_VERSIONED = "versioned versioned-build-script-run"


def _row(title: str, edit: Edit, cargo: str = "", ours: str = "") -> Row:
    """Return a row; ``ours`` are units besides the units with the whole workspace."""
    return Row(title=title, edit=edit, cargo=cargo, ours=" ".join(sorted({*_WORKSPACE.split(), *ours.split()})))


def _new(path: str) -> Edit:
    return Edit(path=path, kind="write")


def _proto(name: str) -> Edit:
    return Edit(path=f"proto/{name}.proto", text="// edited\n")


ROWS = (
    # Files of the workspace without a reader.
    _row("README of the workspace", Edit(path="README.md")),
    _row("new file of the workspace", _new("NOTES.md")),
    _row("comment in the workspace's manifest", Edit(path="Cargo.toml")),
    # Files of the workspace with a reader.
    _row("compiled proto", _proto("greeter"), cargo=_PROTO, ours=_PROTO),
    _row("imported proto", _proto("common"), cargo=_PROTO, ours=_PROTO),
    _row("unused proto in the same directory", _proto("unused"), cargo=_PROTO, ours=_PROTO),
    _row("embedded asset", Edit(path="assets/logo.txt"), cargo="assets", ours="assets"),
    _row("new asset", _new("assets/new.txt"), ours="assets"),
    _row("cached query", Edit(path=_QUERY, text="\n"), ours="db"),
    _row(
        "file in the root, read by a script",
        Edit(path="VERSION", kind="replace", old="7.1", text="7.2"),
        cargo=_VERSIONED,
        ours=_VERSIONED,
    ),
    # Files of members.
    _row("README of a plain member", Edit(path="crates/closed/README.md")),
    _row("new file of a plain member", _new("crates/closed/NOTES.md")),
    _row("comment in a plain member's manifest", Edit(path="crates/closed/Cargo.toml")),
    _row("source of a plain member", Edit(path="crates/closed/src/inner.rs"), cargo="closed", ours="closed"),
    _row(
        "source in a package with a script for protos", Edit(path="crates/proto/src/lib.rs"), cargo="proto", ours=_PROTO
    ),
    _row("source with a macro for assets", Edit(path="crates/assets/src/lib.rs"), cargo="assets", ours="assets"),
    _row("source with a query", Edit(path="crates/db/src/lib.rs"), cargo="db", ours="db"),
    _row(
        "source in a package with a script for the root",
        Edit(path="crates/versioned/src/lib.rs"),
        cargo="versioned",
        ours=_VERSIONED,
    ),
    _row(
        "source in a package with a script for git",
        Edit(path="crates/stamped/src/lib.rs"),
        cargo="stamped",
        ours="stamped",
    ),
)


def markdown_table() -> str:
    """Return the table in Markdown; a sentence above the table lists the units with the whole workspace."""
    intro = f"Every edit changes {_names(_WORKSPACE)}: they see the whole workspace. `+` means these units."
    lines = [
        *textwrap.wrap(intro, _WIDTH, break_on_hyphens=False),
        "",
        "| Edit | Cargo | cargo-nix |",
        "| --- | --- | --- |",
    ]
    for row in ROWS:
        extra_units = " ".join(set(row.ours.split()) - set(_WORKSPACE.split()))
        path = row.edit.path.partition("/query-")[0]
        lines.append(
            f"| {row.title} (`{path}`) | {_names(row.cargo) or 'none'} | +{' ' * bool(extra_units)}{_names(extra_units)} |"
        )
    return "\n".join(lines) + "\n"


def _names(units: str) -> str:
    return ", ".join(f"`{unit}`" for unit in sorted(units.split()))


if __name__ == "__main__":
    sys.stdout.write(markdown_table())
