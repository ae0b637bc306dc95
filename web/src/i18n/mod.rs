//! What the console says, in both languages.
//!
//! A text is a constant that holds every language, so one without its translation does not compile, and one that nobody
//! says any more is reported as dead code. Texts stand by room, as everything else.

pub mod audit;
pub mod avatars;
pub mod behaviour;
pub mod common;
pub mod customers;
pub mod decisions;
pub mod entrances;
pub mod exports;
pub mod fairness;
pub mod followups;
pub mod groups;
pub mod identity;
pub mod imports;
pub mod inquiries;
pub mod keys;
pub mod merges;
pub mod notices;
pub mod orders;
pub mod organisation;
pub mod permissions;
pub mod policies;
pub mod queue;
pub mod redistribution;
pub mod search;
pub mod settings;
pub mod simulation;
pub mod territory;
pub mod timers;
pub mod views;
pub mod widgets;
pub mod workforce;

use shared::Lang;

use crate::prefs;

/// One text in every language. `{}` marks where a value goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Text {
    pub zh: &'static str,
    pub en: &'static str,
    /// English for exactly one, where it differs.
    pub one: Option<&'static str>,
}

impl Text {
    const fn of(self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }
}

/// Declares texts: `NAME = "中文" | "English";`, with `/ "English for one"` after it where the number matters.
macro_rules! texts {
    ($($name:ident = $zh:literal | $en:literal $(/ $one:literal)?;)*) => {$(
        pub const $name: $crate::i18n::Text = $crate::i18n::Text { zh: $zh, en: $en, one: texts!(@one $($one)?) };
    )*};
    (@one) => { None };
    (@one $one:literal) => { Some($one) };
}
pub(crate) use texts;

/// The text in the language of the moment. In a view it follows a change of language.
pub fn t(text: Text) -> &'static str {
    text.of(prefs::lang())
}

/// The same for code that runs once, after something was awaited.
pub fn t_now(text: Text) -> &'static str {
    text.of(prefs::lang_untracked())
}

/// The same as a closure, for a place in a view.
pub fn tr(text: Text) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    move || t(text)
}

/// The text with its one `{}` filled in.
pub fn tf(text: Text, value: impl std::fmt::Display) -> String {
    t(text).replacen("{}", &value.to_string(), 1)
}

/// The text with `{}` filled in one after the other.
pub fn tfs(text: Text, values: &[&dyn std::fmt::Display]) -> String {
    values.iter().fold(t(text).to_owned(), |said, value| said.replacen("{}", &value.to_string(), 1))
}

/// A sentence about something, after its name.
pub fn about(name: &str, sentence: &str, lang: Lang) -> String {
    if name.is_empty() {
        return sentence.to_owned();
    }
    let mut letters = sentence.chars();
    match lang {
        Lang::Zh => format!("{name}：{sentence}"),
        Lang::En => {
            let first = letters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
            format!("{name}: {first}{}", letters.as_str())
        }
    }
}

/// The text for a number of things.
pub fn tn(text: Text, count: i64) -> String {
    let lang = prefs::lang();
    let pattern = match text.one {
        Some(one) if lang == Lang::En && count == 1 => one,
        _ => text.of(lang),
    };
    pattern.replacen("{}", &crate::format::number(count), 1)
}

#[cfg(test)]
mod tests {
    use shared::Lang;

    use super::about;

    #[test]
    fn a_sentence_follows_what_it_is_about_after_a_colon() {
        assert_eq!(about("手机号", "必填", Lang::Zh), "手机号：必填");
        assert_eq!(about("Phone", "Not a valid telephone number", Lang::En), "Phone: not a valid telephone number");
        assert_eq!(about("", "The text is in no known encoding", Lang::En), "The text is in no known encoding");
    }
}
