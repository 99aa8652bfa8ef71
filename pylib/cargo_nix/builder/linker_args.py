"""Select the link arguments of a build script that apply to a unit."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["link_arg_applies"]

_KINDS = {"bins": "bin", "tests": "test", "examples": "example", "benches": "bench"}


def link_arg_applies(  # noqa: PLR0913, PLR0917 -- the facts that Cargo compares with a link argument
    kind: str,
    target_kind: str,
    crate_types: "Collection[str]",
    target_name: str,
    mode: str,
    own_package: bool,  # noqa: FBT001
) -> bool:
    """Tell whether a link argument of the kind ``kind`` applies to a unit.

    - ``kind`` is ``all``, ``cdylib``, ``bins``, ``bin:NAME``, ``tests``, ``examples`` or ``benches``.
    - ``target_kind`` is ``bin``, ``test``, ``example``, ``bench`` or ``custom-build``. Any other text is a library.
    - ``crate_types`` and ``target_name`` are Cargo's crate types and name of the target.
    - ``mode`` is the mode of the unit graph, with one exception: a unit with ``--test`` has the mode ``test``. For a
      checked test, the unit graph has ``check``.
    - ``own_package`` tells whether script and unit belong to the same package. Only ``cdylib`` arguments also apply to
      cdylibs of dependents (rust-lang/cargo#9562).

    rustdoc gets link arguments only for doctests.

    Source: core/compiler/custom_build.rs, ``LinkArgTarget::applies_to``; core/compiler/mod.rs, ``add_native_deps``
    (docs/conformance.md, S30).
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
