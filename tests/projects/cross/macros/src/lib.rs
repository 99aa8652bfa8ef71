#[proc_macro]
pub fn two(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
    "2".parse().unwrap()
}
