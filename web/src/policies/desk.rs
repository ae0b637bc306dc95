//! What the parts of the editor share.

use std::{collections::BTreeSet, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use shared::{
    FieldError,
    assignment::{Policy, lint::Severity},
    policies::{Names, PolicyChoices, PolicyLint, PolicyReview},
};

use super::{
    model::{Maker, PolicyModel, RuleModel},
    words::finding_words,
};
use crate::{
    api,
    i18n::{policies as w, t, tfs},
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
    /// The rules that stand unfolded.
    pub unfolded: RwSignal<BTreeSet<u32>>,
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

    /// Where a rule stands, counted from 0.
    pub fn place(self, rule: u32) -> Option<usize> {
        self.model.rules.with(|rules| rules.iter().position(|one| one.id == rule))
    }

    /// What a rule is called at the head of a line, by where it stands.
    pub fn rule_name(self, at: usize) -> String {
        tfs(w::RULE_NAMED, &[&(at + 1), &self.name_at(at)])
    }

    fn name_at(self, at: usize) -> String {
        let name = self.model.rules.with(|rules| rules.get(at).map(|rule| rule.name.get()));
        name.unwrap_or_default()
    }

    /// The rule at a pointer, if it leads into one.
    pub fn rule_at(self, pointer: &str) -> Option<RuleModel> {
        let at = rule_of(pointer)?;
        self.model.rules.with(|rules| rules.get(at).copied())
    }

    /// What is wrong or unwise at a place and, unless it is exactly there, below it.
    pub fn remarks(self, pointer: &str, below: bool) -> Vec<Remark> {
        let here = |found: &str| {
            found == pointer || below && found.strip_prefix(pointer).is_some_and(|rest| rest.starts_with('/'))
        };
        self.all_remarks().into_iter().filter(|remark| here(&remark.pointer)).collect()
    }

    /// Everything that is wrong or unwise, rule by rule, in each the worst first.
    pub fn all_remarks(self) -> Vec<Remark> {
        let lang = prefs::lang();
        let names = self.names.get();
        self.review.with(|review| {
            let Some(review) = review else { return Vec::new() };
            let fault = |fault: &FieldError| Remark {
                pointer: fault.pointer.clone(),
                text: format!("{}{}{}", field_words(&fault.pointer), lang.pick("：", ": "), fault.code.message(lang)),
                bad: true,
            };
            let findings = review.findings.iter().map(|found| Remark {
                pointer: found.pointer.clone(),
                text: finding_words(found, &names, |at| {
                    tfs(w::RULE_QUOTED, &[&(at + 1), &self.name_at(usize::from(at))])
                }),
                bad: found.severity == Severity::Error,
            });
            let mut all: Vec<_> = review.faults.iter().map(fault).chain(findings).collect();
            all.sort_by_key(|remark| (rule_of(&remark.pointer).unwrap_or(usize::MAX), !remark.bad));
            all
        })
    }
}

/// The place of the rule into which a pointer leads.
fn rule_of(pointer: &str) -> Option<usize> {
    pointer.strip_prefix("/rules/")?.split('/').next()?.parse().ok()
}

/// Something that is wrong or unwise.
#[derive(Clone, PartialEq)]
pub struct Remark {
    pub pointer: String,
    pub text: String,
    pub bad: bool,
}

/// What the field at a pointer is called.
fn field_words(pointer: &str) -> &'static str {
    let last = pointer.rsplit('/').find(|part| part.parse::<usize>().is_err()).unwrap_or_default();
    t(match last {
        "key" => w::RULE_KEY,
        "name" if pointer.ends_with("/test/name") => w::ATTRIBUTE_NAME,
        "name" => w::RULE_NAME,
        "routes" | "otherwise" => w::ROUTES,
        "group_id" => w::GROUP,
        "employee_id" => w::PERSON,
        "skills" => w::SKILLS,
        "contains_any" => w::WORDS,
        "at_least" => w::VALUE_LEAST,
        "at_most" => w::VALUE_MOST,
        "to" => w::TIME_TO,
        "rules" => w::RULES,
        "when" => w::WHEN,
        _ => w::KEYS,
    })
}
