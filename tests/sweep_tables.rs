//! The guide's tables of nets and of rates are what the example prints.

#[path = "../examples/sweep.rs"]
#[allow(dead_code, reason = "its `main`")]
mod sweep;

#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes; release builds have the same bits")]
fn the_guide_has_the_tables() -> std::io::Result<()> {
    let (mut nets, mut rates) = (Vec::new(), Vec::new());
    sweep::nets(&mut nets)?;
    sweep::rates(&mut rates)?;
    let chapters = [include_str!("../src/guide/choosing.md"), include_str!("../src/guide/starting.md")];
    for (chapter, table) in chapters.into_iter().zip([nets, rates]) {
        let table = String::from_utf8_lossy(&table);
        let chapter = chapter.replace("\r\n", "\n");
        assert!(chapter.contains(&*table), "run `cargo run --release --example sweep` and put this into it:\n{table}");
    }
    Ok(())
}
