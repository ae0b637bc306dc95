//! Files that a person can read in one sitting.

use super::{Finding, Source};

const LONG: usize = 300;
const TOO_LONG: usize = 400;

/// Files that ought to be split soon.
pub fn long(sources: &[Source]) -> Vec<Finding> {
    over(LONG, sources).filter(|finding| finding.line <= TOO_LONG).collect()
}

/// Files that must be split now.
pub fn too_long(sources: &[Source]) -> Vec<Finding> {
    over(TOO_LONG, sources).collect()
}

fn over(limit: usize, sources: &[Source]) -> impl Iterator<Item = Finding> {
    let written = |source: &&Source| {
        // The schema has one entry per table, and splitting it would hide the whole.
        source.has_ending(&["rs", "js", "mjs", "css", "html", "sh", "sql"]) && !source.path.ends_with("db/schema.rs")
    };
    sources.iter().filter(written).filter_map(move |source| {
        let lines = source.text.lines().count();
        let rule = format!("{lines} lines, more than {limit}: split it by what it does");
        (lines > limit).then(|| Finding::new(&source.path, lines, rule))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::source;
    use super::{long, too_long};

    #[test]
    fn three_hundred_lines_warn_and_four_hundred_fail() {
        let of = |lines: usize| [source("a.rs", &"x\n".repeat(lines))];
        assert_eq!((long(&of(300)).len(), too_long(&of(300)).len()), (0, 0));
        assert_eq!((long(&of(301)).len(), too_long(&of(301)).len()), (1, 0));
        assert_eq!((long(&of(401)).len(), too_long(&of(401)).len()), (0, 1));
    }

    #[test]
    fn what_a_program_wrote_may_be_long() {
        assert_eq!(too_long(&[source("openapi/openapi.json", &"x\n".repeat(900))]).len(), 0);
    }
}
