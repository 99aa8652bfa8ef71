#[cxx::bridge]
mod bridge {
    unsafe extern "C++" {
        include!("count.h");
        fn count() -> i32;
    }
}

pub fn count() -> i32 {
    bridge::count()
}

#[test]
fn three() {
    assert_eq!(count(), 3);
}
