//! Names of what is not there: groups, people, values; and what stands where it cannot be reached.

use super::{Finding, FindingCode, Known, Shape};
use crate::assignment::{Condition, FactTest, Route};

/// Reports routes that lead nowhere.
pub(super) fn check_routes(routes: &[Route], pointer: &str, known: &Known, findings: &mut Vec<Finding>) {
    for (at, route) in routes.iter().enumerate() {
        let pointer = format!("{pointer}/{at}");
        let found = match route {
            Route::Group { group_id, .. } => match known.groups.get(group_id) {
                None => Some((FindingCode::UnknownGroup, group_id.to_string())),
                Some(0) => Some((FindingCode::EmptyGroup, group_id.to_string())),
                Some(_) => None,
            },
            Route::Person { employee_id, .. } => {
                (!known.agents.contains(employee_id)).then(|| (FindingCode::NotAnAgent, employee_id.to_string()))
            }
            Route::StickyOwner { .. } | Route::DistrictOwner { .. } | Route::Queue {} => None,
        };
        findings.extend(found.map(|(code, value)| Finding::new(code, &pointer).values([value])));
    }
    if let Some(queue) = routes.iter().position(|route| matches!(route, Route::Queue {}))
        && queue + 1 < routes.len()
    {
        findings.push(Finding::new(FindingCode::AfterQueue, format!("{pointer}/{}", queue + 1)));
    }
}

/// Reports parts of a condition that name what never occurs.
pub(super) fn check_condition(shape: &Shape<'_>, known: &Known, findings: &mut Vec<Finding>) {
    walk(&shape.rule.when, &format!("{}/when", shape.pointer()), known, findings);
}

/// The same of any condition.
pub(super) fn walk(condition: &Condition, pointer: &str, known: &Known, findings: &mut Vec<Finding>) {
    let mut parts = |name: &str, parts: &[Condition]| {
        for (at, part) in parts.iter().enumerate() {
            walk(part, &format!("{pointer}/{name}/{at}"), known, findings);
        }
    };
    match condition {
        Condition::Any(any) if any.is_empty() => findings.push(Finding::new(FindingCode::EmptyAny, pointer)),
        Condition::All(all) => parts("all", all),
        Condition::Any(any) => parts("any", any),
        Condition::Not(part) => walk(part, &format!("{pointer}/not"), known, findings),
        Condition::Test(test) => {
            let unknown: Vec<_> = match test {
                FactTest::Entrance { is } => {
                    is.iter().filter(|entrance| !known.entrances.contains(*entrance)).cloned().collect()
                }
                FactTest::ProductLine { is } => {
                    let unknown = is.iter().filter(|line| !known.product_lines.contains(line));
                    unknown.map(ToString::to_string).collect()
                }
                _ => Vec::new(),
            };
            if !unknown.is_empty() {
                let finding = Finding::new(FindingCode::UnknownValue, format!("{pointer}/test"));
                findings.push(finding.values(unknown));
            }
        }
    }
}
