fn main() { println!("{} {} {} {}", both_kinds::answer(), app_core::TOOL.len(), env!("HELPED"), env!("WORD")); }
