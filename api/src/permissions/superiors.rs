//! Who leads somebody: nothing says so but the roles, so it is who may give what they have to others.

use shared::permissions::{Permission, ScopeLevel};

use super::Directory;

/// How many leads of one unit are told something.
const MOST: usize = 10;

impl Directory {
    /// The leads 主管 of somebody, by id: who holds `permission`, by a role that reaches the units below, in their unit or, when
    /// there is nobody or they are one of them themselves, in the next unit above that has such people. At most 10; empty when
    /// there are none.
    pub fn leads_of(&self, employee: i64, permission: Permission) -> Vec<i64> {
        let Some(unit) = self.people.get(&employee).map(|person| person.unit) else { return Vec::new() };
        let mut here = Some(unit);
        // A tree has no more levels than units.
        for _ in 0..=self.units.len() {
            let Some(at) = here else { break };
            let mut leads: Vec<i64> = self.people_of(at).filter(|id| self.leads(*id, permission, at == unit)).collect();
            if !leads.is_empty() && !leads.contains(&employee) {
                leads.sort_unstable();
                leads.truncate(MOST);
                return leads;
            }
            here = self.units.get(&at).and_then(|unit| unit.parent);
        }
        Vec::new()
    }

    /// Whether somebody may act and reaches their own unit, or that and those below, by a permission.
    fn leads(&self, id: i64, permission: Permission, own_unit: bool) -> bool {
        let reaches = |scope| match scope {
            ScopeLevel::UnitAndBelow => true,
            ScopeLevel::Unit => own_unit,
            ScopeLevel::Own | ScopeLevel::DataRole | ScopeLevel::All => false,
        };
        self.people.get(&id).is_some_and(|person| person.may_act(chrono::Utc::now()))
            && self.grants_of(id).iter().any(|grant| grant.permission == permission && reaches(grant.scope))
    }
}
