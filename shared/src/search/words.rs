//! Words 词: what of a text is indexed, and where the words of a query stand in it.
//!
//! Chinese has no blanks between words, so two characters that touch are a word of the index (bigrams, which overlap); a
//! character without a neighbour is one by itself. Letters and digits of other scripts are words as they stand. Case and
//! full-width forms make no difference. What a query asks for is looked up by these and then found in the text itself, so a
//! phrase is never made of pieces that lie apart.

use std::collections::BTreeSet;

/// How many characters of a word the index keeps.
const LONGEST_WORD: usize = 40;

/// What a text is made of: a character of a script without blanks, or a word of one with blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Unit {
    /// Where it begins and ends in the text, in characters.
    from: usize,
    to: usize,
    /// The same in lower case and of ordinary width.
    folded: String,
    is_wide: bool,
}

/// A character in lower case and of ordinary width.
fn folded(c: char) -> char {
    let narrow = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        c => c,
    };
    let mut lower = narrow.to_lowercase();
    // One character for one, so that places in the text stay what they are.
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => narrow,
    }
}

/// Whether it is of a script without blanks between words.
fn is_wide(c: char) -> bool {
    let is_in_range = matches!(c,
        '\u{3005}' | '\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}');
    is_in_range && c.is_alphanumeric()
}

fn units(text: &str) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut in_word = false;
    for (at, c) in text.chars().enumerate() {
        let c = folded(c);
        if is_wide(c) {
            units.push(Unit { from: at, to: at + 1, folded: c.into(), is_wide: true });
            in_word = false;
        } else if c.is_alphanumeric() {
            match units.last_mut().filter(|_| in_word) {
                Some(word) => {
                    word.to = at + 1;
                    word.folded.push(c);
                }
                None => units.push(Unit { from: at, to: at + 1, folded: c.into(), is_wide: false }),
            }
            in_word = true;
        } else {
            in_word = false;
        }
    }
    units
}

/// Whether the second of two neighbours begins where the first ends.
fn touch(units: &[Unit], at: usize) -> bool {
    matches!(units.get(at..at + 2), Some([first, second]) if first.to == second.from)
}

fn word_token(word: &str) -> String {
    word.chars().take(LONGEST_WORD).collect()
}

/// Calls `take` with each word and each two characters that touch; with single ones only when asked for.
fn each_token(units: &[Unit], with_single: bool, mut take: impl FnMut(String)) {
    let mut before = false;
    for (at, unit) in units.iter().enumerate() {
        if !unit.is_wide {
            take(word_token(&unit.folded));
            before = false;
            continue;
        }
        let after = touch(units, at) && units[at + 1].is_wide;
        if after {
            take(format!("{}{}", unit.folded, units[at + 1].folded));
        } else if !before && with_single {
            take(unit.folded.clone());
        }
        before = after;
    }
}

/// The words of a text for the index, at most `most` different ones, those that come first. Each has letters and digits only.
pub fn tokens<'a>(texts: impl IntoIterator<Item = &'a str>, most: usize) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for text in texts {
        if all.len() >= most {
            break;
        }
        each_token(&units(text), true, |token| {
            if all.len() < most {
                all.insert(token);
            }
        });
    }
    all
}

/// What a person looks for: phrases, all of which must be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    phrases: Vec<Vec<Unit>>,
}

impl Words {
    /// What a text asks for. What stands together in it must stand together in what is found.
    pub fn of(text: &str) -> Self {
        let mut phrases: Vec<Vec<Unit>> = Vec::new();
        let mut end = None;
        for unit in units(text) {
            match phrases.last_mut().filter(|_| end == Some(unit.from)) {
                Some(phrase) => {
                    end = Some(unit.to);
                    phrase.push(unit);
                }
                None => {
                    end = Some(unit.to);
                    phrases.push(vec![unit]);
                }
            }
        }
        Self { phrases }
    }

