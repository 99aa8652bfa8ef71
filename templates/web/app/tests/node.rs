//! Tests that run as WebAssembly: `nix build .#checks.x86_64-linux.site-test-node`.
#![cfg(target_family = "wasm")]

use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn a_greeting_has_the_letters() {
    assert!(app::greeting("Grace", 5).ends_with("5 letters."));
}
