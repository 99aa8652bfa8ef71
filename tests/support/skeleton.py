"""Call the functions of nixlib/skeleton on many values at once, because each start of Nix takes a while."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cargo_nix.skeleton import Skeleton
from support.nix import CHECKOUT, evaluate

__all__ = ["map_in_nix", "nix_skeletons"]


def map_in_nix(function: str, values: Sequence[object]) -> list[Any]:
    """Apply the Nix expression ``function`` to each of ``values``; ``table`` is the import table of nixlib/skeleton."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(list(values), file)
        file.flush()
        table = f"import {CHECKOUT}/nixlib/skeleton"
        results = evaluate(
            f"let table = {table}; in map ({function}) (builtins.fromJSON (builtins.readFile {file.name}))"
        )
    assert isinstance(results, list)
    return results


def nix_skeletons(sources: Sequence[tuple[Path, str]]) -> list[Skeleton]:
    """Return the skeleton of each source, a pair of root and workspace directory."""
    function = "{ root, cargoRoot }: table.readSkeleton { root = /. + root; inherit cargoRoot; }"
    results = map_in_nix(function, [{"root": str(root), "cargoRoot": cargo_root} for root, cargo_root in sources])
    return [Skeleton(root=result["root"], files=result["files"], names=tuple(result["names"])) for result in results]
