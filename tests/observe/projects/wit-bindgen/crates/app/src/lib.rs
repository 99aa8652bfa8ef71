wit_bindgen::generate!({ path: "../../wit", world: "app" });

struct App;

impl exports::example::app::names::Guest for App {
    fn greet(name: String) -> String {
        name
    }
}

export!(App);
