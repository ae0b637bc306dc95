//! Files in and out, piece by piece: none is ever in memory as a whole.

use std::{io::Read, sync::Arc, time::Duration};

use actix_web::{
    HttpRequest, HttpResponse,
    body::SizedStream,
    http::header::{self, HeaderValue},
    web,
};
use futures_util::StreamExt;
use shared::{ErrorCode, files::FileKind};

use super::{State, blocking};
use crate::{
    error::{Error, Result, refused, too_large},
    files::{Checked, Incoming, Stored, Wanted},
};

/// How long the next piece of an upload is waited for.
const PATIENCE: Duration = Duration::from_secs(30);
/// How many bytes are written or read at once.
const PIECE: usize = 256 << 10;

/// Takes a file of at most `limit` bytes. What is up to twice as large is read to its end all the same, so that its sender hears
/// why it was refused instead of losing the connection.
///
/// # Errors
/// When it is too large, empty or not what is wanted, it stops coming, or the disk fails.
pub async fn receive(
    state: &Arc<State>,
    mut body: web::Payload,
    wanted: Wanted,
    said: String,
    limit: usize,
) -> Result<Checked> {
    let shelf = state.shelf.clone();
    let mut incoming = Some(blocking(move || Incoming::begin(&shelf, limit)).await?);
    let (mut size, mut piece) = (0, Vec::with_capacity(PIECE));
    while let Some(part) =
        tokio::time::timeout(PATIENCE, body.next()).await.map_err(|_| refused(ErrorCode::BadRequest))?
    {
        let part = part.map_err(|_| refused(ErrorCode::BadRequest))?;
        size += part.len();
        if size > limit {
            incoming = None;
        }
        if size > 2 * limit {
            break;
        }
        let Some(file) = incoming.take() else { continue };
        piece.extend_from_slice(&part);
        incoming = Some(if piece.len() < PIECE { file } else { add(file, std::mem::take(&mut piece)).await? });
    }
    let file = incoming.ok_or_else(|| too_large(limit))?;
    let file = add(file, piece).await?;
    blocking(move || file.finish(wanted, &said)).await
}

async fn add(mut file: Incoming, piece: Vec<u8>) -> Result<Incoming> {
    blocking(move || {
        file.write(&piece)?;
        Ok(file)
    })
    .await
}

/// Who may keep a copy of a file that is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copies {
    /// The browser of whoever asked, who may see it no more tomorrow.
    Private,
    /// Everybody: it is public, and another one has another address.
    Public,
}

/// Serves a file as what it was found to be, and so that no browser ever takes it for a page: only pictures are shown where they
/// stand, everything else is saved.
///
/// # Errors
/// When its bytes are missing.
pub async fn serve(state: &Arc<State>, request: &HttpRequest, file: Stored, copies: Copies) -> Result<HttpResponse> {
    let etag = format!("\"{}\"", &file.hash[..32]);
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = known.is_some_and(|known| known.split(',').any(|one| one.trim() == etag));
    let mut response = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((header::ETAG, etag)).insert_header((
        header::CACHE_CONTROL,
        match copies {
            Copies::Private => "private, max-age=600",
            Copies::Public => "public, max-age=86400",
        },
    ));
    if is_known {
        return Ok(response.finish());
    }
    let (shelf, hash) = (state.shelf.clone(), file.hash.clone());
    let bytes = blocking(move || shelf.read(&hash)).await?;
    let pieces = futures_util::stream::try_unfold(bytes, |mut bytes| async move {
        let read = move || {
            let mut piece = Vec::with_capacity(PIECE);
            Read::by_ref(&mut bytes).take(PIECE as u64).read_to_end(&mut piece).map_err(anyhow::Error::from)?;
            Ok::<_, Error>((web::Bytes::from(piece), bytes))
        };
        let (piece, bytes) = blocking(read).await?;
        Ok::<_, Error>((!piece.is_empty()).then_some((piece, bytes)))
    });
    response
        .content_type(file.kind.media_type())
        .insert_header((header::CONTENT_DISPOSITION, disposition(&file.name, file.kind)))
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        // It is compressed already, or not worth it; and its length shall be known.
        .insert_header((header::CONTENT_ENCODING, "identity"));
    Ok(response.body(SizedStream::new(file.size, Box::pin(pieces))))
}

/// The name in both forms: the second is for every browser of today.
fn disposition(name: &str, kind: FileKind) -> HeaderValue {
    use std::fmt::Write;
    let how = if kind.is_picture() { "inline" } else { "attachment" };
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
    let mut exact = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
            exact.push(char::from(byte));
        } else {
            let _ = write!(exact, "%{byte:02X}");
        }
    }
    let text = format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{exact}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use shared::files::FileKind;

    use super::disposition;

    #[test]
    fn a_name_reaches_the_browser_whole_and_breaks_no_header() {
        let said = disposition("行程 1.pdf", FileKind::Pdf);
        assert_eq!(said, "attachment; filename=\"___1.pdf\"; filename*=UTF-8''%E8%A1%8C%E7%A8%8B%201.pdf");
        assert_eq!(
            disposition("a\"\r\n.png", FileKind::Png),
            "inline; filename=\"a___.png\"; filename*=UTF-8''a%22%0D%0A.png"
        );
    }
}
