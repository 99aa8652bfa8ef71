"""Cargo's refusals as our errors: cargo's own words, the place in the project, and the ways out."""

import re
from pathlib import Path

from cargo_nix.errors import CargoError

__all__ = ["refusal"]


def refusal(stderr: str, root: Path, args: list[str]) -> CargoError:
    """Return the error for a cargo that stopped with ``stderr`` when called with ``args`` in ``root``.

    Paths below ``root`` are shown relative to it, since the user's checkout lies elsewhere.
    """
    text = _clean(stderr, root)
    command = "cargo " + " ".join(args[:1])
    if "lock file" in text and "--locked" in text:
        return CargoError(
            problem="Cargo.lock does not match the manifests",
            place="Cargo.lock",
            expected="a lock file that needs no change",
            came=_first_error(text),
            ways_out=("run `cargo update --workspace` (or any `cargo build`) in the project and commit Cargo.lock",),
        )
    if "no matching package" in text or "failed to select a version" in text:
        return CargoError(
            problem="Cargo.lock does not match the manifests",
            place="Cargo.lock",
            expected="every dependency of the manifests in the lock file",
            came=_first_error(text),
            excerpt=text,
            ways_out=("run `cargo update --workspace` (or any `cargo build`) in the project and commit Cargo.lock",),
        )
    unknown_package = re.search(r"package ID specification `([^`]+)` did not match any packages", text)
    if unknown_package:
        return CargoError(
            problem=f"no package `{unknown_package[1]}` in the workspace",
            place="buildCargoWorkspace: packages",
            expected="names of workspace members",
            came=_first_error(text),
            excerpt=_hint(text),
            ways_out=("correct the `packages` argument", "leave it out to build the default members"),
        )
    if re.search(r"does(?: not|n't)? (?:contain|have) (?:this|these|the) feature", text) or "feature" in _first_error(
        text
    ):
        return CargoError(
            problem="a selected feature does not exist",
            place="buildCargoWorkspace: features",
            expected="features that a selected package declares",
            came=_first_error(text),
            excerpt=_hint(text),
            ways_out=("correct the `features` argument", "declare the feature in the package's [features]"),
        )
    place = re.search(r"(?:-->|manifest at `)\s*([^`\n]+)", text)
    if place:
        return CargoError(
            problem="a manifest does not parse",
            place=place[1].strip(),
            expected="a manifest that this cargo reads",
            came=_first_error(text),
            excerpt=text,
            ways_out=("correct the manifest: `cargo metadata` in the project shows the same",),
        )
    return CargoError(
        problem=f"`{command}` stopped",
        place=str(args[0]),
        came=_first_error(text),
        excerpt=text,
        ways_out=(f"run `{command} --locked` in the project: it stops in the same way outside Nix",),
    )


def _clean(stderr: str, root: Path) -> str:
    text = stderr.replace(f"{root}/", "").replace(str(root), ".")
    return "\n".join(line.rstrip() for line in text.strip().splitlines() if not line.startswith("warning: "))


def _first_error(text: str) -> str:
    for line in text.splitlines():
        if line.startswith("error: "):
            return line.removeprefix("error: ")
    return text.splitlines()[0] if text else ""


def _hint(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "help:" in line or "Did you mean" in line)
