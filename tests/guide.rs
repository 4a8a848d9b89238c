//! What the guide shows of other files is what stands there, and its tables of errors are complete.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).replace("\r\n", "\n")
}

#[test]
fn the_shared_nets_are_those_of_the_programs() {
    let chapter = read("src/guide/sharing.md");
    for way in ["critical_section", "rtic", "embassy"] {
        let program = read(&format!("examples/sharing/src/bin/{way}.rs"));
        let (_, code) = program.split_once("#![no_main]\n\n").unwrap();
        assert!(chapter.contains(code.trim_end()), "the chapter has another program than examples/sharing's {way}.rs");
    }
}

/// The names of an enum's variants, as rustfmt writes them.
fn variants(path: &str, name: &str) -> Vec<String> {
    let source = read(path);
    let (_, rest) = source.split_once(&format!("pub enum {name} {{\n")).unwrap();
    let (body, _) = rest.split_once("\n}\n").unwrap();
    let names = body
        .lines()
        .filter(|line| line.starts_with("    ") && line.as_bytes().get(4).is_some_and(u8::is_ascii_uppercase));
    names.map(|line| line.trim().chars().take_while(|c| c.is_alphanumeric()).collect()).collect()
}

#[test]
fn every_finding_and_every_refusal_is_explained() {
    let chapter = read("src/guide/not_learning.md");
    let mut seen = 0;
    for (path, name) in [
        ("src/data/health/finding.rs", "Finding"),
        ("src/learn/error.rs", "TrainError"),
        ("src/learn/error.rs", "Quantity"),
    ] {
        for variant in variants(path, name) {
            seen += 1;
            let row = [format!("| `{variant}` |"), format!("| `{variant} {{"), format!("| `{variant}(")];
            assert!(row.iter().any(|row| chapter.contains(row)), "{name}::{variant} has no row in the chapter");
        }
    }
    assert!(seen >= 14 + 5 + 6, "only {seen} variants");
}

#[test]
fn the_readme_is_short_and_links_every_chapter() {
    let readme = read("README.md");
    assert!(readme.lines().count() <= 150, "{} lines", readme.lines().count());
    for line in read("src/guide/mod.rs").lines() {
        if let Some(file) = line.strip_prefix("#[doc = include_str!(\"").and_then(|rest| rest.strip_suffix("\")]")) {
            assert!(readme.contains(&format!("(src/guide/{file})")), "the README does not link {file}");
        }
    }
}

#[test]
fn the_stack_is_that_of_the_table() {
    let table = read("tests/on_target/stack.csv");
    let bytes = |call: &str| {
        let line = table.lines().find_map(|line| line.strip_prefix(&format!("m4,release,1-16-16-1,{call},")));
        line.unwrap().to_string()
    };
    let (learn, predict) = (bytes("learn"), bytes("predict"));
    let readme = format!("in 1284 bytes of `.bss` and {learn} of stack, {predict} to predict (Cortex-M4F");
    assert!(read("README.md").contains(&readme), "the README should say: {readme}");
    let choosing = read("src/guide/choosing.md").replace('\n', " ");
    assert!(choosing.contains(&format!("takes {learn} bytes at its deepest")), "learn takes {learn}");
    assert!(choosing.contains(&format!("`predict` takes {predict} (measured")), "predict takes {predict}");
}
