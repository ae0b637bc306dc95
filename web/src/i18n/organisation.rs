//! Texts of the org tree and the employees.

use super::texts;

texts! {
    TITLE = "组织架构" | "Organisation";
    EMPLOYEES = "员工" | "Employees";
}
