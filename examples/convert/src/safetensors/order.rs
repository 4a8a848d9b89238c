//! Which layer comes first: a safetensors file is sorted by name.

use super::Found;
use crate::Error;
use std::collections::BTreeMap;

/// The layers' names in their order: as said, or by the number in which alone they differ (`0`, `2`, `10`, `net.4`, `fc1`).
pub(super) fn ordered(found: &BTreeMap<String, Found>, said: &[String]) -> Result<Vec<String>, Error> {
    let names: Vec<&String> = found.keys().collect();
    let shown = |names: &[&String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if !said.is_empty() {
        let stranger = said.iter().find(|name| !found.contains_key(*name));
        let forgotten = names.iter().find(|name| !said.contains(name));
        let twice = said.iter().enumerate().find(|(place, name)| said.iter().take(*place).any(|first| first == *name));
        let wrong = stranger.or(forgotten.copied()).or(twice.map(|(_, name)| name));
        return match wrong {
            Some(name) => Err(Error::Ordered { name: name.clone(), found: shown(&names) }),
            None => Ok(said.to_vec()),
        };
    }
    if names.len() < 2 {
        return Ok(names.into_iter().cloned().collect());
    }
    let parts: Vec<_> = names.iter().map(|name| split(name)).collect();
    let stem = parts.first().map(|(stem, _)| *stem);
    let mut numbered = Vec::with_capacity(parts.len());
    for ((start, number), name) in parts.iter().zip(&names) {
        match number {
            Some(number) if Some(*start) == stem => numbered.push((*number, (*name).clone())),
            _ => {
                let example = names.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(",");
                return Err(Error::Order { found: shown(&names), example });
            }
        }
    }
    numbered.sort();
    Ok(numbered.into_iter().map(|(_, name)| name).collect())
}

/// A name without the number at its end, and that number.
fn split(name: &str) -> (&str, Option<u64>) {
    let stem = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let number = name.get(stem.len()..).unwrap_or_default();
    (stem, number.parse().ok())
}
