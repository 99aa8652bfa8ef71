//! Sells what [`goods`] has.

/// Return what the goods cost together.
///
/// ```
/// assert_eq!(shop::total(&["nut", "bolt"]), 5);
/// ```
///
/// What it has not costs nothing:
///
/// ```should_panic
/// assert_eq!(shop::total(&["ship"]), 1);
/// ```
///
/// ```compile_fail
/// shop::total("nut");
/// ```
///
/// ```no_run
/// std::process::exit(shop::total(&["nut"]) as i32);
/// ```
///
/// ```ignore
/// shop::total(&["never"]);
/// ```
///
/// Its own directories are where they are for its tests:
///
/// ```
/// assert_eq!(std::fs::read_to_string("tests/data.txt").unwrap(), "data\n");
/// assert_eq!(env!("SHOP_SIGN"), "of the script");
/// ```
pub fn total(names: &[&str]) -> u32 {
    names.iter().filter_map(|name| goods::price(name)).sum()
}

/// Return what the build script left in OUT_DIR.
pub fn sign() -> &'static str {
    include_str!(concat!(env!("OUT_DIR"), "/sign.txt"))
}

#[cfg(test)]
mod tests {
    use std::env;

    #[test]
    fn adds_up() {
        assert_eq!(super::total(&["nut", "nut"]), 4);
    }

    #[test]
    fn development_features_are_on() {
        assert!(goods::is_testing());
    }

    #[test]
    fn the_cycle_closes() {
        assert_eq!(helper::two_of_each(), 10);
    }

    #[test]
    fn finds_its_directories() {
        let here = env::current_dir().unwrap();
        assert_eq!(here.to_str().unwrap(), env!("CARGO_MANIFEST_DIR"));
        assert!(here.join("Cargo.toml").is_file());
        assert_eq!(super::sign(), "open");
        assert_eq!(env::var("OUT_DIR").unwrap(), env!("OUT_DIR"));
        assert_eq!(env::var("SHOP_SIGN").unwrap(), "of the script");
    }

    #[test]
    #[ignore = "on purpose"]
    fn takes_too_long() {
        panic!();
    }

    #[test]
    #[should_panic(expected = "closed")]
    fn panics() {
        panic!("closed");
    }
}
