"""The hash over the inputs of a plan. nixlib/plan/inputsHash.nix computes the same hash, and a test compares both."""

import hashlib
import json
from collections.abc import Mapping

from cargo_nix.skeleton.source_skeleton import Skeleton

__all__ = ["inputs_hash"]


def inputs_hash(skeleton: Skeleton, selection: Mapping[str, object], schema: int) -> str:
    """Return the hash (64 hexadecimal digits) over ``skeleton``, ``selection`` and the version ``schema`` of plans.

    ``selection`` are the arguments of the selection (``Selection.as_arguments``).
    """
    content = {
        "files": {path: hashlib.sha256(text.encode()).hexdigest() for path, text in skeleton.files.items()},
        "names": list(skeleton.names),
        "schema": schema,
        "selection": selection,
    }
    # Without `root` for a workspace in the root, committed plans from before `cargoRoot` stay valid.
    if skeleton.root:
        content["root"] = skeleton.root
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
