pub fn hello() -> &'static str {
    macros::nothing!();
    file!()
}
