//! Who may be the same person 疑似重复, and who is not.

use std::collections::HashMap;

use shared::{
    Id,
    codes::TextCode,
    ids::CustomerId,
    merges::{Duplicate, DuplicateReason, NewApart, SaidApart},
};

use super::{preview::Pair, store};
use crate::{
    audit::{self, Change},
    customers,
    db::{At, Db},
    error::{Result, not_found},
    permissions::{Access, CustomerMerge, CustomerRead, Granted, Scoped},
};

/// How many digits at the beginning of a number nobody mistypes: the country, which the product fills in.
const FIXED: usize = 3;

/// Customers in scope who may be the same person as this one, those with the most reasons first.
///
/// # Errors
/// When the customer is out of scope.
pub fn list(db: &mut Db, who: &Access, scope: &Scoped<CustomerRead>, customer: CustomerId) -> Result<Vec<Duplicate>> {
    let id = customers::must_be(db, customer)?;
    let of_customer = store::side(db, scope, id.raw())?.ok_or_else(not_found)?;
    let found = store::duplicates(db, scope, of_customer.id, &typos(&of_customer.phone))?;
    let mut reasons: HashMap<i64, Vec<DuplicateReason>> = HashMap::new();
    for reason in DuplicateReason::ALL {
        for found in found.iter().filter(|found| found.reason.0 == *reason) {
            reasons.entry(found.id).or_default().push(*reason);
        }
    }
    let raw: Vec<i64> = reasons.keys().copied().collect();
    let mut apart: HashMap<i64, SaidApart> = store::apart_among(db, of_customer.id, &raw)?
        .into_iter()
        .map(|(other, at, by)| (other, SaidApart { at: at.utc(), by: who.directory().opt_person(by) }))
        .collect();
    let mut duplicates: Vec<Duplicate> = customers::these(db, who.directory(), scope, &raw)?
        .into_iter()
        .map(|customer| Duplicate {
            reasons: reasons.remove(&customer.id.raw()).unwrap_or_default(),
            apart: apart.remove(&customer.id.raw()),
            customer,
        })
        .collect();
    duplicates.sort_by_key(|duplicate| std::cmp::Reverse(duplicate.reasons.len()));
    Ok(duplicates)
}

/// The numbers that differ from this one by one digit, or by two neighbours that changed places.
pub(super) fn typos(phone: &str) -> Vec<String> {
    let digits: Vec<char> = phone.chars().collect();
    let mut typos = Vec::new();
    let mut keep = |digits: &[char]| typos.push(digits.iter().collect());
    for place in FIXED..digits.len() {
        let mut other = digits.clone();
        for digit in '0'..='9' {
            if digits.get(place) != Some(&digit)
                && let Some(place) = other.get_mut(place)
            {
                *place = digit;
                keep(&other);
            }
        }
        let next = place + 1;
        if next < digits.len() && digits.get(place) != digits.get(next) {
            let mut other = digits.clone();
            other.swap(place, next);
            keep(&other);
        }
    }
    typos
}

/// Says that two customers are not the same person.
///
/// # Errors
/// When one is out of scope, or both are the same.
pub fn set_apart(
    db: &mut Db,
    who: &Access,
    _: Granted<CustomerMerge>,
    scope: &Scoped<CustomerRead>,
    customer: CustomerId,
    request: &NewApart,
) -> Result<SaidApart> {
    let pair = Pair::look(db, scope, customer, request.other_id)?;
    let at = At::now();
    if store::set_apart(db, pair.kept.id, pair.gone.id, at, who.actor().employee_raw())? {
        note(db, who, "customer.set_apart", &pair)?;
    }
    let said = store::apart_among(db, pair.kept.id, &[pair.gone.id])?.pop();
    let (_, at, by) = said.ok_or_else(not_found)?;
    Ok(SaidApart { at: at.utc(), by: who.directory().opt_person(by) })
}

/// Takes that back.
///
/// # Errors
/// When one is out of scope, or nobody said so.
pub fn join(
    db: &mut Db,
    who: &Access,
    _: Granted<CustomerMerge>,
    scope: &Scoped<CustomerRead>,
    customer: CustomerId,
    other: CustomerId,
) -> Result<()> {
    let pair = Pair::look(db, scope, customer, other)?;
    if !store::join(db, pair.kept.id, pair.gone.id)? {
        return Err(not_found());
    }
    note(db, who, "customer.join", &pair)
}

fn note(db: &mut Db, who: &Access, action: &'static str, pair: &Pair) -> Result<()> {
    let other: CustomerId = Id::from_raw(pair.gone.id);
    let change =
        Change::new(action, Some(Id::<shared::ids::kinds::Customer>::from_raw(pair.kept.id)), &*pair.kept.name)
            .after(&serde_json::json!({"other": other, "name": pair.gone.name, "phone": pair.gone.phone}))?;
    audit::record(db, who.actor(), change)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::typos;

    #[test]
    fn a_typo_is_one_digit_or_two_neighbours_and_never_the_country() {
        let all = typos("+8613800138000");
        assert!(all.contains(&"+8613800138001".to_owned()), "another digit");
        assert!(all.contains(&"+8631800138000".to_owned()), "two that changed places");
        assert!(!all.contains(&"+8613800138000".to_owned()), "not the number itself");
        assert!(all.iter().all(|typo| typo.starts_with("+86") && typo.len() == 14));
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "each once");
        assert!((99..=109).contains(&all.len()), "{}", all.len());
    }
}
