use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/js/count.js")]
extern "C" {
    pub fn count() -> i32;
}
