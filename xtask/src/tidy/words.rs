//! Words that do not belong into the repository. They are spelt in pieces here, or this file would break its own rule.

use super::{Finding, Source};

/// In code: what is unfinished, what waits by guessing, and what silences the compiler without a reason.
const IN_CODE: &[(&str, &str)] = &[
    (concat!("to", "do!("), "unfinished code is not committed"),
    (concat!("unimple", "mented!("), "unfinished code is not committed"),
    (concat!("db", "g!("), "a debugging aid is not committed"),
    (concat!("thread::", "sleep"), "waiting by the clock is slow or flaky: wait for the event"),
    (concat!("waitFor", "Timeout"), "waiting by the clock is slow or flaky: wait for a locator"),
    (
        concat!("#[al", "low("),
        "use #[expect(.., reason = \"..\")], which tells why and ends when it is no longer needed",
    ),
    (
        concat!("#![al", "low("),
        "use #![expect(.., reason = \"..\")], which tells why and ends when it is no longer needed",
    ),
];

/// In any file: the folders of one machine.
const MACHINE_PATHS: &[&str] =
    &[concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("/Us", "ers/")];

/// In any file: where one machine happens to get its packages from.
const REGISTRIES: &[&str] = &[concat!("artif", "actory"), concat!("\"resol", "ved\": \"http")];

/// The rules about words.
pub fn check(sources: &[Source]) -> Vec<Finding> {
    sources.iter().flat_map(check_file).collect()
}

fn check_file(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    if source.has_ending(&["rs", "js", "mjs", "ts"]) {
        for (line, code) in source.code() {
            let broken = IN_CODE.iter().filter(|(word, _)| code.contains(word));
            findings.extend(broken.map(|(word, why)| Finding::new(&source.path, line, format!("`{word}`: {why}"))));
        }
    }
    for (line, text) in source.lines() {
        if let Some(path) = MACHINE_PATHS.iter().find(|path| starts_a_path(text, path)) {
            findings.push(Finding::new(
                &source.path,
                line,
                format!("`{path}`: a path of one machine means nothing on another"),
            ));
        }
        if let Some(host) = REGISTRIES.iter().find(|host| text.contains(**host)) {
            findings.push(Finding::new(
                &source.path,
                line,
                format!("`{host}`: the place packages come from is the machine's business"),
            ));
        }
    }
    findings
}

/// Whether an absolute path begins here: `a/home/b` is relative, and `https://host/home/` is a URL.
fn starts_a_path(text: &str, path: &str) -> bool {
    text.match_indices(path).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || "_-./}~$*".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::source;
    use super::{IN_CODE, MACHINE_PATHS, REGISTRIES, check};

    fn findings(path: &str, text: &str) -> usize {
        check(&[source(path, text)]).len()
    }

    #[test]
    fn every_forbidden_word_is_found_in_code_and_not_in_comments() {
        for (word, _) in IN_CODE {
            assert_eq!(findings("api/src/a.rs", &format!("    {word}x")), 1, "{word}");
            assert_eq!(findings("api/src/a.rs", &format!("// {word}x")), 0, "{word}");
        }
    }

    #[test]
    fn machine_paths_are_found_anywhere() {
        for path in MACHINE_PATHS {
            assert_eq!(findings("docs/a.md", &format!("cd {path}x")), 1, "{path}");
            assert_eq!(findings("a.toml", &format!("dir = \"{path}x\"")), 1, "{path}");
            assert_eq!(findings("docs/a.md", &format!("https://example.org{path}x")), 0, "{path}");
        }
    }

    #[test]
    fn registry_hosts_are_found_anywhere() {
        for host in REGISTRIES {
            assert_eq!(findings("e2e/package-lock.json", &format!("{host}s://x")), 1, "{host}");
        }
    }
}
