//! Asks the SQLite in itself a question, compresses with the zlib in itself, hashes with ring's assembly.

use std::ffi::CStr;

fn answer(question: &CStr) -> i32 {
    use libsqlite3_sys as sqlite;
    let mut connection = std::ptr::null_mut();
    let mut statement = std::ptr::null_mut();
    unsafe {
        assert_eq!(sqlite::sqlite3_open(c":memory:".as_ptr(), &mut connection), sqlite::SQLITE_OK);
        let end = std::ptr::null_mut();
        assert_eq!(sqlite::sqlite3_prepare_v2(connection, question.as_ptr(), -1, &mut statement, end), sqlite::SQLITE_OK);
        assert_eq!(sqlite::sqlite3_step(statement), sqlite::SQLITE_ROW);
        let found = sqlite::sqlite3_column_int(statement, 0);
        sqlite::sqlite3_finalize(statement);
        sqlite::sqlite3_close(connection);
        found
    }
}

fn main() {
    println!("sqlite {}", answer(c"select 6 * 7"));
    let text = b"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    let mut packed = [0u8; 128];
    let mut size = packed.len() as _;
    assert_eq!(unsafe { libz_sys::compress(packed.as_mut_ptr(), &mut size, text.as_ptr(), text.len() as _) }, 0);
    println!("zlib {} -> {size}", text.len());
    let digest = ring::digest::digest(&ring::digest::SHA256, b"abc");
    let hex: String = digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    println!("ring {hex}");
}
