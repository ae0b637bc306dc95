//! What exists twice must stay the same: migrations for two databases, READMEs in two languages.

use super::{Finding, Source};
use std::collections::BTreeSet;

/// The rules about pairs.
pub fn check(sources: &[Source]) -> Vec<Finding> {
    let mut findings = migrations(sources);
    findings.extend(readmes(sources));
    findings
}

fn migrations(sources: &[Source]) -> Vec<Finding> {
    let names = |database: &str| -> BTreeSet<&str> {
        let prefix = format!("migrations/{database}/");
        sources
            .iter()
            .filter_map(|source| source.path.strip_prefix(&prefix)?.split_once('/'))
            .map(|(name, _)| name)
            .collect()
    };
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    let missing = |here: &str, there: &str, name: &str| {
        Finding::new(
            &format!("migrations/{here}/{name}"),
            1,
            format!("migrations/{there} has no migration of this name"),
        )
    };
    let only_sqlite = sqlite.difference(&postgres).map(|name| missing("sqlite", "postgres", name));
    let only_postgres = postgres.difference(&sqlite).map(|name| missing("postgres", "sqlite", name));
    only_sqlite.chain(only_postgres).collect()
}

fn readmes(sources: &[Source]) -> Vec<Finding> {
    let find = |path: &str| sources.iter().find(|source| source.path == path);
    let (Some(english), Some(chinese)) = (find("README.md"), find("README.zh-CN.md")) else {
        return Vec::new();
    };
    let (left, right) = (commands(english), commands(chinese));
    let rule = |other: &str, command: &str| format!("`{command}` is not at this place in {other}");
    for at in 0..left.len().max(right.len()) {
        match (left.get(at), right.get(at)) {
            (Some((_, a)), Some((_, b))) if a == b => {}
            (Some((line, a)), _) => {
                return vec![Finding::new("README.md", *line, rule("README.zh-CN.md", a))];
            }
            (None, Some((line, b))) => {
                return vec![Finding::new("README.zh-CN.md", *line, rule("README.md", b))];
            }
            (None, None) => {}
        }
    }
    Vec::new()
}

/// The lines of fenced blocks, without their comments, which are in the reader's language.
fn commands(readme: &Source) -> Vec<(usize, &str)> {
    let mut fenced = false;
    let mut commands = Vec::new();
    for (number, line) in readme.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        let command = line.split(" #").next().unwrap_or_default().trim();
        if fenced && !command.is_empty() && !command.starts_with('#') {
            commands.push((number, command));
        }
    }
    commands
}

#[cfg(test)]
mod tests {
    use super::super::tests::source;
    use super::check;

    #[test]
    fn a_migration_for_one_database_only_is_found() {
        let both = [source("migrations/sqlite/1_a/up.sql", ""), source("migrations/postgres/1_a/up.sql", "")];
        assert_eq!(check(&both).len(), 0);
        assert_eq!(check(&both[..1]).len(), 1);
        assert_eq!(check(&both[1..]).len(), 1);
    }

    #[test]
    fn readmes_differ_in_prose_but_not_in_commands() {
        let readme = |path: &str, body: &str| source(path, &format!("# x\n```sh\n{body}\n```\n"));
        let english = readme("README.md", "cargo xtask run   # everything");
        let same = readme("README.zh-CN.md", "cargo xtask run   # 一切");
        let other = readme("README.zh-CN.md", "cargo xtask test");
        let more = readme("README.zh-CN.md", "cargo xtask run\ncargo xtask test");
        assert_eq!(check(&[english, same]).len(), 0);
        let english = || readme("README.md", "cargo xtask run");
        assert_eq!(check(&[english(), other]).len(), 1);
        assert_eq!(check(&[english(), more]).len(), 1);
    }
}
