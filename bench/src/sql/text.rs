//! The statements.

use super::Kind;
use crate::people::{Person, Reach};
use std::time::{SystemTime, UNIX_EPOCH};

const COLUMNS: &str = "\
SELECT c.id, c.name, c.phone, c.company, c.source, c.level, c.status, c.district_id, d.name AS district, \
i.name AS city, p.name AS province, o.owner_id, e.name AS owner, o.since AS owned_since, c.registered_at, \
c.last_follow_up_at, o.idle_since, o.due_on, c.version";
const PLACES: &str = "\
LEFT JOIN districts d ON d.id = c.district_id LEFT JOIN cities i ON i.id = d.city_id \
LEFT JOIN provinces p ON p.id = i.province_id LEFT JOIN employees e ON e.id = o.owner_id";
const CUSTOMERS: &str = "customers c LEFT JOIN ownerships o ON o.customer_id = c.id";
// CROSS tells SQLite which to read first; the condition stands behind WHERE, where PostgreSQL wants it.
const OWNED: &str = "ownerships o CROSS JOIN customers c";

/// Selects the ids of the owners whom this person may see; `None` is everybody.
pub fn reach(person: &Person) -> Option<String> {
    let login = person.login;
    let below = "SELECT u.id FROM org_units u JOIN below b ON u.parent_id = b.id";
    match person.reach {
        Reach::Own => Some(format!("SELECT id AS number FROM employees WHERE username = '{login}'")),
        Reach::UnitAndBelow => Some(format!(
            "WITH RECURSIVE below (id) AS (SELECT unit_id FROM employees WHERE username = '{login}' UNION {below}) \
             SELECT e.id AS number FROM employees e JOIN below b ON b.id = e.unit_id"
        )),
        Reach::DataRoles => Some(format!(
            "WITH RECURSIVE held (id) AS (SELECT r.data_role_id FROM employee_data_roles r \
             JOIN employees e ON e.id = r.employee_id WHERE e.username = '{login}'), \
             below (id) AS (SELECT unit_id FROM data_role_units WHERE data_role_id IN (SELECT id FROM held) \
             UNION {below}) \
             SELECT e.id AS number FROM employees e JOIN below b ON b.id = e.unit_id \
             UNION SELECT employee_id FROM data_role_people WHERE data_role_id IN (SELECT id FROM held)"
        )),
        Reach::All => None,
    }
}

/// The statement that fetches this for those owners.
pub fn statement(kind: Kind, owners: Option<&[i64]>) -> String {
    let today = today();
    let among = |column: &str| match owners {
        Some([owner]) => format!("{column} = {owner}"),
        // Hidden in an expression, or the planner collects the rows of all of them and sorts.
        Some(owners) => {
            format!("{column} + 0 IN ({})", owners.iter().map(i64::to_string).collect::<Vec<_>>().join(","))
        }
        None => "1 = 1".to_owned(),
    };
    match kind {
        Kind::Due => {
            let owners = among("o.owner_id");
            format!(
                "{COLUMNS} FROM {OWNED} {PLACES} WHERE c.id = o.customer_id AND o.due_on <= {today} AND {owners} \
                 ORDER BY o.due_on, o.customer_id LIMIT 51"
            )
        }
        Kind::Counts => format!(
            "SELECT l.owner_id, e.name, CAST(sum(CASE WHEN l.due_on < {today} THEN l.customers ELSE 0 END) AS BIGINT) \
             AS overdue, CAST(sum(CASE WHEN l.due_on = {today} THEN l.customers ELSE 0 END) AS BIGINT) AS due_today, \
             CAST(sum(l.customers) AS BIGINT) AS customers FROM owner_load l JOIN employees e ON e.id = l.owner_id \
             WHERE {} GROUP BY l.owner_id, e.name ORDER BY 3 DESC LIMIT 200",
            among("l.owner_id")
        ),
        Kind::List | Kind::Other => match owners {
            None => format!("{COLUMNS} FROM {CUSTOMERS} {PLACES} ORDER BY c.id DESC LIMIT 51"),
            Some(_) => format!(
                "{COLUMNS} FROM {OWNED} {PLACES} WHERE c.id = o.customer_id AND {} ORDER BY o.customer_id DESC LIMIT 51",
                among("o.owner_id")
            ),
        },
    }
}

/// The fullest districts that together have about so many customers of their holders.
pub fn crowded_districts(customers: i64) -> String {
    format!(
        "SELECT district_id AS number FROM (SELECT district_id, n, sum(n) OVER (ORDER BY n DESC, district_id) AS so_far \
         FROM (SELECT c.district_id, count(*) AS n FROM customers c JOIN ownerships o ON o.customer_id = c.id \
         JOIN district_holdings h ON h.district_id = c.district_id AND h.to_at IS NULL AND h.agent_id = o.owner_id \
         GROUP BY c.district_id) each_district) crowded WHERE so_far - n < {customers} ORDER BY district_id"
    )
}

/// Days since 1970-01-01 in China, the demo tenant's time zone.
fn today() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    (now.as_secs() + 8 * 3600) / 86_400
}

#[cfg(test)]
mod tests {
    use super::{Kind, statement};

    #[test]
    fn one_owner_is_compared_and_several_are_listed() {
        assert!(statement(Kind::List, Some(&[7])).contains("o.owner_id = 7 ORDER"));
        assert!(statement(Kind::Due, Some(&[7, 8])).contains("o.owner_id + 0 IN (7,8) ORDER"));
        assert!(!statement(Kind::List, None).contains("WHERE"));
    }
}
