//! What the parts of the editor share.

use std::{collections::BTreeSet, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use shared::{
    FieldError, Lang,
    assignment::{Policy, lint::Severity},
    policies::{Names, PolicyChoices, PolicyLint, PolicyReview},
    problem::FieldCode,
};

use super::{
    cards::{List, Removed},
    model::{Head, Maker, PolicyModel},
    words::finding_words,
};
use crate::{
    api, format,
    i18n::{Text, policies as w, t, tfs, timers as tw},
    prefs,
    reading::Read,
};

/// How long nothing must change before the document is looked through again.
const PAUSE: Duration = Duration::from_millis(450);

/// The editor of one draft.
#[derive(Clone, Copy)]
pub struct Desk {
    pub maker: Maker,
    pub model: PolicyModel,
    /// What the document says now.
    pub document: Memo<Policy>,
    /// What ids are called; whoever picks something adds its name.
    pub names: RwSignal<Names>,
    pub choices: Read<PolicyChoices>,
    /// What was found when the document was looked through last.
    pub review: RwSignal<Option<PolicyReview>>,
    /// Whether that is of the document as it is now.
    pub reviewed: RwSignal<bool>,
    /// The cards that stand unfolded.
    pub unfolded: RwSignal<BTreeSet<u32>>,
    /// The card that was deleted last.
    pub removed: RwSignal<Option<Removed>>,
}

impl Desk {
    /// Looks the document through whenever it has stood still for a moment.
    pub fn new(policy: &Policy, names: Names) -> Self {
        let maker = Maker::new();
        let model = maker.policy(policy);
        let desk = Self {
            maker,
            model,
            document: Memo::new(move |_| model.document()),
            names: RwSignal::new(names),
            choices: Read::new(api::policies::choices),
            review: RwSignal::new(None),
            reviewed: RwSignal::new(false),
            unfolded: RwSignal::new(BTreeSet::new()),
            removed: RwSignal::new(None),
        };
        // The names of groups and product lines are known as soon as they can be chosen.
        Effect::new(move |_| {
            if let Some(choices) = desk.choices.ok() {
                desk.names.update(|names| {
                    names.groups.extend(choices.groups.into_iter().map(|group| (group.id, group.name)));
                    names.product_lines.extend(choices.product_lines.into_iter().map(|line| (line.id, line.name)));
                });
            }
        });
        desk.keep_looking();
        desk
    }

    fn keep_looking(self) {
        let turn = StoredValue::new(0_u32);
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        on_cleanup(move || {
            if let Some(Some(last)) = waiting.try_get_value() {
                last.clear();
            }
        });
        Effect::new(move |first: Option<()>| {
            let document = self.document.get();
            self.reviewed.set(false);
            turn.update_value(|n| *n += 1);
            let own = turn.get_value();
            let look = move || {
                let request = PolicyLint { document: document.clone() };
                spawn_local(async move {
                    let answer = api::policies::lint(&request).await;
                    if turn.try_get_value() == Some(own)
                        && let Ok(review) = answer
                    {
                        self.review.set(Some(review));
                        self.reviewed.set(true);
                    }
                });
            };
            if let Some(earlier) = waiting.get_value() {
                earlier.clear();
            }
            let pause = if first.is_some() { PAUSE } else { Duration::ZERO };
            waiting.set_value(set_timeout_with_handle(look, pause).ok());
        });
    }

    /// What the cards of a list are known by, in their order.
    fn heads(self, list: List) -> Vec<Head> {
        match list {
            List::Rules => self.model.rules.with(|all| all.iter().map(|one| one.head).collect()),
            List::Timers => self.model.timers.with(|all| all.iter().map(|one| one.head).collect()),
        }
    }

    /// What a card is called by where it stands: at the head of a line or in a sentence.
    fn name_at(self, list: List, at: usize, pattern: Text) -> String {
        let name = self.heads(list).get(at).map(|head| head.name.get()).unwrap_or_default();
        tfs(pattern, &[&(at + 1), &name])
    }

    /// What a card is called at the head of a line, as long as it is there.
    pub fn card_name(self, list: List, card: u32) -> Option<String> {
        let at = self.heads(list).iter().position(|head| head.id == card)?;
        Some(self.name_at(list, at, list.named()))
    }

    /// The card into which a pointer leads, if it leads into one.
    pub fn card_at(self, pointer: &str) -> Option<(List, u32)> {
        let (list, at) = card_of(pointer)?;
        self.heads(list).get(at).map(|head| (list, head.id))
    }

    /// What is wrong or unwise at a place and, unless it is exactly there, below it.
    pub fn remarks(self, pointer: &str, below: bool) -> Vec<Remark> {
        let here = |found: &str| {
            found == pointer || below && found.strip_prefix(pointer).is_some_and(|rest| rest.starts_with('/'))
        };
        self.all_remarks().into_iter().filter(|remark| here(&remark.pointer)).collect()
    }

    /// Everything that is wrong or unwise, card by card, in each the worst first.
    pub fn all_remarks(self) -> Vec<Remark> {
        let lang = prefs::lang();
        let names = self.names.get();
        self.review.with(|review| {
            let Some(review) = review else { return Vec::new() };
            let fault = |fault: &FieldError| Remark {
                pointer: fault.pointer.clone(),
                text: fault_words(fault, lang),
                bad: true,
            };
            let findings = review.findings.iter().map(|found| Remark {
                pointer: found.pointer.clone(),
                text: finding_words(found, &names, |list, at| self.name_at(list, usize::from(at), list.quoted())),
                bad: found.severity == Severity::Error,
            });
            let mut all: Vec<_> = review.faults.iter().map(fault).chain(findings).collect();
            all.sort_by_key(|remark| (place_of(&remark.pointer), !remark.bad));
            all
        })
    }
}

/// The place of the card into which a pointer leads.
fn card_of(pointer: &str) -> Option<(List, usize)> {
    [List::Rules, List::Timers].into_iter().find_map(|list| {
        let rest = pointer.strip_prefix(list.pointer())?.strip_prefix('/')?;
        Some((list, rest.split('/').next()?.parse().ok()?))
    })
}

/// In which order pointers are told: rules, what goes otherwise, timers.
fn place_of(pointer: &str) -> (List, usize) {
    let list = if pointer.starts_with(List::Timers.pointer()) { List::Timers } else { List::Rules };
    card_of(pointer).unwrap_or((list, usize::MAX))
}

/// Something that is wrong or unwise.
#[derive(Clone, PartialEq)]
pub struct Remark {
    pub pointer: String,
    pub text: String,
    pub bad: bool,
}

/// A fault in a sentence. Times are said as they are typed.
fn fault_words(fault: &FieldError, lang: Lang) -> String {
    let says = match fault.code {
        FieldCode::OutOfRange { min, max } if fault.pointer.ends_with("/after_minutes") => {
            let minutes = |value: i64| format::working(u32::try_from(value).unwrap_or(u32::MAX), lang);
            tfs(if min > 1 { tw::AFTER_LATER } else { tw::AFTER_RANGE }, &[&minutes(min), &minutes(max)])
        }
        _ => fault.code.message(lang),
    };
    format!("{}{}{says}", field_words(&fault.pointer), lang.pick("：", ": "))
}

/// What the field at a pointer is called.
fn field_words(pointer: &str) -> &'static str {
    let last = pointer.rsplit('/').find(|part| part.parse::<usize>().is_err()).unwrap_or_default();
    t(match last {
        "key" => w::RULE_KEY,
        "name" if pointer.ends_with("/test/name") => w::ATTRIBUTE_NAME,
        "name" => {
            if pointer.starts_with("/timers") {
                tw::NAME
            } else {
                w::RULE_NAME
            }
        }
        "routes" | "otherwise" => w::ROUTES,
        "group_id" => w::GROUP,
        "employee_id" => w::PERSON,
        "skills" => w::SKILLS,
        "contains_any" => w::WORDS,
        "at_least" => w::VALUE_LEAST,
        "at_most" => w::VALUE_MOST,
        "to" => w::TIME_TO,
        "rules" => w::RULES,
        "timers" => tw::TITLE,
        "stages" => tw::STAGES,
        "after_minutes" => tw::AFTER,
        "then" => tw::THEN,
        "when" => w::WHEN,
        _ => w::KEYS,
    })
}

#[cfg(test)]
mod tests {
    use super::{List, card_of, place_of};

    #[test]
    fn a_pointer_leads_into_the_card_of_its_list() {
        assert_eq!(card_of("/rules/3/when/all/0"), Some((List::Rules, 3)));
        assert_eq!(card_of("/timers/0/stages/1/after_minutes"), Some((List::Timers, 0)));
        for pointer in ["/rules", "/timers", "/otherwise/0", "/rulesets/1"] {
            assert_eq!(card_of(pointer), None, "{pointer}");
        }
    }

    #[test]
    fn rules_are_told_before_what_goes_otherwise_and_timers_last() {
        let mut pointers = ["/timers", "/otherwise/0", "/timers/1/name", "/rules/10", "/rules/2", "/timers/0"];
        pointers.sort_by_key(|pointer| place_of(pointer));
        assert_eq!(pointers, ["/rules/2", "/rules/10", "/otherwise/0", "/timers/0", "/timers/1/name", "/timers"]);
    }
}
