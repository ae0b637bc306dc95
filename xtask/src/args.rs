//! Just enough argument parsing for tasks: flags, one kind of value, and what follows `--`.

use anyhow::{Result, bail};

/// The arguments that no task has taken yet.
pub struct Args {
    left: Vec<String>,
    /// What follows `--`, meant for the program that the task starts.
    pub rest: Vec<String>,
}

impl Args {
    /// The arguments of this process.
    pub fn from_env() -> Self {
        Self::new(std::env::args().skip(1))
    }

    fn new(all: impl IntoIterator<Item = String>) -> Self {
        let mut all = all.into_iter();
        let left = all.by_ref().take_while(|arg| arg != "--").collect();
        Self { left, rest: all.collect() }
    }

    /// The task, which is the first argument.
    pub fn task(&mut self) -> Option<String> {
        (!self.left.is_empty()).then(|| self.left.remove(0))
    }

    /// Takes `--name`, and tells whether it was there.
    pub fn flag(&mut self, name: &str) -> bool {
        let found = self.left.iter().position(|arg| arg == name);
        found.map(|at| self.left.remove(at)).is_some()
    }

    /// Takes `--name a,b` or `--name=a,b`; empty if it was not given.
    pub fn list(&mut self, name: &str) -> Result<Vec<String>> {
        let with_equals = format!("{name}=");
        let Some(at) = self.left.iter().position(|arg| arg == name || arg.starts_with(&with_equals)) else {
            return Ok(Vec::new());
        };
        let arg = self.left.remove(at);
        let value = match arg.strip_prefix(&with_equals) {
            Some(value) => value.to_owned(),
            None if at < self.left.len() => self.left.remove(at),
            None => bail!("{name} wants a value"),
        };
        Ok(value.split(',').map(|item| item.trim().to_owned()).collect())
    }

    /// Refuses whatever nobody took: a misspelt option must not be ignored.
    pub fn done(&self) -> Result<()> {
        match self.left.first() {
            Some(arg) => bail!("unknown argument `{arg}`; `cargo xtask help` lists them"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Args;

    fn args(line: &str) -> Args {
        Args::new(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn flags_lists_and_the_rest_are_told_apart() {
        let mut args = args("test --only a,b --list -- --nocapture x");
        assert_eq!(args.task().as_deref(), Some("test"));
        assert_eq!(args.list("--only").ok(), Some(vec!["a".to_owned(), "b".to_owned()]));
        assert!(args.flag("--list"));
        assert!(!args.flag("--list"));
        assert!(args.done().is_ok());
        assert_eq!(args.rest, ["--nocapture", "x"]);
    }

    #[test]
    fn a_list_may_use_an_equals_sign() {
        assert_eq!(args("--skip=e2e").list("--skip").ok(), Some(vec!["e2e".to_owned()]));
    }

    #[test]
    fn a_list_without_a_value_is_refused() {
        assert!(args("--only").list("--only").is_err());
    }

    #[test]
    fn what_nobody_took_is_refused() {
        assert!(args("--relase").done().is_err());
    }
}
