use fluent_templates::Loader;

fluent_templates::static_loader! {
    pub static LOCALES = {
        locales: "../../locales",
        fallback_language: "en-US",
        core_locales: "../../locales/core.ftl",
    };
}

#[test]
fn german() {
    assert_eq!(LOCALES.lookup(&"de".parse().unwrap(), "hello"), "Guten Tag");
}
