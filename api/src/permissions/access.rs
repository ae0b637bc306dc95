//! The caller of a request, with what they may do.

use std::sync::Arc;

use shared::{ids::EmployeeId, timeline::PersonRef};

use super::{
    Directory, Granted, Scoped,
    proof::{PlainKind, ScopedKind},
};
use crate::error::{Result, forbidden};

/// From where a request comes, for the audit log.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The caller's address.
    pub ip: Option<String>,
    /// The request's id.
    pub request_id: Option<String>,
}

/// Who changes something, for the audit log.
#[derive(Debug, Clone)]
pub struct Actor {
    /// What they are called.
    pub name: String,
    /// The employee, if it is one.
    pub employee: Option<EmployeeId>,
    /// From where.
    pub origin: Origin,
}

impl Actor {
    /// The product itself, or someone at the server's command line.
    pub fn system(name: &str) -> Self {
        Self { name: name.to_owned(), employee: None, origin: Origin::default() }
    }

    /// The employee's number, for columns that hold who did it.
    pub fn employee_raw(&self) -> Option<i64> {
        self.employee.map(EmployeeId::raw)
    }
}

/// Who tells of something that happened elsewhere: a business system with its key, or an employee who may.
pub struct Teller<'a, P> {
    /// For the audit log.
    pub actor: &'a Actor,
    /// People and places.
    pub directory: &'a Directory,
    /// That they may.
    pub proof: Granted<P>,
}

/// A signed-in employee in one request.
#[derive(Clone)]
pub struct Access {
    employee: EmployeeId,
    directory: Arc<Directory>,
    actor: Actor,
}

impl Access {
    /// The access of an employee who was found to be signed in.
    pub fn new(employee: EmployeeId, directory: Arc<Directory>, origin: Origin) -> Self {
        let name = directory.person(employee.raw()).name;
        Self { employee, directory, actor: Actor { name, employee: Some(employee), origin } }
    }

    /// Who.
    pub const fn employee(&self) -> EmployeeId {
        self.employee
    }

    /// Who, with the name.
    pub fn person(&self) -> PersonRef {
        self.directory.person(self.employee.raw())
    }

    /// Who, for the audit log.
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The snapshot of people, units and roles.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// The proof of a permission on customers.
    ///
    /// # Errors
    /// When no role grants it.
    pub fn scope<P: ScopedKind>(&self) -> Result<Scoped<P>> {
        self.directory.reach(self.employee.raw(), P::PERMISSION).map(Scoped::new).ok_or_else(forbidden)
    }

    /// The proof of a permission.
    ///
    /// # Errors
    /// When no role grants it.
    pub fn granted<P: PlainKind>(&self) -> Result<Granted<P>> {
        if self.directory.holds(self.employee.raw(), P::PERMISSION) { Ok(Granted::new()) } else { Err(forbidden()) }
    }
}
