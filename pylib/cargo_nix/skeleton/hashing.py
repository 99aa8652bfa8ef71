"""The hash over all that a plan depends on. nixlib/plan/inputsHash.nix computes the same one; a test compares them."""

import hashlib
import json
from collections.abc import Mapping

from cargo_nix.skeleton.source_skeleton import Skeleton

__all__ = ["inputs_hash"]


def inputs_hash(skeleton: Skeleton, selection: Mapping[str, object], schema: int) -> str:
    """Return the hash (64 hexadecimal digits) over ``skeleton``, the selection's arguments and the schema version."""
    content = {
        "files": {path: hashlib.sha256(text.encode()).hexdigest() for path, text in skeleton.files.items()},
        "names": list(skeleton.names),
        "schema": schema,
        "selection": selection,
    }
    # A workspace in the source's root has the hash of before.
    if skeleton.root:
        content["root"] = skeleton.root
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
