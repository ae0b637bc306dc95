//! Files 文件: of which kinds they may be, and what they are called.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{Check, Faults, problem::FieldCode, text_enum};

/// How many characters the name of a file keeps.
pub const MAX_NAME: usize = 120;
/// The most bytes that a picture of an avatar may have.
pub const MAX_PICTURE: usize = 2 << 20;
/// The most pixels that a side of such a picture may have.
pub const MAX_PIXELS: u32 = 4096;

text_enum! {
    /// What a file is by its bytes.
    pub enum FileKind {
        /// A picture.
        Png = "png",
        /// A picture.
        Jpeg = "jpeg",
        /// A picture.
        Webp = "webp",
        /// A picture.
        Gif = "gif",
        /// A document.
        Pdf = "pdf",
        /// Plain text in UTF-8.
        Text = "text",
        /// A film.
        Mp4 = "mp4",
        /// Sound.
        M4a = "m4a",
        /// Speech, as WeChat records it.
        Amr = "amr",
        /// Sound.
        Mp3 = "mp3",
        /// A document without macros.
        Docx = "docx",
        /// A workbook without macros.
        Xlsx = "xlsx",
        /// Slides without macros.
        Pptx = "pptx",
    }
}

impl FileKind {
    /// Every kind that is taken, as a person reads it.
    pub const ALLOWED: &'static str = "PNG, JPEG, WebP, GIF, PDF, TXT, MP4, M4A, AMR, MP3, DOCX, XLSX, PPTX";
    /// The kinds of pictures, as a person reads them.
    pub const PICTURES: &'static str = "PNG, JPEG, WebP, GIF";

    /// The media type with which it is served.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
            Self::Pdf => "application/pdf",
            Self::Text => "text/plain; charset=utf-8",
            Self::Mp4 => "video/mp4",
            Self::M4a => "audio/mp4",
            Self::Amr => "audio/amr",
            Self::Mp3 => "audio/mpeg",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        }
    }

    /// Whether it is a picture made of pixels, which a browser may show where it stands.
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Webp | Self::Gif)
    }

    /// The ending by which systems recognise it.
    const fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Pdf => "pdf",
            Self::Text => "txt",
            Self::Mp4 => "mp4",
            Self::M4a => "m4a",
            Self::Amr => "amr",
            Self::Mp3 => "mp3",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
        }
    }

    fn also_ends(self, ending: &str) -> bool {
        match self {
            Self::Jpeg => matches!(ending, "jpg" | "jpeg" | "jfif"),
            Self::Mp4 => matches!(ending, "mp4" | "m4v" | "mov"),
            Self::Text => matches!(ending, "txt" | "csv" | "md" | "log"),
            _ => ending == self.ending(),
        }
    }
}

/// The name under which a file is kept: what stands after the last slash of what was said, without characters that mean something
/// to a file system or cannot be shown, of at most [`MAX_NAME`] characters, with an ending of its kind.
pub fn clean_name(said: &str, kind: FileKind) -> String {
    let last = said.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .map(|c| if matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|') { '_' } else { c })
        .filter(|c| !c.is_control() && !turns_text_around(*c))
        .collect();
    let kept = kept.trim().trim_start_matches('.').trim_end_matches(['.', ' ']);
    let (stem, ending) = kept.rsplit_once('.').unwrap_or((kept, ""));
    let ending = ending.to_lowercase();
    let (stem, ending) = match (stem.is_empty(), kind.also_ends(&ending)) {
        (false, true) => (stem, ending.as_str()),
        _ => (kept, kind.ending()),
    };
    let stem: String = stem.chars().take(MAX_NAME - 1 - ending.len()).collect();
    let stem = if stem.is_empty() { "file" } else { &stem };
    format!("{stem}.{ending}")
}

/// Marks that write a name backwards, so that `gpj.exe` reads as `exe.jpg`.
const fn turns_text_around(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// How an uploaded file is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct FileUpload {
    /// The file's name, as the reader shall see it.
    #[param(example = "行程.pdf")]
    pub file_name: String,
}

impl Check for FileUpload {
    fn check(&self, faults: &mut Faults) {
        if self.file_name.chars().count() > 1_000 {
            faults.add("/file_name", FieldCode::TooLong { max: 1_000 });
        }
    }
}

/// What is known of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FileFacts {
    /// Its name.
    #[schema(example = "行程.pdf")]
    pub name: String,
    /// What it is by its bytes.
    pub kind: FileKind,
    /// The media type with which it is served.
    #[schema(example = "application/pdf")]
    pub media_type: String,
    /// How many bytes it has.
    pub size: i64,
    /// Of a picture that says so: how many pixels wide.
    pub width: Option<i32>,
    /// Of a picture that says so: how many pixels high.
    pub height: Option<i32>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{FileKind, MAX_NAME, clean_name};

    #[test]
    fn a_name_has_no_path_and_the_ending_of_its_kind() {
        assert_eq!(clean_name("../../etc/passwd", FileKind::Text), "passwd.txt");
        assert_eq!(clean_name(r"C:\Users\a\行程.PDF", FileKind::Pdf), "行程.pdf");
        assert_eq!(clean_name("a.pdf.exe", FileKind::Pdf), "a.pdf.exe.pdf");
        assert_eq!(clean_name("photo.jpeg", FileKind::Jpeg), "photo.jpeg");
        assert_eq!(clean_name("x\u{202e}gnp.exe", FileKind::Png), "xgnp.exe.png");
        assert_eq!(clean_name("..", FileKind::Png), "file.png");
        assert_eq!(clean_name(".png", FileKind::Png), "png.png");
        assert_eq!(clean_name("a\"b\r\n.txt", FileKind::Text), "a_b.txt");
    }

    proptest! {
        #[test]
        fn no_name_is_empty_long_or_a_path(said in ".{0,300}") {
            let name = clean_name(&said, FileKind::Webp);
            prop_assert!(name.chars().count() <= MAX_NAME && name.ends_with(".webp"), "{name}");
            prop_assert!(!name.contains(['/', '\\', '"']) && !name.chars().any(char::is_control));
            prop_assert!(!name.starts_with('.'));
        }
    }
}
