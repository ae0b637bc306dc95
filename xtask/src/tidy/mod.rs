//! The house rules, checked as a test: each finding names the place and the rule.

mod layers;
mod lines;
mod mirrors;
mod words;

use crate::args::Args;
use crate::{project, shell};
use anyhow::{Result, bail};
use std::fmt;

/// A text file of the repository.
pub struct Source {
    /// Relative to the repository, with `/` between folders.
    pub path: String,
    /// The whole file.
    pub text: String,
}

impl Source {
    /// Numbered lines, from one.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// Numbered lines without what follows `//`, for rules about code and not about prose.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines().map(|(number, line)| (number, without_comment(line)))
    }

    fn has_ending(&self, endings: &[&str]) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending))
    }
}

/// A broken rule, and where.
pub struct Finding {
    path: String,
    line: usize,
    rule: String,
}

impl Finding {
    fn new(path: &str, line: usize, rule: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, rule: rule.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.rule)
    }
}

/// `cargo xtask tidy`
pub fn command(args: Args) -> Result<()> {
    args.done()?;
    check()
}

/// Fails if any rule is broken anywhere.
pub fn check() -> Result<()> {
    let sources = sources()?;
    for warning in lines::long(&sources) {
        println!("warning: {warning}");
    }
    let mut findings = Vec::new();
    findings.extend(layers::check(&sources));
    findings.extend(lines::too_long(&sources));
    findings.extend(words::check(&sources));
    findings.extend(mirrors::check(&sources));
    if findings.is_empty() {
        println!("{} files are tidy", sources.len());
        return Ok(());
    }
    let list: Vec<String> = findings.iter().map(Finding::to_string).collect();
    bail!("{}\n{} findings", list.join("\n"), list.len())
}

/// Every text file that git tracks or would track: what is about to be committed counts too.
fn sources() -> Result<Vec<Source>> {
    let mut git = shell::program("git");
    let listed = shell::capture(git.args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]))?;
    let mut paths: Vec<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    paths.sort_unstable();
    paths.dedup();
    let read = |path: &str| {
        // What is not UTF-8 is a picture or a test's deliberate rubbish.
        let text = std::fs::read_to_string(project::root().join(path)).ok()?;
        Some(Source { path: path.to_owned(), text })
    };
    Ok(paths.into_iter().filter_map(read).collect())
}

/// Cuts at `//`, unless it stands in a URL.
fn without_comment(line: &str) -> &str {
    let mut from = 0;
    while let Some(at) = line[from..].find("//").map(|at| at + from) {
        if !line[..at].ends_with(':') {
            return &line[..at];
        }
        from = at + 2;
    }
    line
}

/// Whether `word` occurs in `text` as a whole identifier.
fn has_word(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

#[cfg(test)]
mod tests {
    use super::{Source, has_word, without_comment};

    pub fn source(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn comments_are_cut_but_urls_are_not() {
        assert_eq!(without_comment("let a = 1; // why"), "let a = 1; ");
        assert_eq!(without_comment("\"http://x\" // why"), "\"http://x\" ");
    }

    #[test]
    fn words_are_whole() {
        assert!(has_word("use diesel::prelude", "diesel"));
        assert!(!has_word("use my_diesel::x", "diesel"));
    }
}
