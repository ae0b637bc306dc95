//! The committed OpenAPI document, which integrators read and reviews show the diff of.

use crate::args::Args;
use crate::{project, server, shell};
use anyhow::{Result, bail};
use std::fs;

const FILE: &str = "openapi/openapi.json";

/// `cargo xtask openapi`
pub fn command(mut args: Args) -> Result<()> {
    let only_check = args.flag("--check");
    args.done()?;
    if only_check { check() } else { write() }
}

/// Fails if the committed document is not what the code says.
pub fn check() -> Result<()> {
    let committed = fs::read_to_string(project::root().join(FILE)).unwrap_or_default();
    match first_difference(&committed, &generate()?) {
        None => Ok(()),
        Some((line, committed, generated)) => bail!(
            "{FILE}:{line} is out of date; `cargo xtask openapi` writes it anew\n  committed: {committed}\n  generated: {generated}"
        ),
    }
}

fn write() -> Result<()> {
    let file = project::root().join(FILE);
    fs::create_dir_all(file.with_file_name(""))?;
    fs::write(&file, generate()?)?;
    println!("wrote {FILE}");
    Ok(())
}

fn generate() -> Result<String> {
    let guike = server::build_for_tests()?;
    let mut document = shell::capture(shell::program(guike).arg("openapi"))?;
    if !document.ends_with('\n') {
        document.push('\n');
    }
    Ok(document)
}

/// The first line that differs, counted from one, with both its versions.
fn first_difference(committed: &str, generated: &str) -> Option<(usize, String, String)> {
    if committed == generated {
        return None;
    }
    let (mut left, mut right) = (committed.lines(), generated.lines());
    for line in 1.. {
        match (left.next(), right.next()) {
            (None, None) => {
                return Some((line, "(end of file)".to_owned(), "(end of file)".to_owned()));
            }
            (a, b) if a == b => {}
            (a, b) => {
                let show = |text: Option<&str>| text.unwrap_or("(end of file)").trim().to_owned();
                return Some((line, show(a), show(b)));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::first_difference;

    #[test]
    fn the_first_difference_is_told_by_line() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), Some((2, "b".to_owned(), "c".to_owned())));
        assert_eq!(first_difference("", "a\n"), Some((1, "(end of file)".to_owned(), "a".to_owned())));
    }
}
