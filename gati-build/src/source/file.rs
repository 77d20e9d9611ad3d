//! The files that were read, and places in them.
//!
//! Spans of `proc_macro2` outside of a macro know their bytes but not their file, so every place carries both.

use std::cell::OnceCell;
use std::ops::Range;
use std::path::{Path, PathBuf};

use proc_macro2::Span;

/// A file of [`Files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FileId(usize);

/// Every file that was read, in the order of reading.
#[derive(Debug, Default)]
pub(crate) struct Files {
    files: Vec<File>,
}

#[derive(Debug)]
struct File {
    path: PathBuf,
    text: String,
    /// Where its lines start, once somebody asks.
    lines: OnceCell<Vec<usize>>,
}

/// A span and its file: a [`Place`] that nobody has asked for yet, and most are never asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    pub(crate) file: FileId,
    pub(crate) span: Span,
}

impl Spot {
    pub(crate) fn place(self) -> Place {
        Place::new(self.file, self.span)
    }
}

/// Some bytes of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place {
    pub(crate) file: FileId,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Place {
    /// The bytes of a span, which must come from that file.
    pub(crate) fn new(file: FileId, span: Span) -> Self {
        let Range { start, end } = span.byte_range();
        Self { file, start, end }
    }

    pub(crate) fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

impl Files {
    pub(crate) fn add(&mut self, path: PathBuf, text: String) -> FileId {
        self.files.push(File {
            path,
            text,
            lines: OnceCell::new(),
        });
        FileId(self.files.len() - 1)
    }

    pub(crate) fn path(&self, file: FileId) -> &Path {
        &self.files[file.0].path
    }

    pub(crate) fn text(&self, file: FileId) -> &str {
        &self.files[file.0].text
    }

    /// The text of a place.
    pub(crate) fn slice(&self, place: &Place) -> &str {
        self.text(place.file).get(place.range()).unwrap_or_default()
    }

    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|file| file.path.as_path())
    }

    /// The line of a place, counted from one.
    pub(crate) fn line(&self, place: &Place) -> usize {
        let file = &self.files[place.file.0];
        let lines = file.lines.get_or_init(|| {
            let ends = file.text.match_indices('\n').map(|(end, _)| end + 1);
            std::iter::once(0).chain(ends).collect()
        });
        lines.partition_point(|start| *start <= place.start)
    }
}
