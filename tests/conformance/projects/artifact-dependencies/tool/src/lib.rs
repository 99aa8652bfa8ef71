pub fn word() -> &'static str { if cfg!(feature = "loud") { "LOUD" } else { "quiet" } }
