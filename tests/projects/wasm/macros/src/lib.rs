use proc_macro::TokenStream;

#[proc_macro]
pub fn forty(_input: TokenStream) -> TokenStream {
    "40u32".parse().unwrap()
}
