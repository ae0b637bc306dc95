//! Keeps texts from being taken for formulas.

use std::borrow::Cow;

/// A text that a spreadsheet would calculate with when it opens a CSV file is made a plain one by an apostrophe in front. That
/// holds for all that begins with a sign of a formula, also behind blanks and in the wide forms of East Asian keyboards, and so
/// for telephone numbers with a `+`, which would otherwise become numbers.
pub fn guarded(text: &str) -> Cow<'_, str> {
    let is_sign = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let is_odd = text.starts_with(['\t', '\r', '\n']) || text.trim_start().starts_with(is_sign);
    if is_odd { format!("'{text}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::guarded;

    #[test]
    fn what_looks_like_a_formula_is_made_a_text() {
        for formula in ["=1+1", "+8613800138000", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "＠x", "\n+"] {
            assert_eq!(guarded(formula), format!("'{formula}"));
        }
        for plain in ["王芳", "a=b", "", "'=1", "13800138000"] {
            assert_eq!(guarded(plain), plain);
        }
    }

    proptest! {
        #[test]
        fn no_text_begins_like_a_formula_and_none_is_lost(text in "[ \t\r\n=+@＝＋－＠'a-]{0,6}.{0,12}") {
            let safe = guarded(&text);
            prop_assert!(!safe.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{safe:?}");
            prop_assert!(!safe.starts_with(['\t', '\r', '\n']), "{safe:?}");
            prop_assert!(safe == text || safe.strip_prefix('\'') == Some(text.as_str()));
        }
    }
}
