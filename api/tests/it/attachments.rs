//! Files that are sent with messages.

use std::{
    fs,
    path::Path,
    time::{Duration, SystemTime},
};

use guike::{
    db::{At, sql},
    files::{self, Shelf},
    inquiries,
};
use serde_json::{Value, json};

use crate::{
    common::{App, Caller, MAX_ATTACHMENT, Office, World, both, in_force, question},
    invariants::{assert_sound, at_once, number},
};

/// The least that is a picture of 2 x 3 pixels.
pub fn png(more: &[u8]) -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x02\0\0\0\x03\x08\x06".as_slice(), more].concat()
}

async fn upload(caller: &Caller, inquiry: &str, name: &str, bytes: Vec<u8>) -> Value {
    caller.upload(&format!("{inquiry}/attachments?file_name={name}"), bytes).await.expect(201)
}

fn id(made: &Value) -> &str {
    made["id"].as_str().expect("an id")
}

/// Every file below a folder.
fn on_disk(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(on_disk(&path)) } else { found.push(path) }
    }
    found
}

/// A world in which the policy gives an inquiry of somebody new to one of an office; its address for employees, and for customers.
async fn asked(app: &App) -> (World, String, String) {
    let office = Office::open(&app.database, 1, None);
    in_force(&app.database, vec![office.rule("round_robin", true)]);
    let world = World::build(app).await;
    let made = world.mini_program.post("/mp/v1/inquiries", question("13600000001")).await.expect(201);
    let (ours, theirs) = (format!("/api/v1/inquiries/{}", id(&made)), format!("/mp/v1/inquiries/{}", id(&made)));
    (world, ours, theirs)
}

both! {
    async fn a_file_is_uploaded_sent_once_and_read_by_both_sides(app: App) {
        let (world, ours, theirs) = asked(&app).await;
        let picture = png(b"pixels");
        let sent = upload(&world.mini_program, &theirs, "..%2F..%2Fetc%2F%E7%85%A7%E7%89%87.exe", picture.clone()).await;
        assert_eq!((&sent["name"], &sent["kind"], &sent["media_type"]), (&json!("照片.exe.png"), &json!("png"), &json!("image/png")));
        assert_eq!((&sent["size"], &sent["width"], &sent["height"]), (&json!(picture.len()), &json!(2), &json!(3)));
        let file = |side: &str| format!("{side}/attachments/{}", id(&sent));
        assert_eq!(world.admin.get(&file(&ours)).await.problem(404), "not_found", "not sent, and not one's own");
        assert_eq!(world.mini_program.get(&file(&theirs)).await.problem(404), "not_found", "not sent");
        let said = json!({"text": "", "attachments": [sent["id"]], "external_id": "m1"});
        let heard = world.mini_program.post(&format!("{theirs}/messages"), said.clone()).await.expect(201);
        assert_eq!((&heard["attachments"][0]["name"], &heard["avatar"]), (&json!("照片.exe.png"), &Value::Null));
        assert_eq!(world.mini_program.post(&format!("{theirs}/messages"), said).await.expect(201), heard, "the same again");
        for (caller, side) in [(&world.admin, &ours), (&world.mini_program, &theirs)] {
            let read = caller.get(&file(side)).await;
            assert_eq!((read.status, &read.bytes), (200, &picture));
            let header = |name: &str| read.headers[name].to_str().expect("text").to_owned();
            assert_eq!(header("content-type"), "image/png");
            assert!(header("content-disposition").starts_with("inline; filename=\"__.exe.png\"; filename*=UTF-8''%E7"));
            assert_eq!(header("x-content-type-options"), "nosniff");
            assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox");
            assert!(header("cache-control").starts_with("private"));
            assert_eq!(header("content-length"), picture.len().to_string());
            let etag = header("etag");
            let again = caller.send(reqwest::Method::GET, &file(side), None, &[("if-none-match", &etag)]).await;
            assert_eq!((again.status, again.bytes.len()), (304, 0));
        }
        let stranger = world.anna.get(&file(&ours)).await;
        assert_eq!(stranger.problem(404), "not_found");
        let timeline = world.admin.get(&ours).await.expect(200)["customer_id"].clone();
        let timeline = format!("/api/v1/customers/{}/timeline?kind=message", timeline.as_str().expect("an id"));
        assert_eq!(world.admin.get(&timeline).await.expect(200)["items"][0]["content"], "照片.exe.png");

        // Once sent it stays as it is.
        let again = json!({"text": "x", "attachments": [sent["id"]]});
        let twice = world.mini_program.post(&format!("{theirs}/messages"), again.clone()).await;
        assert_eq!(twice.body["errors"][0]["pointer"], "/attachments/0");
        assert_eq!(twice.problem(422), "invalid");
        for statement in [
            "UPDATE attachments SET place = 2",
            "UPDATE attachments SET message_id = NULL, place = NULL",
            "DELETE FROM attachments",
            "DELETE FROM files",
            "UPDATE files SET name = 'x'",
            "INSERT INTO attachments (id, inquiry_id, at, message_id, place) SELECT id + 1, inquiry_id, at, id, 2 FROM messages LIMIT 1",
        ] {
            app.database.write(|db| sql::<()>(statement).run(db)).expect_err(statement);
        }
        assert_sound(&app);
    }
}

