use std::path::Path;

fn number(path: &Path) -> datatest_stable::Result<()> {
    std::fs::read_to_string(path)?.trim().parse::<u8>()?;
    Ok(())
}

datatest_stable::harness! {
    { test = number, root = "../../fixtures", pattern = r"\.txt$" },
}
