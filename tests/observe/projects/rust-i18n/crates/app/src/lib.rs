rust_i18n::i18n!("../../locales", fallback = "en");

pub fn hello() -> String {
    rust_i18n::t!("hello", locale = "de").into_owned()
}

#[test]
fn german() {
    assert_eq!(hello(), "Guten Tag");
}
