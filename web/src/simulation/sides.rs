//! What stands beside each other: what happened, the policy, another version.

use leptos::prelude::*;
use shared::{assignment::simulate::Report, policies::PolicyRef, simulation::Simulated};

use crate::{
    format::number,
    i18n::{Text, simulation as w, t},
    policies::words::ref_name,
};

/// One of what stands beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Happened,
    This,
    Other,
}

impl Side {
    pub const ALL: [Self; 3] = [Self::Happened, Self::This, Self::Other];

    pub const fn text(self) -> Text {
        match self {
            Self::Happened => w::HAPPENED,
            Self::This => w::THIS,
            Self::Other => w::OTHER,
        }
    }

    /// By which its bars are coloured.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::This => "this",
            Self::Other => "other",
        }
    }

    pub const fn report(self, of: &Simulated) -> Option<&Report> {
        match self {
            Self::Happened => of.happened.as_ref(),
            Self::This => Some(&of.report),
            Self::Other => of.against.as_ref(),
        }
    }

    /// The sides that there are.
    pub fn of(simulated: &Simulated) -> Vec<Self> {
        Self::ALL.into_iter().filter(|side| side.report(simulated).is_some()).collect()
    }

    /// What the policy is compared with: the other version if there is one, else what happened.
    pub fn compared(simulated: &Simulated) -> Option<Self> {
        match (&simulated.against, &simulated.happened) {
            (Some(_), _) => Some(Self::Other),
            (None, Some(_)) => Some(Self::Happened),
            (None, None) => None,
        }
    }
}

/// What a side is called in full: with the version it is.
pub fn full_name(side: Side, version: Option<&PolicyRef>) -> String {
    match version {
        Some(version) => format!("{} {}", t(side.text()), ref_name(version)),
        None => t(side.text()).to_owned(),
    }
}

/// Which colour is which.
#[component]
pub fn Legend(sides: Vec<Side>, policy: Option<PolicyRef>, other: Option<PolicyRef>) -> impl IntoView {
    let item = move |side: Side| {
        let version = match side {
            Side::Happened => None,
            Side::This => policy.clone(),
            Side::Other => other.clone(),
        };
        view! {
            <li>
                <span class=format!("swatch {}", side.class()) aria-hidden="true"></span>
                {move || full_name(side, version.as_ref())}
            </li>
        }
    };
    view! { <ul class="legend small soft">{sides.into_iter().map(item).collect_view()}</ul> }
}

/// A count.
pub fn count(value: u64) -> String {
    number(i64::try_from(value).unwrap_or(i64::MAX))
}

/// By how much something is more or less, with its sign.
pub fn difference(now: u64, before: u64) -> String {
    let of = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    let difference = of(now) - of(before);
    match difference {
        0 => "±0".to_owned(),
        1.. => format!("+{}", number(difference)),
        _ => format!("−{}", number(-difference)),
    }
}

/// A share as a percentage with one decimal; nothing of nothing.
pub fn percent(part: u64, whole: u64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
    let share = (whole > 0).then(|| part as f64 * 100.0 / whole as f64);
    share
}

/// A difference of two measures with so many decimals and its sign.
pub fn measured(now: f64, before: f64, decimals: usize) -> String {
    let difference = now - before;
    let text = format!("{:.decimals$}", difference.abs());
    if text.bytes().all(|b| matches!(b, b'0' | b'.')) {
        "±0".to_owned()
    } else {
        format!("{}{text}", if difference > 0.0 { '+' } else { '−' })
    }
}

#[cfg(test)]
mod tests {
    use super::{difference, measured, percent};

    #[test]
    fn differences_have_a_sign_and_none_is_said_as_none() {
        assert_eq!([difference(7, 5), difference(5, 7), difference(5, 5)], ["+2", "−2", "±0"]);
        assert_eq!(measured(0.9123, 0.9, 3), "+0.012");
        assert_eq!(measured(0.9, 0.90001, 3), "±0");
        assert_eq!(percent(1, 0), None);
        assert_eq!(percent(1, 4), Some(25.0));
    }
}
