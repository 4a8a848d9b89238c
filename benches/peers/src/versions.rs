/// The version of a package of that name in the lock file.
pub fn of(name: &str) -> Result<&'static str, String> {
    let mut lines = include_str!("../Cargo.lock").lines();
    let found = lines.any(|line| line == format!("name = \"{name}\""));
    let version = lines.next().and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    version.filter(|_| found).ok_or_else(|| format!("no version of {name} in Cargo.lock"))
}
