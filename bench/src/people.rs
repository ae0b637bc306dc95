//! Who asks. What they may see differs by three orders of magnitude, and so may the work of the server.

/// Somebody of the large demo data set.
pub struct Person {
    /// What the report calls them.
    pub title: &'static str,
    /// How they sign in.
    pub login: &'static str,
    /// Whose customers they see.
    pub reach: Reach,
}

/// Whose customers a person sees.
#[derive(Clone, Copy)]
pub enum Reach {
    /// Their own.
    Own,
    /// Those of everybody in their unit and the units below.
    UnitAndBelow,
    /// Those that their data roles name.
    DataRoles,
    /// Everybody's, and those that nobody owns.
    All,
}

/// The password of everybody in demo data.
pub const PASSWORD: &str = "guike-demo-2026";

/// From the narrowest reach to the widest.
pub const PEOPLE: &[Person] = &[
    Person { title: "an agent", login: "agent", reach: Reach::Own },
    Person { title: "a lead of 500", login: "lead", reach: Reach::UnitAndBelow },
    Person { title: "a data role across departments", login: "partner", reach: Reach::DataRoles },
    Person { title: "the administrator", login: "admin", reach: Reach::All },
];
