//! Working time as people type it.

use leptos::prelude::*;

use crate::{
    format,
    i18n::{Text, timers as w, tr},
    prefs,
};

/// A field for working time, in minutes; 0 while what was typed is no time, which `unreadable` says once the field is left.
#[component]
pub fn WorkingInput(
    label: Text,
    value: RwSignal<u32>,
    unreadable: RwSignal<bool>,
    #[prop(into)] wrong: Signal<bool>,
) -> impl IntoView {
    let typed = RwSignal::new(None::<String>);
    let shown = move || {
        typed.get().unwrap_or_else(|| match value.get() {
            0 => String::new(),
            minutes => format::working(minutes, prefs::lang()),
        })
    };
    let input = move |event| {
        let text = event_target_value(&event);
        value.set(typed_minutes(&text).unwrap_or(0));
        unreadable.set(false);
        typed.set(Some(text));
    };
    let left = move |_| {
        let text = typed.get_untracked().unwrap_or_default();
        let minutes = typed_minutes(&text);
        unreadable.set(minutes.is_none() && !text.trim().is_empty());
        // What is a time is written as times are; what is none stays, to be put right.
        if minutes.is_some_and(|minutes| minutes > 0) {
            typed.set(None);
        }
    };
    view! {
        <input
            class="input working num"
            type="text"
            autocomplete="off"
            maxlength="30"
            placeholder=tr(w::AFTER_HINT)
            aria-label=tr(label)
            aria-invalid=move || (wrong.get() || unreadable.get()).then_some("true")
            prop:value=shown
            on:input=input
            on:change=left
        />
    }
}

/// `30`, `30 分钟`, `1.5 h`, `2小时30分` and `1:30` are times. Days are none: how much work is in one depends on whose it is.
fn typed_minutes(text: &str) -> Option<u32> {
    let plain: String = text.to_lowercase().chars().filter_map(plain_letter).collect();
    let plain = plain.replace("半小时", ".5小时");
    if let Some((hours, minutes)) = plain.split_once(':') {
        let minutes = digits(minutes).filter(|minutes| *minutes < 60)?;
        return digits(hours)?.checked_mul(60)?.checked_add(minutes);
    }
    let (mut sum, mut rest, mut finest) = (0_u32, plain.as_str(), u32::MAX);
    while !rest.is_empty() {
        let (number, after) = rest.split_at(rest.find(|c| !is_digit(c)).unwrap_or(rest.len()));
        let (unit, after) = after.split_at(after.find(is_digit).unwrap_or(after.len()));
        let minutes = match unit {
            "小时" | "时" | "h" | "hr" | "hrs" | "hour" | "hours" => 60,
            "" | "分" | "分钟" | "m" | "min" | "mins" | "minute" | "minutes" => 1,
            _ => return None,
        };
        // Each unit once, the greater first.
        if minutes >= finest {
            return None;
        }
        sum = sum.checked_add(if minutes == 1 { digits(number)? } else { hours(number)? })?;
        (rest, finest) = (after, minutes);
    }
    (finest < u32::MAX).then_some(sum)
}

/// A letter as a plain keyboard has it; nothing of what only makes it prettier.
fn plain_letter(letter: char) -> Option<char> {
    match letter {
        '，' | ',' | '个' => None,
        '：' => Some(':'),
        '．' | '。' => Some('.'),
        '０'..='９' => char::from_u32(letter as u32 - '０' as u32 + '0' as u32),
        letter if letter.is_whitespace() => None,
        letter => Some(letter),
    }
}

const fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit() || letter == '.'
}

fn digits(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// Hours, also parts of one, as minutes.
fn hours(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    // `.5` is half an hour.
    let whole = if whole.is_empty() && text.len() > 1 { 0 } else { digits(whole)? };
    let hundredths = digits(format!("{part:0<2}").get(..2)?)?;
    whole.checked_mul(60)?.checked_add((hundredths * 60 + 50) / 100)
}

#[cfg(test)]
mod tests {
    use shared::Lang;

    use super::typed_minutes;
    use crate::format;

    #[test]
    fn working_time_is_understood_as_people_type_it() {
        let times = [
            ("30", 30),
            ("30 分钟", 30),
            ("３０分", 30),
            ("45m", 45),
            ("2 小时", 120),
            ("2个小时", 120),
            ("1.5 h", 90),
            ("0.25小时", 15),
            ("半小时", 30),
            ("1个半小时", 90),
            ("2小时30分", 150),
            ("1h30", 90),
            ("1:30", 90),
            ("1：05", 65),
            ("1 Hour 5 min", 65),
            ("1,440 h", 86_400),
        ];
        for (text, minutes) in times {
            assert_eq!(typed_minutes(text), Some(minutes), "{text}");
        }
        for text in ["", "x", "1 天", "2d", "1.5", "1:60", "30 分 2 小时", "h", "1..5h", "5 m 5", "99999999999", "-3"]
        {
            assert_eq!(typed_minutes(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_shown_is_understood() {
        for minutes in [1, 30, 60, 90, 1_440, 86_400] {
            for lang in [Lang::Zh, Lang::En] {
                assert_eq!(typed_minutes(&format::working(minutes, lang)), Some(minutes));
            }
        }
    }
}
