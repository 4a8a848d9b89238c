//! Shapes that do not fit must not compile, and the compiler must say so in plain words.
//!
//! That they do not compile is checked on every compiler. The words are rustc's own and change from release to release,
//! so they are compared where they were pinned, by 1.95, and nowhere else; elsewhere (1.88, nightly, whatever comes
//! next) the cases are copied away from their `.stderr` files, and trybuild, which then has nothing to compare with,
//! fails only where one compiles. `TRYBUILD=overwrite cargo +1.95 test`, in this folder, pins them anew.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

const PINNED_BY: &str = "rustc 1.95.";

/// Set in the child process that `mismatched_shapes_do_not_compile` starts: where the copies lie.
const COPIES: &str = "STACKPROP_SHAPES";

#[test]
fn mismatched_shapes_do_not_compile() {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = String::from_utf8(Command::new(rustc).arg("--version").output().unwrap().stdout).unwrap();
    if version.starts_with(PINNED_BY) {
        return check("cases");
    }
    let copies = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases");
    let _ = fs::remove_dir_all(&copies);
    fs::create_dir_all(&copies).unwrap();
    for case in fs::read_dir("cases").unwrap().map(|entry| entry.unwrap().path()) {
        if case.extension().is_some_and(|extension| extension == "rs") {
            fs::copy(&case, copies.join(case.file_name().unwrap())).unwrap();
        }
    }
    // A process of its own, since only so can trybuild be told to write what it was told beside the copies.
    let mut child = Command::new(env::current_exe().unwrap());
    child.args(["--exact", "copies_do_not_compile", "--nocapture"]).env(COPIES, copies).env("TRYBUILD", "overwrite");
    assert!(child.status().unwrap().success(), "one that should not have compiled did");
}

#[test]
fn copies_do_not_compile() {
    if let Ok(copies) = env::var(COPIES) {
        check(&copies);
    }
}

fn check(dir: &str) {
    trybuild::TestCases::new().compile_fail(format!("{dir}/*.rs"));
}
