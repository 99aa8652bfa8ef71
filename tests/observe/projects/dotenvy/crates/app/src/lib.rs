pub const GREETING: &str = dotenvy_macro::dotenv!("GREETING");
