//! Giving the reader a file that was made here.

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// A table as CSV, with the mark by which Excel recognises UTF-8.
pub fn csv(file_name: &str, rows: &[Vec<String>]) {
    let lines: Vec<_> =
        rows.iter().map(|row| row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",")).collect();
    let text = format!("\u{feff}{}\r\n", lines.join("\r\n"));
    // A browser that refuses leaves nothing to be done about it here.
    drop(offer(file_name, &text));
}

/// A file that the server made.
pub fn file(file_name: &str, blob: &Blob) {
    drop(offer_blob(file_name, blob));
}

fn offer(file_name: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type("text/csv;charset=utf-8");
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(text.as_bytes())), &options)?;
    offer_blob(file_name, &blob)
}

fn offer_blob(file_name: &str, blob: &Blob) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(file_name);
    link.click();
    Url::revoke_object_url(&address)
}

/// A cell that a spreadsheet would take for a formula is made a plain text by an apostrophe.
fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t']) { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}
