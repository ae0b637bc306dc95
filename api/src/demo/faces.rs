//! The demo's avatars, with faces that are drawn here, and the picture that its customers send.

use std::io::Write;

use anyhow::Context;
use flate2::{Compression, Crc, write::ZlibEncoder};
use shared::{
    avatars::AvatarDraft,
    ids::{AvatarId, EmployeeId, GroupId},
};

use super::store;
use crate::{
    avatars,
    db::Db,
    error::Result,
    files::{Checked, Incoming, Shelf, Wanted},
    permissions::Access,
};

type Colour = [f64; 3];

/// How many pixels wide and high a face is.
const SIDE: usize = 160;
/// Into how many parts each side of a pixel is divided, so that edges are smooth.
const FINE: usize = 3;
const SKIN: Colour = [247.0, 214.0, 188.0];
const DARK: Colour = [52.0, 46.0, 50.0];

/// What a face looks like.
struct Face {
    ground: Colour,
    hair: Colour,
    shirt: Colour,
    /// How far the hair comes down, from 0 to 1.
    length: f64,
}

/// Whom customers see: name, introduction, the product line of whose groups it is, and its face.
const AVATARS: [(&str, &str, Option<&str>, Face); 3] = [
    (
        "小课",
        "您好，选课、试听和报名的事问我就好。",
        Some("course"),
        Face { ground: [214.0, 232.0, 250.0], hair: DARK, shirt: [62.0, 110.0, 180.0], length: 0.2 },
    ),
    (
        "小夏",
        "暑校项目、院校和住宿，我来为您一一说明。",
        Some("summer-school"),
        Face { ground: [253.0, 232.0, 205.0], hair: [110.0, 66.0, 40.0], shirt: [205.0, 92.0, 60.0], length: 0.9 },
    ),
    (
        "小研",
        "研学行程、安全和费用，都可以问我。",
        Some("study-travel"),
        Face { ground: [218.0, 240.0, 222.0], hair: [70.0, 50.0, 42.0], shirt: [48.0, 124.0, 88.0], length: 0.55 },
    ),
];
/// The face of the default avatar.
const DEFAULT: Face = Face { ground: [222.0, 240.0, 237.0], hair: DARK, shirt: [15.0, 118.0, 110.0], length: 0.7 };

/// Makes the avatars, for the groups of their lines; one stands for a single agent, too.
pub fn make(db: &mut Db, access: &Access, shelf: &Shelf, agent: i64) -> Result<()> {
    let groups = store::groups(db)?;
    let default = AvatarId::from_raw(1);
    avatars::paint(
        db,
        access.actor(),
        access.granted()?,
        access.directory(),
        shelf,
        (default, 1),
        &drawn(shelf, &DEFAULT)?,
    )?;
    for (name, introduction, line, face) in &AVATARS {
        let served = groups.iter().filter(|(_, code)| line.is_some() && code.as_deref() == *line);
        let people = if *line == Some("study-travel") { vec![EmployeeId::from_raw(agent)] } else { Vec::new() };
        let draft = AvatarDraft {
            name: (*name).into(),
            introduction: (*introduction).into(),
            is_active: true,
            group_ids: served.map(|(id, _)| GroupId::from_raw(*id)).collect(),
            employee_ids: people,
            version: None,
        };
        let made = avatars::create(db, access.actor(), access.granted()?, access.directory(), &draft)?;
        let which = (made.shown.id, made.version);
        avatars::paint(db, access.actor(), access.granted()?, access.directory(), shelf, which, &drawn(shelf, face)?)?;
    }
    Ok(())
}

fn drawn(shelf: &Shelf, face: &Face) -> Result<Checked> {
    arrive(shelf, &png(SIDE, SIDE, |x, y| face.at(x, y))?, "avatar.png")
}

