pub const VERSION: &str = git_version::git_version!(fallback = "none");
