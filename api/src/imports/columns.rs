//! Recognises the columns of a file by their names, in English or Chinese, and puts every line into the same order.

use shared::{FieldError, imports::ImportKind, problem::FieldCode};

use super::decode::RawLine;

/// How many columns that mean nothing are named,
const UNKNOWN: usize = 20;
/// and how much of each name.
const UNKNOWN_CHARS: usize = 60;

/// A column that a kind of file may have.
pub struct Column {
    /// What it is called in faults.
    pub name: &'static str,
    spellings: &'static [&'static str],
    required: bool,
}

const fn column(name: &'static str, required: bool, spellings: &'static [&'static str]) -> Column {
    Column { name, spellings, required }
}

const DISTRICTS: [Column; 5] = [
    column("code", true, &["编码", "代码", "商圈编码", "行政区划代码"]),
    column("province", true, &["省", "省份"]),
    column("city", true, &["市", "城市"]),
    column("county", false, &["区县", "区/县", "县区", "区"]),
    column("name", true, &["名称", "商圈", "商圈名称"]),
];

const EMPLOYEES: [Column; 6] = [
    column("number", true, &["工号", "员工编号", "编号"]),
    column("name", true, &["姓名", "名称"]),
    column("phone", false, &["手机", "手机号", "手机号码", "电话"]),
    column("username", false, &["用户名", "账号", "登录名"]),
    column("unit", true, &["部门", "组织", "所属部门"]),
    column("agent", false, &["客服", "是否客服"]),
];

/// The columns of a kind of file, in the order in which lines are kept.
pub const fn columns(kind: ImportKind) -> &'static [Column] {
    match kind {
        ImportKind::Districts => &DISTRICTS,
        ImportKind::Employees => &EMPLOYEES,
    }
}

/// A line in the order of [`columns`]; what the file does not have is empty. A line that could not be put into order is
/// kept as it was.
pub struct Line {
    /// Its number in the file.
    pub number: i64,
    /// Its cells.
    pub cells: Vec<String>,
    /// What was wrong with how it was written.
    pub errors: Vec<FieldError>,
}

/// The lines of a file and which columns it has.
pub struct Table {
    /// The names of its columns.
    pub present: Vec<&'static str>,
    /// What its other columns are called, which nothing is read from.
    pub unknown: Vec<String>,
    /// Its lines, without the header.
    pub lines: Vec<Line>,
}

/// Puts the lines into order.
///
/// # Errors
/// When there is no header, or a column that must be there is not.
pub fn arrange(kind: ImportKind, lines: Vec<RawLine>) -> Result<Table, FieldError> {
    let mut lines = lines.into_iter();
    let header = lines.next().ok_or_else(|| FieldError::new("/file", FieldCode::Required))?;
    let names: Vec<String> = header.cells.iter().map(|c| c.text.to_lowercase()).collect();
    let place = |column: &Column| {
        names.iter().position(|name| name == column.name || column.spellings.contains(&name.as_str()))
    };
    let places: Vec<Option<usize>> = columns(kind).iter().map(place).collect();
    if let Some((column, _)) = columns(kind).iter().zip(&places).find(|(c, place)| c.required && place.is_none()) {
        return Err(FieldError::new(format!("/{}", column.name), FieldCode::Required));
    }
    let present = columns(kind).iter().zip(&places).filter(|(_, p)| p.is_some()).map(|(c, _)| c.name).collect();
    let unknown = header.cells.into_iter().enumerate();
    let unknown = unknown.filter(|(place, cell)| !cell.text.is_empty() && !places.contains(&Some(*place)));
    let unknown = unknown.take(UNKNOWN).map(|(_, cell)| cell.text.chars().take(UNKNOWN_CHARS).collect()).collect();
    let lines = lines.map(|line| arranged(kind, &places, names.len(), line)).collect();
    Ok(Table { present, unknown, lines })
}

fn arranged(kind: ImportKind, places: &[Option<usize>], expected: usize, line: RawLine) -> Line {
    let number = line.number;
    let found = line.cells.len();
    if found < expected || line.cells[expected..].iter().any(|cell| !cell.text.is_empty()) {
        let cells = line.cells.into_iter().map(|cell| cell.text).collect();
        return Line { number, cells, errors: vec![FieldError::new("", FieldCode::WrongColumns { expected, found })] };
    }
    let mut errors = Vec::new();
    let mut cells = Vec::with_capacity(places.len());
    for (column, place) in columns(kind).iter().zip(places) {
        let Some(cell) = place.and_then(|place| line.cells.get(place)) else {
            cells.push(String::new());
            continue;
        };
        if let Some(fault) = &cell.fault {
            errors.push(FieldError::new(format!("/{}", column.name), fault.clone()));
        }
        cells.push(cell.text.clone());
    }
    Line { number, cells, errors }
}

#[cfg(test)]
mod tests {
    use super::{super::decode, *};

    fn table(text: &str) -> Result<Table, FieldError> {
        arrange(ImportKind::Districts, decode::lines("a.csv", text.as_bytes())?)
    }

    #[test]
    fn columns_are_found_in_any_order_and_language() {
        let found = table("备注,名称,CODE,省份,city\nx,北山街道,1,浙江省,杭州市\n").expect("fits");
        assert_eq!(found.present, ["code", "province", "city", "name"]);
        assert_eq!(found.unknown, ["备注"]);
        assert_eq!(found.lines[0].cells, ["1", "浙江省", "杭州市", "", "北山街道"]);
    }

    #[test]
    fn a_file_without_a_header_or_a_column_is_refused() {
        assert_eq!(table("").err(), Some(FieldError::new("/file", FieldCode::Required)));
        assert_eq!(table("code,name\n").err(), Some(FieldError::new("/province", FieldCode::Required)));
    }

    #[test]
    fn a_line_with_other_columns_is_kept_as_it_was() {
        let found = table("code,province,city,name\n1,a\n2,a,b,c,,\n3,a,b,c,d\n").expect("fits");
        assert_eq!(found.lines[0].cells, ["1", "a"]);
        assert_eq!(found.lines[0].errors[0].code, FieldCode::WrongColumns { expected: 4, found: 2 });
        assert!(found.lines[1].errors.is_empty());
        assert_eq!(found.lines[2].errors[0].code, FieldCode::WrongColumns { expected: 4, found: 5 });
    }
}