both! {
    async fn what_a_file_is_is_told_by_its_bytes_and_not_by_its_name(app: App) {
        let (world, ours, theirs) = asked(&app).await;
        for (name, bytes) in [
            ("a.png", b"<html><script>alert(1)</script></html>".to_vec()),
            ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>".to_vec()),
            ("a.jpg", b"MZ\x90\0\x03\0\0\0".to_vec()),
            ("a.docx", b"PK\x03\x04\x14\0\0\0".to_vec()),
            ("a.txt", b"\xff\xfeh\0i\0".to_vec()),
        ] {
            let refused = world.mini_program.upload(&format!("{theirs}/attachments?file_name={name}"), bytes).await;
            assert_eq!(refused.body["errors"][0]["code"], "file_kind_refused", "{name}");
            assert!(refused.body["errors"][0]["allowed"].as_str().expect("what is taken").contains("PDF"));
            assert_eq!(refused.problem(422), "invalid");
        }
        let nothing = world.admin.upload(&format!("{ours}/attachments?file_name=a"), vec![]).await;
        assert_eq!(nothing.problem(422), "invalid");
        let unknown = world.admin.upload(&format!("{ours}/attachments?file_name=a&x=1"), png(b"")).await;
        assert_eq!(unknown.problem(422), "invalid");
        for size in [MAX_ATTACHMENT + 1, 2 * MAX_ATTACHMENT] {
            let large = world.admin.upload(&format!("{ours}/attachments?file_name=a.txt"), vec![b'x'; size]).await;
            assert_eq!(large.body["detail"], format!("≤ {MAX_ATTACHMENT} bytes"));
            assert_eq!(large.problem(413), "too_large");
        }
        assert_eq!(on_disk(&app.files), Vec::<std::path::PathBuf>::new(), "nothing of what was refused stays");
        // What is just not too large is written in pieces, and is read as it was; text is never shown where it stands.
        let text = "归客".repeat(MAX_ATTACHMENT / 6).into_bytes();
        let made = upload(&world.admin, &ours, "a.html", text.clone()).await;
        assert_eq!((&made["name"], &made["kind"]), (&json!("a.html.txt"), &json!("text")));
        let read = world.admin.get(&format!("{ours}/attachments/{}", id(&made))).await;
        assert_eq!((read.bytes, read.headers["content-type"].to_str().expect("text")), (text, "text/plain; charset=utf-8"));
        assert!(read.headers["content-disposition"].to_str().expect("text").starts_with("attachment;"));
    }
}

both! {
    async fn nobody_sends_or_reads_what_is_not_theirs(app: App) {
        let (world, ours, theirs) = asked(&app).await;
        let other = world.mini_program.post("/mp/v1/inquiries", question("13600000002")).await.expect(201);
        let other_theirs = format!("/mp/v1/inquiries/{}", id(&other));
        assert_eq!(world.anna.upload(&format!("{ours}/attachments?file_name=a"), png(b"")).await.problem(404), "not_found");
        let nowhere = format!("/mp/v1/inquiries/{}/attachments?file_name=a", world.id("anna"));
        assert_eq!(world.mini_program.upload(&nowhere, png(b"")).await.problem(404), "not_found");

        // Uploaded to another inquiry, by somebody else, or a day ago.
        let foreign = upload(&world.mini_program, &other_theirs, "a", png(b"1")).await;
        let of_lead = upload(&world.admin, &ours, "a", png(b"2")).await;
        let old = upload(&world.mini_program, &theirs, "a", png(b"3")).await;
        let old_id: shared::ids::AttachmentId = id(&old).parse().expect("an id");
        app.database
            .write(|db| {
                // Made again with another time: one cannot change it.
                sql::<()>("DELETE FROM attachments WHERE id = $1").bind(old_id).run(db)?;
                sql::<()>("INSERT INTO attachments (id, inquiry_id, at) SELECT $1, inquiry_id, $2 FROM attachments WHERE employee_id > 0")
                    .bind(old_id)
                    .bind(At::now().plus(-chrono::TimeDelta::hours(25)))
                    .run(db)
            })
            .expect("an old one");
        for made in [&foreign, &of_lead, &old] {
            let said = json!({"text": "x", "attachments": [made["id"]]});
            assert_eq!(world.mini_program.post(&format!("{theirs}/messages"), said).await.problem(422), "invalid");
        }
        assert_eq!(number(&app, "SELECT count(*) FROM messages"), 0, "all or nothing");
        let many: Vec<&Value> = vec![&foreign["id"]; 11];
        let refused = world.mini_program.post(&format!("{theirs}/messages"), json!({"text": "x", "attachments": many})).await;
        assert_eq!(refused.problem(422), "invalid");
        assert_eq!(world.lead.get(&format!("{ours}/attachments/{}", id(&of_lead))).await.problem(404), "not_found");

        // A note's files are for colleagues; the customer's side never has them.
        let note = json!({"kind": "note", "text": "内部", "attachments": [of_lead["id"]]});
        world.admin.post(&format!("{ours}/messages"), note).await.expect(201);
        let hidden = format!("{theirs}/attachments/{}", id(&of_lead));
        assert_eq!(world.mini_program.get(&hidden).await.problem(404), "not_found");
        assert_eq!(world.admin.get(&format!("{ours}/attachments/{}", id(&of_lead))).await.status, 200);
        let elsewhere = format!("{other_theirs}/attachments/{}", id(&of_lead));
        assert_eq!(world.mini_program.get(&elsewhere).await.problem(404), "not_found");
        let seen = world.mini_program.get(&format!("{theirs}/messages")).await.expect(200);
        assert_eq!(seen["items"], json!([]));
        assert_sound(&app);
    }
}

