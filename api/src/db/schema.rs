//! The tables as diesel sees them; a test compares them with both databases.

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    node_counter (id) {
        id -> Integer,
        next -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    access_version (id) {
        id -> Integer,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    settings (id) {
        id -> Integer,
        days_a -> Integer,
        days_b -> Integer,
        days_c -> Integer,
        days_d -> Integer,
        time_zone -> Text,
        token_secret -> Nullable<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    org_units (id) {
        id -> BigInt,
        parent_id -> Nullable<BigInt>,
        name -> Text,
        version -> BigInt,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    employees (id) {
        id -> BigInt,
        number -> Text,
        name -> Text,
        phone -> Nullable<Text>,
        username -> Nullable<Text>,
        unit_id -> BigInt,
        is_agent -> Bool,
        status -> Text,
        starts_at -> Nullable<Instant>,
        ends_at -> Nullable<Instant>,
        search -> Text,
        version -> BigInt,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    credentials (employee_id) {
        employee_id -> BigInt,
        password_hash -> Text,
        must_change -> Bool,
        changed_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    sign_in_failures (subject) {
        subject -> Text,
        failures -> Integer,
        last_at -> Instant,
        locked_until -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    sessions (id) {
        id -> BigInt,
        employee_id -> BigInt,
        created_at -> Instant,
        last_seen_at -> Instant,
        expires_at -> Instant,
        revoked_at -> Nullable<Instant>,
        user_agent -> Text,
        ip -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    refresh_tokens (hash) {
        hash -> Text,
        session_id -> BigInt,
        created_at -> Instant,
        used_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    roles (id) {
        id -> BigInt,
        code -> Nullable<Text>,
        name -> Text,
        description -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    role_grants (role_id, permission, scope) {
        role_id -> BigInt,
        permission -> Text,
        scope -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    employee_roles (employee_id, role_id) {
        employee_id -> BigInt,
        role_id -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    data_roles (id) {
        id -> BigInt,
        name -> Text,
        description -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    data_role_units (data_role_id, unit_id) {
        data_role_id -> BigInt,
        unit_id -> BigInt,
        include_below -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    data_role_people (data_role_id, employee_id) {
        data_role_id -> BigInt,
        employee_id -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    employee_data_roles (employee_id, data_role_id) {
        employee_id -> BigInt,
        data_role_id -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    api_keys (id) {
        id -> BigInt,
        name -> Text,
        kind -> Text,
        prefix -> Text,
        secret_hash -> Text,
        created_at -> Instant,
        last_used_at -> Nullable<Instant>,
        revoked_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    provinces (id) {
        id -> BigInt,
        code -> Text,
        name -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    cities (id) {
        id -> BigInt,
        province_id -> BigInt,
        code -> Text,
        name -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    districts (id) {
        id -> BigInt,
        code -> Text,
        name -> Text,
        county -> Text,
        city_id -> BigInt,
        status -> Text,
        search -> Text,
        version -> BigInt,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    district_holdings (id) {
        id -> BigInt,
        district_id -> BigInt,
        agent_id -> BigInt,
        from_at -> Instant,
        to_at -> Nullable<Instant>,
        by_id -> Nullable<BigInt>,
        reason -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    district_stamp (id) {
        id -> Integer,
        stamp -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    customers (id) {
        id -> BigInt,
        phone -> Text,
        phone_tail -> Text,
        name -> Text,
        pinyin -> Text,
        initials -> Text,
        company -> Text,
        source -> Text,
        address -> Text,
        attributes -> Text,
        level -> Text,
        status -> Text,
        district_id -> Nullable<BigInt>,
        registered_at -> Instant,
        reviewed_at -> Nullable<Instant>,
        reviewed_by -> Nullable<BigInt>,
        reject_reason -> Nullable<Text>,
        last_follow_up_at -> Nullable<Instant>,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    owner_load (owner_id, due_on) {
        owner_id -> BigInt,
        due_on -> Integer,
        customers -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    ownerships (customer_id) {
        customer_id -> BigInt,
        owner_id -> BigInt,
        change_id -> BigInt,
        since -> Instant,
        reason -> Text,
        by_id -> Nullable<BigInt>,
        idle_since -> Integer,
        due_on -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    ownership_periods (customer_id, id) {
        customer_id -> BigInt,
        id -> BigInt,
        owner_id -> BigInt,
        from_at -> Instant,
        to_at -> Instant,
        reason -> Text,
        by_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    follow_ups (id) {
        id -> BigInt,
        customer_id -> BigInt,
        author_id -> BigInt,
        owner_id -> Nullable<BigInt>,
        at -> Instant,
        way -> Text,
        content -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    timeline (id) {
        id -> BigInt,
        customer_id -> BigInt,
        at -> Instant,
        kind -> Text,
        by_id -> Nullable<BigInt>,
        detail -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    audit_log (id) {
        id -> BigInt,
        at -> Instant,
        actor -> Text,
        actor_id -> Nullable<BigInt>,
        action -> Text,
        entity -> Text,
        entity_id -> Nullable<Text>,
        label -> Text,
        before -> Nullable<Text>,
        after -> Nullable<Text>,
        ip -> Nullable<Text>,
        request_id -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    idempotency_keys (caller, key) {
        caller -> Text,
        key -> Text,
        fingerprint -> Text,
        answer -> Text,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    imports (id) {
        id -> BigInt,
        kind -> Text,
        file_name -> Text,
        status -> Text,
        total -> BigInt,
        checked -> BigInt,
        added -> BigInt,
        changed -> BigInt,
        unchanged -> BigInt,
        bad -> BigInt,
        failure -> Nullable<Text>,
        by_id -> Nullable<BigInt>,
        created_at -> Instant,
        touched_at -> Instant,
        applied_at -> Nullable<Instant>,
        file_columns -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    import_lines (import_id, line) {
        import_id -> BigInt,
        line -> BigInt,
        action -> Text,
        cells -> Text,
        errors -> Nullable<Text>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    node_counter,
    access_version,
    settings,
    org_units,
    employees,
    credentials,
    sign_in_failures,
    sessions,
    refresh_tokens,
    roles,
    role_grants,
    employee_roles,
    data_roles,
    data_role_units,
    data_role_people,
    employee_data_roles,
    api_keys,
    provinces,
    cities,
    districts,
    district_holdings,
    district_stamp,
    customers,
    ownerships,
    ownership_periods,
    owner_load,
    follow_ups,
    timeline,
    audit_log,
    idempotency_keys,
    imports,
    import_lines,
);
