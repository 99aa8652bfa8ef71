"""Read JSON without `import json`, because json loads `re`: this takes longer than all other imports of a unit."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["read_json"]


def read_json(path: str) -> "Any":  # noqa: ANN401 -- as `json.load`
    """Return the JSON value in the file ``path``, as `json.load` does.

    Calls CPython's scanner in the same way as ``json.decoder``. Other interpreters use `json`.

    Raises ValueError if the file contains no JSON value, or more than one.
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
    """The defaults of `json.JSONDecoder`, as attributes that the scanner reads."""

    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = float
