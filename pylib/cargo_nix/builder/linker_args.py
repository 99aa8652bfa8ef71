"""Which link arguments of build scripts reach which unit."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["link_arg_applies"]

_KINDS = {"bins": "bin", "tests": "test", "examples": "example", "benches": "bench"}


def link_arg_applies(  # noqa: PLR0913, PLR0917 -- one link argument against the five facts of a unit that Cargo looks at
    kind: str,
    target_kind: str,
    crate_types: "Collection[str]",
    target_name: str,
    mode: str,
    own_package: bool,  # noqa: FBT001
) -> bool:
    """Tell whether a link argument of ``kind`` is passed to a unit (``LinkArgTarget::applies_to``).

    ``target_kind`` is ``bin``, ``test``, ``example``, ``bench``, ``custom-build`` or, for a library, anything else;
    ``mode`` is the unit graph's, but ``test`` for all that is compiled with ``--test`` (of a checked test the graph
    says ``check``). ``own_package`` is whether the script is of the unit's package: ``cdylib`` arguments alone reach
    further, to each cdylib that links the package (rust-lang/cargo#9562). ``rustdoc`` gets none, except for doctests.

    Source: The Cargo Book, "Build Scripts", ``cargo::rustc-link-arg=FLAG`` and those behind it.
    """
    if mode in ("doc", "docscrape", "run-custom-build") or not (own_package or kind == "cdylib"):
        return False
    if kind == "all":
        return True
    if kind == "cdylib":
        library = target_kind not in (*_KINDS.values(), "custom-build")
        return library and "cdylib" in crate_types and mode not in ("test", "doctest")
    if kind.startswith("bin:"):
        return target_kind == "bin" and target_name == kind.removeprefix("bin:")
    if kind == "examples" and tuple(crate_types) != ("bin",):
        return False
    return target_kind == _KINDS[kind]