/// A picture that a customer sends: a timetable.
pub fn timetable(shelf: &Shelf) -> Result<Checked> {
    const DAYS: [Colour; 3] = [[206.0, 228.0, 244.0], [252.0, 228.0, 200.0], [212.0, 236.0, 214.0]];
    let at = |x: f64, y: f64| -> Colour {
        let (column, row) = ((x * 6.0).floor(), (y * 6.0).floor());
        let (inside_x, inside_y) = (x * 6.0 - column, y * 6.0 - row);
        let is_line = inside_x < 0.025 || inside_y < 0.035;
        if is_line {
            [190.0, 194.0, 190.0]
        } else if row < 1.0 || column < 1.0 {
            [238.0, 240.0, 238.0]
        } else if ((column * 7.0 + row * 5.0) % 3.0) < 1.0
            && (0.12..0.88).contains(&inside_x)
            && (0.2..0.8).contains(&inside_y)
        {
            DAYS[(column + row) as usize % DAYS.len()]
        } else {
            [255.0; 3]
        }
    };
    arrive(shelf, &png(480, 300, at)?, "课程表.png")
}

fn arrive(shelf: &Shelf, bytes: &[u8], name: &str) -> Result<Checked> {
    let mut incoming = Incoming::begin(shelf, bytes.len())?;
    incoming.write(bytes)?;
    incoming.finish(Wanted::Picture, name)
}

impl Face {
    /// The colour at a point of the square from 0 to 1.
    fn at(&self, x: f64, y: f64) -> Colour {
        let round = |cx: f64, cy: f64, rx: f64, ry: f64| ((x - cx) / rx).powi(2) + ((y - cy) / ry).powi(2) <= 1.0;
        let eyes = round(0.42, 0.46, 0.022, 0.028) || round(0.58, 0.46, 0.022, 0.028);
        let smile = round(0.5, 0.53, 0.085, 0.07) && !round(0.5, 0.51, 0.095, 0.07) && y > 0.53;
        let fringe = round(0.5, 0.36, 0.215, 0.17) && y < 0.37 - 0.1 * (x - 0.42).abs();
        if eyes || smile {
            DARK
        } else if fringe {
            self.hair
        } else if round(0.5, 0.46, 0.19, 0.225) {
            SKIN
        } else if round(0.5, 0.42, 0.235, 0.25) || (round(0.5, 0.5, 0.25, 0.12 + 0.26 * self.length) && y > 0.42) {
            self.hair
        } else if round(0.5, 0.72, 0.08, 0.1) {
            SKIN
        } else if round(0.5, 1.08, 0.36, 0.32) {
            self.shirt
        } else {
            self.ground
        }
    }
}

/// A picture of so many pixels; `at` gives the colour at a point of the square from 0 to 1.
fn png(width: usize, height: usize, at: impl Fn(f64, f64) -> Colour) -> anyhow::Result<Vec<u8>> {
    let mut rows = Vec::with_capacity(height * (3 * width + 1));
    for row in 0..height {
        rows.push(0);
        for column in 0..width {
            let mut sum = [0.0; 3];
            for part in 0..FINE * FINE {
                let place = |whole: usize, part: usize, of: usize| {
                    (whole as f64 + (part as f64 + 0.5) / FINE as f64) / of as f64
                };
                let colour = at(place(column, part % FINE, width), place(row, part / FINE, height));
                (0..3).for_each(|i| sum[i] += colour[i]);
            }
            rows.extend(sum.map(|all| (all / (FINE * FINE) as f64) as u8));
        }
    }
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&rows).context("a picture")?;
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let (wide, high) = (u32::try_from(width)?.to_be_bytes(), u32::try_from(height)?.to_be_bytes());
    // Eight bits a colour, three colours.
    part(&mut file, b"IHDR", &[&wide[..], &high, &[8, 2, 0, 0, 0]].concat())?;
    part(&mut file, b"IDAT", &packed.finish().context("a picture")?)?;
    part(&mut file, b"IEND", &[])?;
    Ok(file)
}

fn part(file: &mut Vec<u8>, kind: &[u8; 4], bytes: &[u8]) -> anyhow::Result<()> {
    let mut sum = Crc::new();
    sum.update(kind);
    sum.update(bytes);
    file.extend(u32::try_from(bytes.len())?.to_be_bytes());
    file.extend(kind);
    file.extend(bytes);
    file.extend(sum.sum().to_be_bytes());
    Ok(())
}
