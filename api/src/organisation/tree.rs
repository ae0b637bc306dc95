//! The org tree in memory: order, depth, what lies below what.

use std::collections::HashMap;

use shared::organisation::MAX_DEPTH;

use super::store::UnitRow;

/// The whole tree.
pub struct Tree {
    units: HashMap<i64, UnitRow>,
    below: HashMap<Option<i64>, Vec<i64>>,
}

impl Tree {
    /// Out of its rows; siblings stand by name.
    pub fn new(mut rows: Vec<UnitRow>) -> Self {
        rows.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        let mut below: HashMap<Option<i64>, Vec<i64>> = HashMap::new();
        for row in &rows {
            below.entry(row.parent_id).or_default().push(row.id);
        }
        Self { units: rows.into_iter().map(|row| (row.id, row)).collect(), below }
    }

    /// A unit, if there is one.
    pub fn get(&self, id: i64) -> Option<&UnitRow> {
        self.units.get(&id)
    }

    /// The units directly below one; of nothing, the roots.
    pub fn children(&self, parent: Option<i64>) -> impl Iterator<Item = &UnitRow> {
        self.below.get(&parent).into_iter().flatten().filter_map(|id| self.units.get(id))
    }

    /// Every unit, parents before children.
    pub fn into_ordered(mut self) -> Vec<UnitRow> {
        let mut ordered = Vec::with_capacity(self.units.len());
        let mut waiting = self.below.remove(&None).unwrap_or_default();
        waiting.reverse();
        while let Some(id) = waiting.pop() {
            ordered.extend(self.units.remove(&id));
            waiting.extend(self.below.remove(&Some(id)).unwrap_or_default().into_iter().rev());
        }
        ordered
    }

    /// How many levels there are from the root down to this unit; nothing has none.
    pub fn depth(&self, id: Option<i64>) -> usize {
        let mut depth = 0;
        let mut at = id.and_then(|id| self.get(id));
        while let Some(unit) = at {
            depth += 1;
            at = unit.parent_id.filter(|_| depth <= MAX_DEPTH).and_then(|parent| self.get(parent));
        }
        depth
    }

    /// How many levels there are from this unit down.
    pub fn height(&self, id: i64) -> usize {
        1 + self.children(Some(id)).map(|child| self.height(child.id)).max().unwrap_or(0)
    }

    /// Whether `id` is `top` or lies below it.
    pub fn is_within(&self, id: i64, top: i64) -> bool {
        let mut at = self.get(id);
        for _ in 0..=MAX_DEPTH {
            match at {
                Some(unit) if unit.id == top => return true,
                Some(unit) => at = unit.parent_id.and_then(|parent| self.get(parent)),
                None => return false,
            }
        }
        false
    }

    /// The unit with this path of names from a root, `总部/华东/杭州`.
    pub fn by_path(&self, path: &str) -> Option<i64> {
        let mut at = None;
        for name in path.split(['/', '／']).map(str::trim) {
            at = Some(self.children(at).find(|unit| unit.name == name)?.id);
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(rows: &[(i64, Option<i64>, &str)]) -> Tree {
        Tree::new(
            rows.iter()
                .map(|(id, parent_id, name)| UnitRow {
                    id: *id,
                    parent_id: *parent_id,
                    name: (*name).into(),
                    version: 1,
                    employees: 0,
                })
                .collect(),
        )
    }

    #[test]
    fn parents_stand_before_children_and_siblings_by_name() {
        let tree = tree(&[(4, Some(2), "x"), (3, Some(1), "b"), (2, Some(1), "a"), (1, None, "root"), (5, None, "A")]);
        let ids: Vec<i64> = tree.into_ordered().iter().map(|unit| unit.id).collect();
        assert_eq!(ids, [5, 1, 2, 4, 3]);
    }

    #[test]
    fn depth_height_and_subtree_agree() {
        let tree = tree(&[(1, None, "总部"), (2, Some(1), "华东"), (3, Some(2), "杭州"), (4, Some(1), "华北")]);
        assert_eq!((tree.depth(None), tree.depth(Some(1)), tree.depth(Some(3))), (0, 1, 3));
        assert_eq!((tree.height(1), tree.height(3)), (3, 1));
        assert!(tree.is_within(3, 1) && tree.is_within(3, 3) && !tree.is_within(3, 4));
        assert_eq!(tree.by_path("总部/华东/ 杭州"), Some(3));
        assert_eq!(tree.by_path("总部/杭州"), None);
        assert_eq!(tree.by_path(""), None);
    }
}
