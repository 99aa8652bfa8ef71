//! The program in the browser: it takes over the page that the server rendered.

fn main() {
    yew::Renderer::<app::Page>::new().hydrate();
}
