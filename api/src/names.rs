//! How Chinese names are found: by themselves, by pinyin, by initials.

use pinyin::ToPinyin;

/// A name in pinyin without tones and without spaces (`zhangwei`), and its initials (`zw`); other letters stay.
pub fn spellings(name: &str) -> (String, String) {
    let (mut full, mut initials) = (String::new(), String::new());
    let mut begins_word = true;
    for (character, spelt) in name.chars().zip(name.to_pinyin()) {
        match spelt {
            Some(p) => {
                full.push_str(p.plain());
                initials.extend(p.plain().chars().next());
                begins_word = true;
            }
            None if character.is_alphanumeric() => {
                full.extend(character.to_lowercase());
                if begins_word {
                    initials.extend(character.to_lowercase());
                }
                begins_word = false;
            }
            None => begins_word = true,
        }
    }
    (full, initials)
}

/// What is searched for a thing with this name and this code: all in lower case, between bars, so that a search for the
/// beginning of any part finds `|` and that beginning.
pub fn search_text(name: &str, code: &str) -> String {
    let (full, initials) = spellings(name);
    format!("|{}|{full}|{initials}|{}|", name.to_lowercase(), code.to_lowercase())
}

/// The LIKE patterns for what a person typed: the beginning of any part, or, for what is not plain letters and digits,
/// anywhere.
pub fn like_pattern(typed: &str) -> String {
    let typed = typed.trim().to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    if typed.is_ascii() { format!("%|{typed}%") } else { format!("%{typed}%") }
}

/// Whether [`like_pattern`] of what a person typed would find this search text.
pub fn finds(search: &str, typed: &str) -> bool {
    let typed = typed.trim().to_lowercase();
    if typed.is_ascii() { search.contains(&format!("|{typed}")) } else { search.contains(&typed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelt() {
        assert_eq!(spellings("张伟"), ("zhangwei".into(), "zw".into()));
        assert_eq!(spellings("北山街道"), ("beishanjiedao".into(), "bsjd".into()));
        assert_eq!(spellings("Anna Li"), ("annali".into(), "al".into()));
        assert_eq!(spellings("A4纸"), ("a4zhi".into(), "az".into()));
    }

    #[test]
    fn parts_are_found_by_their_beginning_and_chinese_anywhere() {
        let search = search_text("张伟", "E-0001");
        for typed in ["张", "伟", "zhangw", "ZW", "e-00", " zw "] {
            assert!(finds(&search, typed), "{typed}");
        }
        for typed in ["wei", "0001", "李"] {
            assert!(!finds(&search, typed), "{typed}");
        }
    }

    #[test]
    fn wildcards_are_searched_for_as_they_are() {
        assert_eq!(like_pattern("50%"), "%|50\\%%");
        assert_eq!(like_pattern("城关"), "%城关%");
    }
}