    /// The words by which the index finds it; none when there is nothing but single characters, which are in half of all
    /// texts.
    pub fn tokens(&self) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        for phrase in &self.phrases {
            each_token(phrase, false, |token| {
                all.insert(token);
            });
        }
        all
    }

    /// Whether whatever the index finds has these words, and no look at the text can say otherwise.
    pub fn is_told_by_index(&self) -> bool {
        self.phrases.iter().all(|phrase| match phrase.as_slice() {
            [word] => !word.is_wide && word.folded.chars().count() < LONGEST_WORD,
            [first, second] => first.is_wide && second.is_wide,
            _ => false,
        })
    }

    /// Where each phrase stands in a text, in characters.
    fn places(&self, text: &str) -> Vec<Vec<(usize, usize)>> {
        let units = units(text);
        self.phrases.iter().map(|phrase| places_of(phrase, &units)).collect()
    }

    /// Where the words stand in texts, if all of them do: for each text that has some, which one it is and the places, in
    /// characters.
    pub fn find(&self, texts: &[&str]) -> Option<Vec<(usize, Vec<(usize, usize)>)>> {
        let mut missing = vec![true; self.phrases.len()];
        let mut found = Vec::new();
        for (which, text) in texts.iter().enumerate() {
            let places = self.places(text);
            for (missing, places) in missing.iter_mut().zip(&places) {
                *missing &= places.is_empty();
            }
            let places = joined(places.into_iter().flatten().collect());
            if !places.is_empty() {
                found.push((which, places));
            }
        }
        (!missing.contains(&true)).then_some(found)
    }
}

fn places_of(phrase: &[Unit], units: &[Unit]) -> Vec<(usize, usize)> {
    let fits = |window: &&[Unit]| {
        let same = window.iter().zip(phrase).all(|(a, b)| a.folded == b.folded);
        same && window.windows(2).all(|two| two[0].to == two[1].from)
    };
    let windows = units.windows(phrase.len().max(1)).filter(fits);
    windows.filter_map(|window| Some((window.first()?.from, window.last()?.to))).collect()
}

/// Places in their order, with those that overlap or touch made one.
fn joined(mut places: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    places.sort_unstable();
    let mut all: Vec<(usize, usize)> = Vec::new();
    for (from, to) in places {
        match all.last_mut().filter(|last| from <= last.1) {
            Some(last) => last.1 = last.1.max(to),
            None => all.push((from, to)),
        }
    }
    all
}

