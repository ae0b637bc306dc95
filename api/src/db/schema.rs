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
        merge_undo_days -> Integer,
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
        merged_into -> Nullable<BigInt>,
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
        order_id -> Nullable<BigInt>,
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
        unknown_columns -> Text,
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

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    product_lines (id) {
        id -> BigInt,
        code -> Text,
        name -> Text,
        status -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    groups (id) {
        id -> BigInt,
        name -> Text,
        description -> Text,
        product_line_id -> Nullable<BigInt>,
        clock_now -> BigInt,
        clock_turns -> BigInt,
        version -> BigInt,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    group_members (group_id, employee_id) {
        group_id -> BigInt,
        employee_id -> BigInt,
        weight -> Integer,
        capacity -> Nullable<Integer>,
        open_work -> Integer,
        paused -> Bool,
        seat_next -> BigInt,
        last_turn -> BigInt,
        joined_at -> Instant,
        left_at -> Nullable<Instant>,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    schedules (id) {
        id -> BigInt,
        name -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    schedule_spans (schedule_id, weekday, from_minute) {
        schedule_id -> BigInt,
        weekday -> Integer,
        from_minute -> Integer,
        to_minute -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    calendar_days (day) {
        day -> Integer,
        kind -> Text,
        as_weekday -> Nullable<Integer>,
        name -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    agent_states (employee_id) {
        employee_id -> BigInt,
        presence -> Text,
        presence_since -> Nullable<Instant>,
        capacity -> Nullable<Integer>,
        schedule_id -> Nullable<BigInt>,
        open_work -> Integer,
        last_assigned_at -> Nullable<Instant>,
        was_available -> Bool,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    agent_skills (employee_id, skill) {
        employee_id -> BigInt,
        skill -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    leaves (id) {
        id -> BigInt,
        employee_id -> BigInt,
        from_at -> Instant,
        to_at -> Instant,
        reason -> Text,
        gives_back -> Bool,
        gave_back_at -> Nullable<Instant>,
        created_at -> Instant,
        created_by -> Nullable<BigInt>,
        cancelled_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    roster_stamp (id) {
        id -> Integer,
        stamp -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    roster_events (id) {
        id -> BigInt,
        at -> Instant,
        employee_id -> BigInt,
        group_id -> Nullable<BigInt>,
        kind -> Text,
        value -> Nullable<Text>,
        by_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    policy_versions (id) {
        id -> BigInt,
        number -> BigInt,
        status -> Text,
        name -> Text,
        document -> Text,
        based_on -> Nullable<BigInt>,
        created_at -> Instant,
        created_by -> Nullable<BigInt>,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    policy_publications (id) {
        id -> BigInt,
        policy_version_id -> BigInt,
        at -> Instant,
        by_id -> Nullable<BigInt>,
        kind -> Text,
        note -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    work_items (id) {
        id -> BigInt,
        kind -> Text,
        customer_id -> BigInt,
        status -> Text,
        owner_id -> Nullable<BigInt>,
        group_id -> Nullable<BigInt>,
        change_id -> Nullable<BigInt>,
        since -> Nullable<Instant>,
        reason -> Nullable<Text>,
        by_id -> Nullable<BigInt>,
        changed_on -> Nullable<Integer>,
        facts -> Text,
        arrived_at -> Instant,
        answered_at -> Nullable<Instant>,
        done_at -> Nullable<Instant>,
        stage -> Text,
        response_minutes -> Nullable<Integer>,
        resolution_minutes -> Nullable<Integer>,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    work_periods (work_item_id, id) {
        work_item_id -> BigInt,
        id -> BigInt,
        owner_id -> BigInt,
        group_id -> Nullable<BigInt>,
        from_at -> Instant,
        to_at -> Instant,
        reason -> Text,
        by_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    inquiries (id) {
        id -> BigInt,
        customer_id -> BigInt,
        number -> Integer,
        external_id -> Nullable<Text>,
        entrance -> Text,
        form_version -> Integer,
        answers -> Text,
        channel -> Text,
        product_line_id -> Nullable<BigInt>,
        language -> Nullable<Text>,
        value -> Nullable<BigInt>,
        text -> Text,
        attributes -> Text,
        created_by -> Nullable<BigInt>,
        previous_hash -> Text,
        hash -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    waiting (case_id) {
        case_id -> BigInt,
        kind -> Text,
        line -> BigInt,
        level -> Integer,
        value -> BigInt,
        arrived_at -> Instant,
        reason -> Text,
        since -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    waiting_spots (spot, line) {
        spot -> Text,
        line -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    decisions (id) {
        id -> BigInt,
        case_id -> BigInt,
        kind -> Text,
        at -> Instant,
        policy_version_id -> BigInt,
        owner_id -> Nullable<BigInt>,
        rule -> Nullable<Integer>,
        route_kind -> Nullable<Text>,
        group_id -> Nullable<BigInt>,
        strategy -> Nullable<Text>,
        wait_reason -> Nullable<Text>,
        clock_now -> Nullable<BigInt>,
        clock_turns -> Nullable<BigInt>,
        seat_next -> Nullable<BigInt>,
        explanation -> Text,
        by_timer -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    fairness_ledger (day, employee_id, group_id) {
        day -> Integer,
        employee_id -> BigInt,
        group_id -> BigInt,
        received -> Integer,
        declined -> Integer,
        lost -> Integer,
        given_back -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    timers (case_id) {
        case_id -> BigInt,
        kind -> Text,
        change_id -> BigInt,
        due_on -> Integer,
        timer -> Text,
        publication_id -> BigInt,
        started_at -> Instant,
        passed_minutes -> Nullable<Integer>,
        passed_at -> Nullable<Instant>,
        due_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    timer_round (id) {
        id -> Integer,
        day -> Integer,
        publication_id -> BigInt,
        roster_stamp -> BigInt,
        part -> Text,
        after_day -> Integer,
        after_id -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    timer_wakes (id) {
        id -> BigInt,
        customer_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    notices (id) {
        id -> BigInt,
        employee_id -> BigInt,
        kind -> Text,
        at -> Instant,
        watch -> Text,
        timer -> Text,
        timer_name -> Text,
        customer_id -> BigInt,
        customers -> Integer,
        case_id -> Nullable<BigInt>,
        person_id -> Nullable<BigInt>,
        since -> Instant,
        sum_key -> Nullable<Text>,
        read_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    redistributions (id) {
        id -> BigInt,
        at -> Instant,
        by_id -> Nullable<BigInt>,
        reason -> Text,
        note -> Text,
        customers -> Integer,
        work_items -> Integer,
        undone_at -> Nullable<Instant>,
        undone_by -> Nullable<BigInt>,
        undone_customers -> Nullable<Integer>,
        undone_work_items -> Nullable<Integer>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    redistribution_shares (redistribution_id, from_id, to_id) {
        redistribution_id -> BigInt,
        from_id -> BigInt,
        to_id -> BigInt,
        customers -> Integer,
        work_items -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    exports (id) {
        id -> BigInt,
        asker_id -> BigInt,
        slot -> BigInt,
        what -> Text,
        format -> Text,
        lang -> Text,
        state -> Text,
        written -> BigInt,
        expected -> Nullable<BigInt>,
        file_name -> Text,
        size -> Nullable<BigInt>,
        sha256 -> Nullable<Text>,
        reach -> Nullable<Text>,
        lease -> Nullable<BigInt>,
        lease_until -> Nullable<Instant>,
        attempts -> BigInt,
        failure -> Nullable<Text>,
        created_at -> Instant,
        started_at -> Nullable<Instant>,
        finished_at -> Nullable<Instant>,
        expires_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Nullable, Text};
    use crate::db::Instant;

    saved_views (id) {
        id -> BigInt,
        owner_id -> BigInt,
        page -> Text,
        name -> Text,
        query -> Text,
        role_id -> Nullable<BigInt>,
        created_at -> Instant,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    order_parts (id) {
        id -> BigInt,
        external_id -> Text,
        order_id -> Nullable<BigInt>,
        parts -> Text,
        first_at -> Instant,
        last_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    orders (id) {
        id -> BigInt,
        external_id -> Text,
        title -> Text,
        state -> Text,
        currency -> Text,
        amount -> BigInt,
        product_line_id -> Nullable<BigInt>,
        channel -> Text,
        note -> Text,
        placed_at -> Instant,
        paid_at -> Nullable<Instant>,
        deal_on -> Nullable<Integer>,
        deal_owner_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    order_items (order_id, position) {
        order_id -> BigInt,
        position -> Integer,
        product_line_id -> Nullable<BigInt>,
        name -> Text,
        quantity -> BigInt,
        unit_amount -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    deal_ledger (day, employee_id, product_line_id, currency) {
        day -> Integer,
        employee_id -> BigInt,
        product_line_id -> BigInt,
        currency -> Text,
        deals -> BigInt,
        amount -> BigInt,
        taken_off -> BigInt,
        amount_taken_off -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    entrances (id) {
        id -> BigInt,
        code -> Text,
        name -> Text,
        channel -> Text,
        product_line_id -> Nullable<BigInt>,
        status -> Text,
        form_version -> Integer,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    entrance_forms (entrance, version) {
        entrance -> Text,
        version -> Integer,
        fields -> Text,
        made_at -> Instant,
        made_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    messages (id) {
        id -> BigInt,
        inquiry_id -> BigInt,
        kind -> Text,
        employee_id -> Nullable<BigInt>,
        text -> Text,
        at -> Instant,
        external_id -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    interpretations (id) {
        id -> BigInt,
        inquiry_id -> BigInt,
        employee_id -> BigInt,
        text -> Text,
        at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    inquiry_categories (id) {
        id -> BigInt,
        name -> Text,
        status -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    inquiry_filings (inquiry_id) {
        inquiry_id -> BigInt,
        category_id -> BigInt,
        by_id -> Nullable<BigInt>,
        at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    canned_replies (id) {
        id -> BigInt,
        title -> Text,
        text -> Text,
        product_line_id -> Nullable<BigInt>,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    channel_identities (id) {
        id -> BigInt,
        channel -> Text,
        subject -> Text,
        phone -> Nullable<Text>,
        customer_id -> Nullable<BigInt>,
        proof -> Nullable<Text>,
        bound_at -> Nullable<Instant>,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    inquiry_senders (inquiry_id) {
        inquiry_id -> BigInt,
        identity_id -> BigInt,
        proof -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    widgets (id) {
        id -> BigInt,
        key -> Text,
        name -> Text,
        entrance -> Text,
        origins -> Text,
        greeting -> Text,
        colour -> Text,
        status -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    visitor_sessions (id) {
        id -> BigInt,
        token_hash -> Text,
        identity_id -> BigInt,
        widget_id -> Nullable<BigInt>,
        created_at -> Instant,
        expires_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    public_uses (subject, window_at) {
        subject -> Text,
        window_at -> Instant,
        uses -> Integer,
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

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    file_shelf (id) {
        id -> Integer,
        folder -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    files (id) {
        id -> BigInt,
        hash -> Text,
        size -> BigInt,
        kind -> Text,
        name -> Text,
        width -> Nullable<Integer>,
        height -> Nullable<Integer>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    attachments (id) {
        id -> BigInt,
        inquiry_id -> BigInt,
        employee_id -> Nullable<BigInt>,
        at -> Instant,
        message_id -> Nullable<BigInt>,
        place -> Nullable<Integer>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    avatars (id) {
        id -> BigInt,
        name -> Text,
        introduction -> Text,
        picture_id -> Nullable<BigInt>,
        is_active -> Bool,
        is_default -> Bool,
        version -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    avatar_groups (group_id) {
        group_id -> BigInt,
        avatar_id -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    avatar_people (employee_id) {
        employee_id -> BigInt,
        avatar_id -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    work_avatars (work_item_id) {
        work_item_id -> BigInt,
        avatar_id -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    customer_merges (id) {
        id -> BigInt,
        kept_id -> BigInt,
        gone_id -> BigInt,
        at -> Instant,
        by_id -> Nullable<BigInt>,
        reason -> Text,
        status_before -> Text,
        owner_before -> Nullable<BigInt>,
        memo -> Text,
        undone_at -> Nullable<Instant>,
        undone_by -> Nullable<BigInt>,
        undo_reason -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    customer_merge_rows (merge_id, kind, row_id) {
        merge_id -> BigInt,
        kind -> Text,
        row_id -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    customers_apart (one_id, other_id) {
        one_id -> BigInt,
        other_id -> BigInt,
        at -> Instant,
        by_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    search_due (kind, row_id) {
        kind -> Text,
        row_id -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    behaviour_events (id) {
        id -> BigInt,
        source -> Text,
        external_id -> Text,
        told_of -> BigInt,
        day -> Integer,
        kind -> Text,
        at -> Instant,
        subject -> Text,
        url -> Text,
        digest -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    behaviour_days (id) {
        id -> BigInt,
        told_of -> BigInt,
        customer_id -> BigInt,
        day -> Integer,
        kind -> Text,
        times -> BigInt,
        first_at -> Instant,
        last_at -> Instant,
        last_subject -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::db::Instant;

    duplicate_suggestions (id) {
        id -> BigInt,
        one_id -> BigInt,
        other_id -> BigInt,
        found_at -> Instant,
        same_name_and_company -> Nullable<BigInt>,
        phone_typo -> Nullable<BigInt>,
        same_name_and_phone_tail -> Nullable<BigInt>,
        sounds_alike -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    duplicates_due (id) {
        id -> BigInt,
        customer_id -> BigInt,
        name -> Nullable<Text>,
        company -> Nullable<Text>,
        pinyin -> Nullable<Text>,
        phone_tail -> Nullable<Text>,
    }
}
