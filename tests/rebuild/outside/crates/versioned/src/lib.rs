pub const VERSION: &str = env!("VERSION");
