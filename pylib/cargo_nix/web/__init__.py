"""Apps for the browser: wasm-bindgen's JavaScript, the page and its assets. Run by Nix, as scripts."""
