#[derive(rust_embed::RustEmbed)]
#[folder = "../../assets"]
pub struct Assets;
