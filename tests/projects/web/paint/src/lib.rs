//! Functions that JavaScript calls, and that call JavaScript: a file of the package, and text in the code.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/words.js")]
extern "C" {
    fn join(first: &str, second: &str) -> String;
}

#[wasm_bindgen(inline_js = "export function twice(n) { return 2 * n; }")]
extern "C" {
    fn twice(number: u32) -> u32;
}

/// Return a sentence whose parts JavaScript joins.
#[wasm_bindgen]
pub fn sentence(name: &str) -> String {
    let end = if cfg!(feature = "loud") { "!" } else { "." };
    join(name, &format!("paints {} walls{end}", twice(2)))
}

/// Return the number of walls.
pub fn walls() -> u32 {
    4
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn there_are_four_walls() {
        assert_eq!(super::walls(), 4);
    }
}
