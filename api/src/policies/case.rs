//! "Try a case": what would become of it now.

use shared::{
    Id,
    assignment::{Compiled, Facts, explain, policy::CaseKind},
    customers::Customer,
    ids::{CaseId, kinds},
    policies::{CaseFacts, ExplainedCase, PolicyRef, TriedPolicy, TryCase},
    problem::FieldCode,
};

use super::{
    explained::explained,
    references::{self, Reference},
    store,
};
use crate::{
    assignment::{self, Engine},
    customers,
    db::{Db, Failure, Json, next_id},
    error::{Error, Result, invalid},
    permissions::{Access, Directory, Granted, PolicyRead},
    territory,
};

/// Decides about a case as if it arrived now, and says why. Nothing is written.
///
/// # Errors
/// When the version, the customer or something else that is named does not exist, or the customer is out of scope.
pub fn try_case(db: &mut Db, access: &Access, _: Granted<PolicyRead>, request: &TryCase) -> Result<ExplainedCase> {
    let directory = access.directory();
    let (policy, document) = match &request.policy {
        Some(TriedPolicy::Document(document)) => (None, document.clone()),
        named => {
            let id = match named {
                Some(TriedPolicy::Version(id)) => id.raw(),
                _ => store::latest_publication(db)?.1,
            };
            let row = store::row(db, id).map_err(|failure| missing(failure, "/policy/version"))?;
            let (_, Json(document)) = store::document(db, id)?;
            (Some(PolicyRef { id: Id::from_raw(row.id), number: row.number, name: row.name }), document)
        }
    };
    let facts = facts(db, access, &request.facts)?;
    let compiled = Compiled::new(&document);
    let roster = Engine::now(db, directory)?.roster(db, &compiled.reach(&facts), false)?;
    explained(db, directory, &document, policy, explain(&compiled, &facts, &roster))
}

fn missing(failure: Failure, pointer: &str) -> Error {
    match failure {
        Failure::NotFound => invalid(pointer, FieldCode::NotFound),
        other => other.into(),
    }
}

fn facts(db: &mut Db, access: &Access, asked: &CaseFacts) -> Result<Facts> {
    must_exist(db, access.directory(), asked)?;
    let customer = match asked.customer_id {
        Some(id) => Some(customers::detail(db, access, id).map_err(|error| match error {
            Error::Refused(refusal) if refusal.code == shared::ErrorCode::NotFound => {
                invalid("/facts/customer_id", FieldCode::NotFound)
            }
            other => other,
        })?),
        None => None,
    };
    let moment = match asked.moment {
        Some(moment) => moment,
        None => Engine::now(db, access.directory())?.moment(),
    };
    let of_customer = |get: fn(&Customer) -> Option<i64>| customer.as_ref().and_then(|c| get(&c.customer));
    let mut facts = Facts::new(case_id(asked), asked.kind, moment);
    // A customer who is to be assigned arrives for the first time.
    facts.known = asked.known.unwrap_or(customer.is_some() && asked.kind != CaseKind::Customer);
    facts.owner = asked.owner.or_else(|| of_customer(|c| c.owner.as_ref().map(|o| o.id.raw())).map(Id::from_raw));
    facts.district =
        asked.district.or_else(|| of_customer(|c| c.district.as_ref().map(|d| d.id.raw())).map(Id::from_raw));
    facts.level = asked.level.or_else(|| customer.as_ref().map(|c| c.customer.level));
    facts.city = asked.city;
    facts.province = asked.province;
    if let Some(district) = facts.district {
        facts.district_holder = assignment::holder_of(db, district)?;
        if let Some((province, city)) = territory::place_of(db, district)? {
            (facts.province, facts.city) = (Some(province), Some(city));
        }
    } else if let Some(city) = facts.city {
        facts.province = territory::province_of(db, city)?;
    }
    facts.entrance = asked.entrance.clone();
    facts.channel = asked.channel.clone();
    facts.product_line = asked.product_line;
    facts.value = asked.value;
    facts.language = asked.language.clone();
    facts.text = asked.text.clone();
    facts.attributes = customer.map(|c| c.attributes).unwrap_or_default();
    facts.attributes.extend(asked.attributes.clone());
    Ok(facts)
}

/// Ties are broken by lot, which the case throws: a customer always the same one, anything new another one each time.
fn case_id(asked: &CaseFacts) -> CaseId {
    match asked.customer_id {
        Some(customer) if asked.kind == CaseKind::Customer => Id::from_raw(customer.raw()),
        _ => next_id::<kinds::Case>(),
    }
}

fn must_exist(db: &mut Db, directory: &Directory, asked: &CaseFacts) -> Result<()> {
    let named = [
        ("/facts/owner", asked.owner.map(Reference::Person)),
        ("/facts/product_line", asked.product_line.map(Reference::ProductLine)),
        ("/facts/province", asked.province.map(|id| Reference::Place(id.raw()))),
        ("/facts/city", asked.city.map(|id| Reference::Place(id.raw()))),
        ("/facts/district", asked.district.map(|id| Reference::Place(id.raw()))),
    ];
    let names = references::names(db, directory, named.iter().filter_map(|(_, reference)| *reference))?;
    for (pointer, reference) in named {
        if reference.is_some_and(|reference| !references::exists(&names, reference)) {
            return Err(invalid(pointer, FieldCode::NotFound));
        }
    }
    Ok(())
}
