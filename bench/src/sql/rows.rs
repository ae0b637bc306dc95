//! What the statements return, typed, because turning bytes into values is part of the work.

use diesel::sql_types::{BigInt, Integer, Nullable, Text, Timestamptz};

/// One whole number.
#[derive(diesel::QueryableByName)]
pub struct Number {
    /// It.
    #[diesel(sql_type = BigInt)]
    pub number: i64,
}

/// How much of an owner's work is due.
#[expect(dead_code, reason = "the columns are decoded, not looked at")]
#[derive(diesel::QueryableByName)]
pub struct OwnerDue {
    #[diesel(sql_type = BigInt)]
    owner_id: i64,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    overdue: i64,
    #[diesel(sql_type = BigInt)]
    due_today: i64,
    #[diesel(sql_type = BigInt)]
    customers: i64,
}

/// A customer as a list shows it; the two databases differ in how they keep times.
macro_rules! customer {
    ($name:ident, $time:ty, $sql_time:ty) => {
        /// A customer as a list shows it.
        #[expect(dead_code, reason = "the columns are decoded, not looked at")]
        #[derive(diesel::QueryableByName)]
        pub struct $name {
            #[diesel(sql_type = BigInt)]
            id: i64,
            #[diesel(sql_type = Text)]
            name: String,
            #[diesel(sql_type = Text)]
            phone: String,
            #[diesel(sql_type = Text)]
            company: String,
            #[diesel(sql_type = Text)]
            source: String,
            #[diesel(sql_type = Text)]
            level: String,
            #[diesel(sql_type = Text)]
            status: String,
            #[diesel(sql_type = Nullable<BigInt>)]
            district_id: Option<i64>,
            #[diesel(sql_type = Nullable<Text>)]
            district: Option<String>,
            #[diesel(sql_type = Nullable<Text>)]
            city: Option<String>,
            #[diesel(sql_type = Nullable<Text>)]
            province: Option<String>,
            #[diesel(sql_type = Nullable<BigInt>)]
            owner_id: Option<i64>,
            #[diesel(sql_type = Nullable<Text>)]
            owner: Option<String>,
            #[diesel(sql_type = Nullable<$sql_time>)]
            owned_since: Option<$time>,
            #[diesel(sql_type = $sql_time)]
            registered_at: $time,
            #[diesel(sql_type = Nullable<$sql_time>)]
            last_follow_up_at: Option<$time>,
            #[diesel(sql_type = Nullable<Integer>)]
            idle_since: Option<i32>,
            #[diesel(sql_type = Nullable<Integer>)]
            due_on: Option<i32>,
            #[diesel(sql_type = BigInt)]
            version: i64,
        }
    };
}

customer!(SqliteCustomer, i64, BigInt);
customer!(PostgresCustomer, chrono::DateTime<chrono::Utc>, Timestamptz);
