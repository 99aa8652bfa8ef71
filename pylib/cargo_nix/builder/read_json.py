"""Reading JSON without `import json`: that loads `re`, which costs a unit more than all else that it imports."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["read_json"]


def read_json(path: str) -> "Any":  # noqa: ANN401 -- as `json.load`
    """Return the object that the file at ``path`` holds, as `json.load` reads it.

    The scanner is that of the standard library, called as ``json.decoder`` calls it. An interpreter without it
    (it is CPython's) has `json`.
    """
    with open(path, encoding="utf-8") as file:
        text = file.read()
    try:
        from _json import make_scanner
    except ImportError:
        import json

        return json.loads(text)
    start = len(text) - len(text.lstrip())
    try:
        value, end = make_scanner(_Settings)(text, start)  # type: ignore[arg-type] # it only reads the attributes
    except StopIteration:
        raise ValueError(f"{path}: no JSON value") from None
    if text[end:].strip():
        raise ValueError(f"{path}: more than one JSON value")
    return value


class _Settings:
    """What `json.JSONDecoder` has by default, under the names that the scanner asks for."""

    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = float
