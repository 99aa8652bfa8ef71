//! A program in the browser: it writes into the page, and a click counts.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(inline_js = "
  export function show(text) { document.getElementById('text').textContent = text; }
  export function on_click(run) { document.getElementById('button').onclick = run; }
")]
extern "C" {
    fn show(text: &str);
    fn on_click(run: &Closure<dyn FnMut()>);
}

fn main() {
    let mut clicks = 0;
    let run = Closure::new(move || {
        clicks += 1;
        show(&format!("{clicks} clicks"));
    });
    on_click(&run);
    // The page keeps the function for good.
    run.forget();
    show("ready");
}
