extern "C" {
    static flash_size: u8;
}

fn main() {
    println!("{:#x}", (&raw const flash_size as usize) & 0xfff);
}
