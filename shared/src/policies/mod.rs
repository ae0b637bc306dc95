//! Assignment policies 分配策略: their versions, what is found in them, and cases tried on them.

mod case;
mod version;

pub use case::{CaseFacts, ExplainedCase, Names, TriedPolicy, TryCase};
pub use version::{
    GroupChoice, InForceQuery, PolicyChoices, PolicyDetail, PolicyDraft, PolicyEdit, PolicyLint, PolicyPublish,
    PolicyQuery, PolicyRef, PolicyReview, PolicyRollBack, PolicyStatus, PolicyVersion, ProductLineChoice, Publication,
    PublicationKind, PublicationQuery,
};

use crate::{Check, Faults, assignment::Policy, problem::FieldCode};

/// What is wrong with a document that stands at `/document`. Of one that is not finished, only what is too large to be kept
/// or cannot be shown.
fn check_document(document: &Policy, incomplete: bool, faults: &mut Faults) {
    for mut fault in document.faults() {
        if !incomplete || is_bound(&fault.code) {
            fault.pointer.insert_str(0, "/document");
            faults.0.push(fault);
        }
    }
}

/// Whether it keeps a document from growing without bounds or from being shown.
const fn is_bound(code: &FieldCode) -> bool {
    matches!(
        code,
        FieldCode::TooMany { .. }
            | FieldCode::TooDeep { .. }
            | FieldCode::TooLong { .. }
            | FieldCode::ControlCharacters
    )
}

#[cfg(test)]
mod tests {
    use super::{PolicyEdit, is_bound};
    use crate::{
        Check,
        assignment::{Condition, Policy, Rule, bounds::MAX_RULES},
        problem::FieldCode,
    };

    fn edit(rules: usize, incomplete: bool) -> PolicyEdit {
        let rule = |at| Rule {
            key: format!("r{at}"),
            name: String::new(),
            enabled: true,
            when: Condition::always(),
            routes: Vec::new(),
        };
        let document = Policy { rules: (0..rules).map(rule).collect(), otherwise: Vec::new(), timers: Vec::new() };
        PolicyEdit { name: "x".into(), document, incomplete, version: 1 }
    }

    #[test]
    fn what_is_missing_may_be_added_later_but_bounds_hold_always() {
        let pointers = |edit: &PolicyEdit| edit.faults().into_iter().map(|f| f.pointer).collect::<Vec<_>>();
        assert_eq!(pointers(&edit(1, false)), ["/document/rules/0/name", "/document/rules/0/routes"]);
        assert_eq!(pointers(&edit(1, true)), [""; 0]);
        assert_eq!(pointers(&edit(MAX_RULES + 1, true)), ["/document/rules"]);
        assert!(!is_bound(&FieldCode::Required));
    }
}
