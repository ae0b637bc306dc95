//! The org tree as rows: parents before children, each with its depth.

use leptos::prelude::*;
use shared::{ids::OrgUnitId, organisation::OrgUnit};

use crate::{
    format::number,
    i18n::{organisation as w, tn},
};

/// A unit with how deep it lies.
#[derive(Clone, PartialEq)]
pub struct Node {
    pub unit: OrgUnit,
    pub depth: usize,
}

/// The units in the order of the tree. The server gives parents before children; siblings keep its order.
pub fn nodes(units: &[OrgUnit]) -> Vec<Node> {
    let mut all = Vec::with_capacity(units.len());
    below(None, 0, units, &mut all);
    all
}

fn below(parent: Option<OrgUnitId>, depth: usize, units: &[OrgUnit], all: &mut Vec<Node>) {
    for unit in units.iter().filter(|unit| unit.parent_id == parent) {
        all.push(Node { unit: unit.clone(), depth });
        below(Some(unit.id), depth + 1, units, all);
    }
}

/// A unit and everything below it, where it cannot be moved or merged to.
pub fn with_below(id: OrgUnitId, units: &[OrgUnit]) -> Vec<OrgUnitId> {
    let mut all = vec![id];
    for unit in units {
        if unit.parent_id.is_some_and(|parent| all.contains(&parent)) {
            all.push(unit.id);
        }
    }
    all
}

/// Units as options of a `<select>`, deeper ones further in.
pub fn indented(units: &[OrgUnit]) -> Vec<(String, String)> {
    nodes(units)
        .into_iter()
        .map(|node| (node.unit.id.to_string(), format!("{}{}", "\u{3000}".repeat(node.depth), node.unit.name)))
        .collect()
}

/// A unit with the ones above it, from the top.
pub fn unit_path(id: OrgUnitId, units: &[OrgUnit]) -> Option<String> {
    let unit = units.iter().find(|unit| unit.id == id)?;
    let above = unit.parent_id.and_then(|parent| unit_path(parent, units));
    Some(above.map_or_else(|| unit.name.clone(), |above| format!("{above} / {}", unit.name)))
}

/// The tree to choose a unit from.
#[component]
pub fn UnitTree(
    units: Vec<OrgUnit>,
    #[prop(into)] chosen: Signal<Option<OrgUnitId>>,
    on_choose: Callback<Option<OrgUnitId>>,
) -> impl IntoView {
    let row = move |node: Node| {
        let id = node.unit.id;
        let (depth, people) = (node.depth.to_string(), node.unit.employees);
        view! {
            <button
                type="button"
                class="tree-row"
                style:--depth=move || depth.clone()
                aria-current=move || (chosen.get() == Some(id)).then_some("true")
                on:click=move |_| on_choose.run(Some(id))
            >
                <span class="clip">{node.unit.name}</span>
                <span class="count" title=move || tn(w::PEOPLE_IN, people)>{number(people)}</span>
            </button>
        }
    };
    view! { <div class="tree" data-testid="unit-tree">{nodes(&units).into_iter().map(row).collect_view()}</div> }
}

#[cfg(test)]
mod tests {
    use shared::{Id, ids::OrgUnitId, organisation::OrgUnit};

    use super::{indented, unit_path, with_below};

    const fn id(raw: i64) -> OrgUnitId {
        Id::from_raw(raw)
    }

    /// 总部 with 华东 (with 一区) and 华南.
    fn units() -> Vec<OrgUnit> {
        let unit = |raw, parent: Option<i64>, name: &str| OrgUnit {
            id: id(raw),
            parent_id: parent.map(id),
            name: name.to_owned(),
            employees: 0,
            version: 1,
        };
        vec![unit(1, None, "总部"), unit(2, Some(1), "华东"), unit(3, Some(1), "华南"), unit(4, Some(2), "一区")]
    }

    #[test]
    fn a_unit_is_found_under_those_above_it() {
        assert_eq!(unit_path(id(4), &units()).as_deref(), Some("总部 / 华东 / 一区"));
        assert_eq!(unit_path(id(1), &units()).as_deref(), Some("总部"));
        assert_eq!(unit_path(id(9), &units()), None);
    }

    #[test]
    fn options_stand_in_the_order_of_the_tree() {
        let names: Vec<_> = indented(&units()).into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["总部", "\u{3000}华东", "\u{3000}\u{3000}一区", "\u{3000}华南"]);
    }

    #[test]
    fn a_unit_cannot_go_below_itself() {
        assert_eq!(with_below(id(2), &units()), [id(2), id(4)]);
        assert_eq!(with_below(id(1), &units()).len(), 4);
    }
}
