//! Allocates through jemalloc, and asks jemalloc how much that was.

#[global_allocator]
static GLOBAL: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() {
    let held = vec![1u8; 8 << 20];
    tikv_jemalloc_ctl::epoch::advance().unwrap();
    let allocated = tikv_jemalloc_ctl::stats::allocated::read().unwrap();
    println!("{} {}", held.len(), allocated >= held.len());
}
