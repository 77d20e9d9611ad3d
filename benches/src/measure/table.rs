//! The table that a run prints.

/// One line: what, the two figures, their ratio, and what we hold ourselves to.
#[derive(Debug)]
pub struct Row {
    pub what: String,
    pub ours: String,
    pub theirs: String,
    pub ratio: String,
    pub target: &'static str,
}

pub fn print(rows: &[Row]) {
    let head = Row {
        what: "what".into(),
        ours: "gati".into(),
        theirs: "against".into(),
        ratio: "ratio".into(),
        target: "target",
    };
    let all: Vec<[&str; 5]> = std::iter::once(&head).chain(rows).map(Row::cells).collect();
    let width = |column: usize| {
        all.iter()
            .map(|cells| cells[column].chars().count())
            .max()
            .unwrap_or_default()
    };
    let widths = [width(0), width(1), width(2), width(3), width(4)];
    for (i, cells) in all.iter().enumerate() {
        let line: Vec<String> = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        println!("| {} |", line.join(" | "));
        if i == 0 {
            println!("|{}|", widths.map(|width| "-".repeat(width + 2)).join("|"));
        }
    }
}

impl Row {
    fn cells(&self) -> [&str; 5] {
        [&self.what, &self.ours, &self.theirs, &self.ratio, self.target]
    }
}
