//! To come.

use leptos::prelude::*;

#[component]
pub fn OrganisationPage() -> impl IntoView {}

#[component]
pub fn EmployeesPage() -> impl IntoView {}

#[component]
pub fn EmployeePage() -> impl IntoView {}
