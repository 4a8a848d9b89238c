//! The README's table of sizes is what the example prints.

#[path = "../examples/footprint.rs"]
#[allow(dead_code, reason = "its `main`")]
mod footprint;

#[test]
fn the_readme_has_the_table() -> std::io::Result<()> {
    let mut table = Vec::new();
    footprint::table(&mut table)?;
    let table = String::from_utf8_lossy(&table);
    let readme = include_str!("../README.md").replace("\r\n", "\n");
    assert!(readme.contains(&*table), "run `cargo run --example footprint` and put this into the README:\n{table}");
    Ok(())
}
