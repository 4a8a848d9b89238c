//! The order of the folders: number, net, learn, data, store. A folder imports from itself and from those before it only,
//! by the module's path, never through lib.rs; so whoever reads `src/` in this order meets nothing that comes later.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};

/// In the order in which they build on each other.
const FLOORS: [&str; 5] = ["number", "net", "learn", "data", "store"];

fn floor(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| *floor == name)
}

/// A line without its comment: documentation may name what it likes, as a reader sees it.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// What is wrong with the paths from the crate's root in a file of this floor.
fn wrong(own: &str, text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for line in text.lines().map(code) {
        for path in line.split("crate::").skip(1) {
            let name: String = path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            match floor(&name) {
                Some(other) if path[name.len()..].starts_with("::") && Some(other) <= floor(own) => {}
                Some(_) => wrong.push(format!("{own} may not import from {name}: {line}")),
                None => wrong.push(format!("not a folder's path, through lib.rs: {line}")),
            }
        }
        // Up, and up again, could leave the folder unseen.
        if line.contains("super::super::") {
            wrong.push(format!("a path from the crate's root says more: {line}"));
        }
    }
    wrong
}

/// Every Rust file in a folder and below.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn no_folder_imports_from_a_later_one() {
    let mut seen = 0;
    for own in FLOORS.iter().filter(|own| source().join(own).is_dir()) {
        for path in files(&source().join(own)) {
            seen += 1;
            let wrong = wrong(own, &fs::read_to_string(&path).unwrap());
            assert!(wrong.is_empty(), "{}: {wrong:#?}", path.display());
        }
    }
    assert!(seen > 20, "only {seen} files");
}

/// Everything lies on a floor, but lib.rs, and chapters that are documentation only.
#[test]
fn everything_lies_on_a_floor() {
    for path in fs::read_dir(source()).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_str().unwrap();
        if name == "guide" || name == "guide.rs" {
            let text = if path.is_dir() { files(&path) } else { vec![path.clone()] };
            for path in text {
                let text = fs::read_to_string(path).unwrap();
                assert!(!text.lines().map(code).any(|line| line.contains("fn ") || line.contains("use ")));
            }
        } else {
            assert!(name == "lib.rs" || floor(name).is_some(), "{name} is no floor");
        }
    }
}

/// The check itself.
#[test]
fn what_is_wrong_is_found() {
    let is_wrong = |own, text| !wrong(own, text).is_empty();
    assert!(!is_wrong("learn", "use crate::net::{Layer, Values};\nuse crate::learn::Loss; // crate::data"));
    assert!(!is_wrong("net", "/// [`Trainer`](crate::Trainer)\n//! crate::learn::fit\npub(crate) use mean::Sum;"));
    assert!(!is_wrong("learn", "impl crate::net::Layer for X { type Y = crate::number::Lanes<1>; }"));
    assert!(is_wrong("net", "use crate::learn::Loss;"));
    assert!(is_wrong("number", "    impl Sealed for crate::net::Dense {}"));
    assert!(is_wrong("learn", "use crate::number::Real;\nuse crate::data::{Mean};"));
    assert!(is_wrong("net", "use crate::{Layer, Real};"));
    assert!(is_wrong("net", "use crate::Layer;"));
    assert!(is_wrong("net", "use crate::net;"));
    assert!(is_wrong("net", "use super::super::learn::Loss;"));
}