/// A part of a text of at most `length` characters, with the first of the places in it, and the places in that part.
pub fn excerpt(text: &str, places: &[(usize, usize)], length: usize) -> (String, Vec<(usize, usize)>) {
    let count = text.chars().count();
    let first = places.first().map_or(0, |place| place.0);
    // A little of what stands before it, and all that there is room for behind it.
    let begin = first.saturating_sub(length / 4).min(count.saturating_sub(length));
    let end = (begin + length).min(count);
    let (cut_before, cut_after) = (begin > 0, end < count);
    let mut part = String::new();
    if cut_before {
        part.push('…');
    }
    part.extend(text.chars().skip(begin).take(end - begin).map(|c| if c.is_control() { ' ' } else { c }));
    if cut_after {
        part.push('…');
    }
    let shift = usize::from(cut_before);
    let inside = places.iter().filter(|(from, to)| *from >= begin && *from < end && to > from);
    let inside = inside.map(|(from, to)| (from - begin + shift, (*to).min(end) - begin + shift)).collect();
    (part, inside)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tokens_of(text: &str) -> Vec<String> {
        tokens([text], 1_000).into_iter().collect()
    }

    fn has(text: &str, query: &str) -> bool {
        Words::of(query).find(&[text]).is_some()
    }

    #[test]
    fn a_text_is_cut_into_words_and_pairs() {
        assert_eq!(tokens_of("夏校怎么报名？"), ["么报", "夏校", "怎么", "报名", "校怎"]);
        assert_eq!(tokens_of("Ａ股 GPA 3.8"), ["3", "8", "a", "gpa", "股"]);
        assert_eq!(tokens_of("  ，。!"), Vec::<String>::new());
        assert_eq!(tokens_of("王"), ["王"]);
    }

    #[test]
    fn a_phrase_is_found_only_where_it_stands_together() {
        assert!(has("请问夏校怎么报名", "夏校 报名"));
        assert!(has("请问夏校怎么报名", "校怎么"));
        // All pairs of the phrase are there, and the phrase is not.
        assert!(!has("大学生 学生会 生会长", "大学生会长"));
        assert!(!has("夏，校", "夏校"));
        assert!(has("Study-Travel in ＬＯＮＤＯＮ", "london study"));
        assert!(!has("summer", "sum"));
        assert!(has("买A股票", "A股"));
        assert!(!has("买A，股票", "A股"));
    }

    #[test]
    fn single_characters_are_too_little_to_look_for() {
        assert!(Words::of("夏").tokens().is_empty());
        assert!(Words::of(" - \" * ").tokens().is_empty());
        assert_eq!(Words::of("A股").tokens().len(), 1);
        assert!(Words::of("夏校 gpa").is_told_by_index());
        assert!(!Words::of("夏校班").is_told_by_index());
        assert!(!Words::of("夏校 班").is_told_by_index());
    }

    #[test]
    fn marks_say_where_the_words_stand() {
        let words = Words::of("夏校 报名");
        let text = "您好，夏校怎么报名？报名费多少";
        let found = words.find(&[text]).expect("both words");
        assert_eq!(found, [(0, vec![(3, 5), (7, 9), (10, 12)])]);
        let (part, places) = excerpt(text, &found[0].1, 8);
        assert_eq!(part, "…好，夏校怎么报名…");
        let marked: Vec<String> =
            places.iter().map(|(from, to)| part.chars().skip(*from).take(to - from).collect()).collect();
        assert_eq!(marked, ["夏校", "报名"]);
    }

    proptest! {
        #[test]
        fn what_stands_in_a_text_is_found_by_its_tokens(text in "[a-cA-C０-２夏校报名 ，.-]{0,30}", from in 0_usize..30, length in 1_usize..8) {
            let part: String = text.chars().skip(from).take(length).collect();
            let words = Words::of(&part);
            // A part may begin or end within a word of letters, which is another word then.
            if words.find(&[&text]).is_some() {
                let all = tokens([text.as_str()], 1_000);
                prop_assert!(words.tokens().is_subset(&all), "{:?} {:?}", words.tokens(), all);
            }
            let wide: String = part.chars().filter(|c| is_wide(*c)).collect();
            if !wide.is_empty() && text.contains(&wide) {
                prop_assert!(has(&text, &wide));
            }
        }

        #[test]
        fn when_the_index_says_it_all_the_text_agrees(text in "[a-b夏校报名 ，]{0,20}", query in "[a-b夏校报名 ]{0,6}") {
            let words = Words::of(&query);
            if words.is_told_by_index() {
                let by_index = words.tokens().is_subset(&tokens([text.as_str()], 1_000));
                prop_assert_eq!(by_index, words.find(&[&text]).is_some());
            }
        }

        #[test]
        fn no_text_breaks_anything(text in ".{0,60}", query in ".{0,20}", length in 1_usize..50) {
            for token in tokens([text.as_str()], 50) {
                prop_assert!(token.chars().all(char::is_alphanumeric) && !token.is_empty());
            }
            if let Some(found) = Words::of(&query).find(&[&text]) {
                for (_, places) in found {
                    let (part, inside) = excerpt(&text, &places, length);
                    let count = part.chars().count();
                    prop_assert!(count <= length + 2);
                    prop_assert!(inside.iter().all(|(from, to)| from < to && *to <= count));
                }
            }
        }
    }
}