both! {
    async fn of_many_messages_that_name_one_file_at_once_exactly_one_has_it(app: App) {
        let (world, ours, _) = asked(&app).await;
        let made = upload(&world.admin, &ours, "a", png(b"x")).await;
        let statuses = at_once(24, |n| {
            let (caller, path) = (world.admin.clone(), format!("{ours}/messages"));
            // Notes do not wait for each other as replies do.
            let said = json!({"kind": "note", "text": format!("{n}"), "attachments": [made["id"]]});
            async move { caller.post(&path, said).await.status }
        })
        .await;
        assert_eq!(statuses, [(201, 1), (422, 23)].into());
        assert_eq!(number(&app, "SELECT count(*) FROM messages"), 1);
        assert_sound(&app);
    }
}

both! {
    async fn what_was_left_lying_is_swept_away_after_a_day_and_nothing_else(app: App) {
        let (world, ours, _) = asked(&app).await;
        let made = upload(&world.admin, &ours, "a", png(b"kept")).await;
        world.admin.post(&format!("{ours}/messages"), json!({"kind": "note", "text": "", "attachments": [made["id"]]})).await.expect(201);
        upload(&world.admin, &ours, "b", png(b"forgotten")).await;
        upload(&world.admin, &ours, "c", png(b"kept")).await;
        assert_eq!(on_disk(&app.files).len(), 2, "the same bytes lie there once");
        let shelf = app.database.write(|db| Shelf::open(db, &app.files)).expect("a shelf");
        // A process died: once while a file came in, once before the row was written.
        let own = fs::read_dir(&app.files).expect("a folder").next().expect("one").expect("it").path();
        let lost = own.join("ab").join("cd");
        fs::create_dir_all(&lost).expect("a folder");
        fs::write(own.join("incoming").join("half"), "x").expect("a file");
        fs::write(lost.join("abcd".repeat(16)), "x").expect("a file");
        let forgotten = number(&app, "SELECT count(*) FROM attachments WHERE message_id IS NULL");
        assert_eq!(forgotten, 2);
        let two_days = At::now().plus(-chrono::TimeDelta::days(2));
        app.database
            .write(|db| {
                let unsent: Vec<(i64, i64)> = diesel::RunQueryDsl::load(
                    sql::<(diesel::sql_types::BigInt, diesel::sql_types::BigInt)>(
                        "SELECT id, inquiry_id FROM attachments WHERE message_id IS NULL",
                    ),
                    db,
                )?;
                for (id, inquiry) in unsent {
                    sql::<()>("DELETE FROM attachments WHERE id = $1").bind(id).run(db)?;
                    sql::<()>("INSERT INTO attachments (id, inquiry_id, at) VALUES ($1, $2, $3)")
                        .bind(id).bind(inquiry).bind(two_days).run(db)?;
                }
                Ok::<_, guike::error::Error>(())
            })
            .expect("older uploads");
        let sweep_a_day = |from: SystemTime| -> usize {
            let hours = (0..24).map(|hour| from + Duration::from_secs(hour * 3600));
            hours.map(|now| files::sweep(&app.database, &shelf, now).expect("a sweep")).sum()
        };
        assert_eq!(files::sweep(&app.database, &shelf, SystemTime::now()).expect("a sweep"), 0, "nothing is old yet");
        app.database.write(inquiries::forget_unsent).expect("a housekeeper");
        assert_eq!(number(&app, "SELECT count(*) FROM files"), 1);
        assert_eq!(on_disk(&app.files).len(), 4);
        assert_eq!(sweep_a_day(SystemTime::now() + Duration::from_secs(25 * 3600)), 3);
        assert_eq!(on_disk(&app.files).len(), 1);
        let read = world.admin.get(&format!("{ours}/attachments/{}", id(&made))).await;
        assert_eq!(read.bytes, png(b"kept"));
    }
}
