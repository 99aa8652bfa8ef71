use rust_embed::Embed;

#[derive(Embed)]
#[folder = "../../assets"]
#[exclude = "*.md"]
pub struct Assets;

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/static"]
pub struct Static;

#[test]
fn assets_are_there() {
    assert_eq!(Assets::iter().count(), 2);
    assert_eq!(Static::iter().count(), 1);
}
