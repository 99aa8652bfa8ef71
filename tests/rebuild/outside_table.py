"""The table of ``outside/``: members that read files outside of their packages, an edit, and the units that are built.

`python3 -m rebuild.outside_table` prints it as a page has it.
"""

import sys
from dataclasses import dataclass

from rebuild.edits import Edit

__all__ = ["ROWS", "Row", "markdown_table"]

_QUERY = ".sqlx/query-87154d352aba922e5478ffd6c3bbd39dc54e18b2a0a2cc568af9b33788aec220.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """An edit and what it builds in ``cargo build``: units by name, without their version."""

    title: str
    edit: Edit
    cargo: str = ""
    ours: str = ""


def _run(member: str) -> str:
    return f"{member} {member}-build-script-run"


ROWS = (
    # Files of the workspace that no member reads.
    Row(title="README of the workspace", edit=Edit(path="README.md")),
    Row(title="new file of the workspace", edit=Edit(path="NOTES.md", kind="write")),
    Row(title="comment in the workspace's manifest", edit=Edit(path="Cargo.toml")),
    # Files of the workspace that members read.
    Row(title="proto that a script compiles", edit=Edit(path="proto/greeter.proto", text="// edited\n")),
    Row(title="proto that it imports", edit=Edit(path="proto/common.proto", text="// edited\n")),
    Row(title="proto beside them", edit=Edit(path="proto/unused.proto", text="// edited\n")),
    Row(title="asset that a macro embeds", edit=Edit(path="assets/logo.txt")),
    Row(title="new asset", edit=Edit(path="assets/new.txt", kind="write")),
    Row(title="query that a macro checks", edit=Edit(path=_QUERY, text="\n")),
    Row(title="file that a script finds from above", edit=Edit(path="VERSION", kind="replace", old="7.1", text="7.2")),
    # Files of members.
    Row(title="README of a plain member", edit=Edit(path="crates/closed/README.md")),
    Row(title="new file of a plain member", edit=Edit(path="crates/closed/NOTES.md", kind="write")),
    Row(title="source of a plain member", edit=Edit(path="crates/closed/src/inner.rs")),
    Row(title="source beside a script that compiles protos", edit=Edit(path="crates/proto/src/lib.rs")),
    Row(title="source with an embedding macro", edit=Edit(path="crates/assets/src/lib.rs")),
    Row(title="source with a query", edit=Edit(path="crates/db/src/lib.rs")),
    Row(title="source beside a script that reads from above", edit=Edit(path="crates/versioned/src/lib.rs")),
    Row(title="source beside a script that starts git", edit=Edit(path="crates/stamped/src/lib.rs")),
    Row(title="comment in a plain member's manifest", edit=Edit(path="crates/closed/Cargo.toml")),
)


def markdown_table() -> str:
    """Return the table in Markdown."""
    lines = ["| Edit | Cargo | cargo-nix |", "| --- | --- | --- |"]
    lines += [f"| {row.title} (`{row.edit.path}`) | {_cell(row.cargo)} | {_cell(row.ours)} |" for row in ROWS]
    return "\n".join(lines) + "\n"


def _cell(units: str) -> str:
    return ", ".join(f"`{unit}`" for unit in sorted(units.split())) or "none"


if __name__ == "__main__":
    sys.stdout.write(markdown_table())
