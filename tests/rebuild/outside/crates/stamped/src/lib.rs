pub const COMMIT: &str = env!("COMMIT");
