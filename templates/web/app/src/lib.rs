//! A page of two sides. The server renders [`Page`] as HTML, and the browser takes the HTML over:
//! from then on, a click runs this code in the browser.

use yew::prelude::*;

/// The answer of the server to a name.
pub fn greeting(name: &str, letters: usize) -> String {
    format!("Hello, {name}! The server counted {letters} letters.")
}

/// A counter, and a question to the server.
#[component]
pub fn Page() -> Html {
    let count = use_state(|| 0);
    let answer = use_state(|| "not asked yet".to_owned());
    let add = {
        let count = count.clone();
        move |_: MouseEvent| count.set(*count + 1)
    };
    let ask = {
        let answer = answer.clone();
        move |_: MouseEvent| ask_server(answer.clone())
    };
    html! {
        <main>
            <h1>{ "Rust on both sides" }</h1>
            <p>
                <button id="add" onclick={add}>{ "Add one" }</button>
                <output id="count">{ *count }</output>
            </p>
            <p>
                <button id="ask" onclick={ask}>{ "Ask the server" }</button>
                <output id="answer">{ &*answer }</output>
            </p>
        </main>
    }
}

/// Return the page as HTML, for the body of index.html.
#[cfg(feature = "ssr")]
pub async fn render() -> String {
    yew::ServerRenderer::<Page>::new().render().await
}

// The server renders buttons, and never clicks.
#[cfg(not(feature = "hydrate"))]
fn ask_server(_answer: UseStateHandle<String>) {}

#[cfg(feature = "hydrate")]
use browser::ask_server;

#[cfg(feature = "hydrate")]
mod browser {
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::{JsFuture, spawn_local};
    use yew::prelude::*;

    pub fn ask_server(answer: UseStateHandle<String>) {
        spawn_local(async move {
            let text = fetch_text("/api/greeting?name=Ada").await;
            answer.set(text.unwrap_or_else(|error| format!("{error:?}")));
        });
    }

    async fn fetch_text(address: &str) -> Result<String, JsValue> {
        let window = web_sys::window().ok_or("there is no window")?;
        let response: web_sys::Response = JsFuture::from(window.fetch_with_str(address))
            .await?
            .dyn_into()?;
        let text = JsFuture::from(response.text()?).await?;
        text.as_string()
            .ok_or_else(|| "the answer is no text".into())
    }
}

#[cfg(test)]
mod tests {
    use super::greeting;

    #[test]
    fn a_greeting_has_the_name() {
        assert_eq!(
            greeting("Ada", 3),
            "Hello, Ada! The server counted 3 letters."
        );
    }
}
