pub const TOOL: &[u8] = include_bytes!(env!("CARGO_BIN_FILE_TOOL"));
pub const SECOND: &[u8] = include_bytes!(env!("CARGO_BIN_FILE_TOOL_tool-second"));
pub const LEFT: &[u8] = include_bytes!(env!("CARGO_BIN_FILE_OTHER_NAME_left"));
pub const SHARED: &[u8] = include_bytes!(env!("CARGO_CDYLIB_FILE_BOTH_KINDS"));
pub const ARCHIVE: &[u8] = include_bytes!(env!("CARGO_STATICLIB_FILE_BOTH_KINDS_both-kinds"));
pub const GUEST: &[u8] = include_bytes!(env!("CARGO_CDYLIB_FILE_GUEST_guest_core"));
