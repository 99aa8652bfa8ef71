"""The attributes of an app's derivation, as nixlib/web/mkWebApp.nix writes them. Only the type checker imports this."""

from typing import TypedDict

__all__ = ["About", "WebAttributes"]


class About(TypedDict):
    """Fields of the package's manifest; an absent field is ""."""

    name: str
    version: str
    description: str
    license: str
    repository: str
    homepage: str


class WebAttributes(TypedDict):
    """An app. ``argument`` names the app's argument in messages.

    ``src`` has the files of the page in the shape of the workspace, and ``directory`` is the package there. Without a
    page, ``index`` is "". Without wasm-opt, ``wasmOpt`` is "", and ``profile`` is "" for
    the profile of the workspace.
    """

    argument: str
    about: About
    assets: list[str]
    bindgen: str
    bindgenArgs: list[str]
    directory: str
    features: list[str]
    hashNames: bool
    index: str
    module: str
    noDefaultFeatures: bool
    profile: str
    publicUrl: str
    src: str
    target: str
    wasmOpt: str
    wasmOptArgs: list[str]
