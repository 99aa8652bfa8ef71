shadow_rs::shadow!(build);

pub const VERSION: &str = build::PKG_VERSION;
