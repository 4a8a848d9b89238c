//! The guide's table of sizes is what the example prints.

#[path = "../examples/footprint.rs"]
#[allow(dead_code, reason = "its `main`")]
mod footprint;

#[test]
fn the_guide_has_the_table() -> std::io::Result<()> {
    let mut table = Vec::new();
    footprint::table(&mut table)?;
    let table = String::from_utf8_lossy(&table);
    let guide = include_str!("../src/guide/costs.md").replace("\r\n", "\n");
    assert!(
        guide.contains(&*table),
        "run `cargo run --example footprint` and put this into src/guide/costs.md:\n{table}"
    );
    Ok(())
}
