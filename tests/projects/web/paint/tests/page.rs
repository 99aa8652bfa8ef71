//! Tests for a browser: node has no document.

use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = "export function kind() { return typeof document; }")]
extern "C" {
    fn kind() -> String;
}

#[wasm_bindgen_test]
fn there_is_a_document() {
    assert_eq!(kind(), "object");
    assert_eq!(paint::sentence("Ada"), "Ada paints 4 walls.");
}
