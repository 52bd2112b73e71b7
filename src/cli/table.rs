//! Tables for people to read.

use unicode_width::UnicodeWidthStr;

/// Columns of equal width; those of `left` stand to the left, the others to the right. Wide characters count as two.
pub(super) fn aligned(table: &[Vec<String>], left: &[usize]) -> String {
    let columns = table.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| table.iter().filter_map(|row| Some(row.get(column)?.width())).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut shown = String::new();
    for row in table {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            let space = " ".repeat(width - cell.width());
            if left.contains(&column) { format!("{cell}{space}") } else { format!("{space}{cell}") }
        });
        let cells: Vec<String> = cells.collect();
        shown.push_str(cells.join("  ").trim_end());
        shown.push('\n');
    }
    shown
}
