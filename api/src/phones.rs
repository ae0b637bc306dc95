//! Telephone numbers in E.164.

use phonenumber::{Mode, country};

/// The number in E.164, Chinese unless it begins with `+`; nothing when it is no valid number.
pub fn to_e164(text: &str) -> Option<String> {
    // Full-width digits come from Chinese keyboards.
    let text: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10).unwrap_or(c),
            '＋' => '+',
            other => other,
        })
        .collect();
    let parsed = phonenumber::parse(Some(country::CN), text.trim()).ok()?;
    phonenumber::is_valid(&parsed).then(|| parsed.format().mode(Mode::E164).to_string())
}

#[cfg(test)]
mod tests {
    use super::to_e164;

    #[test]
    fn the_same_number_in_every_spelling_is_one() {
        for spelling in
            ["13800138000", "138 0013 8000", "+86 138-0013-8000", "0086 13800138000", "１３８００１３８０００"]
        {
            assert_eq!(to_e164(spelling).as_deref(), Some("+8613800138000"), "{spelling}");
        }
        assert_eq!(to_e164("+44 20 7946 0958").as_deref(), Some("+442079460958"));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for bad in ["", "12", "abc", "1380013800", "138001380001234", "admin"] {
            assert_eq!(to_e164(bad), None, "{bad}");
        }
    }
}
