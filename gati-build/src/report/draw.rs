//! Draws a [`Report`] over the lines of the source, as rustc does.

use std::path::{Path, PathBuf};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Renderer, Snippet};

use super::Report;
use crate::source::{FileId, Files, Place};

/// A mistake, ready to be shown or handed to another program.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The stable name of the rule, such as `duplicate-route`.
    pub rule: &'static str,
    /// What is wrong, in one line.
    pub message: String,
    /// The places, the one to edit first.
    pub labels: Vec<DiagnosticLabel>,
    /// Facts that explain it.
    pub notes: Vec<String>,
    /// Remedies.
    pub helps: Vec<String>,
    /// All of it as a picture of several lines, without colours. The first line is the message.
    pub rendered: String,
}

/// A place of a [`Diagnostic`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DiagnosticLabel {
    /// The file.
    pub path: PathBuf,
    /// The bytes.
    pub range: std::ops::Range<usize>,
    /// The line, counted from one.
    pub line: usize,
    /// The column in characters, counted from one.
    pub column: usize,
    /// A word about the place.
    pub text: String,
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.rendered)
    }
}

/// Draws reports about some files; paths are shown relative to `base` where they lie in it.
#[derive(Debug)]
pub(crate) struct Drawer<'a> {
    pub(crate) files: &'a Files,
    pub(crate) base: &'a Path,
}

impl Drawer<'_> {
    pub(crate) fn diagnostic(&self, report: &Report) -> Diagnostic {
        Diagnostic {
            rule: report.rule,
            message: report.title.clone(),
            labels: report
                .labels
                .iter()
                .map(|(place, text)| self.label(place, text))
                .collect(),
            notes: report.notes.clone(),
            helps: report.helps.clone(),
            rendered: self.render(report),
        }
    }

    fn label(&self, place: &Place, text: &str) -> DiagnosticLabel {
        let before = self.files.text(place.file).get(..place.start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        DiagnosticLabel {
            path: self.files.path(place.file).to_owned(),
            range: place.range(),
            line: self.files.line(place),
            column: before[line_start..].chars().count() + 1,
            text: text.to_owned(),
        }
    }

    /// Whoever prints the picture has said `error` already, so the title comes without it.
    fn render(&self, report: &Report) -> String {
        let mut group = Group::with_title(Level::ERROR.no_name().primary_title(report.title.as_str()));
        for (file, labels) in by_file(&report.labels) {
            let path = self.files.path(file);
            let shown = path.strip_prefix(self.base).unwrap_or(path).display().to_string();
            let annotations = labels.into_iter().map(|(primary, place, text)| {
                let kind = if primary {
                    AnnotationKind::Primary
                } else {
                    AnnotationKind::Context
                };
                let annotation = kind.span(place.range());
                if text.is_empty() {
                    annotation
                } else {
                    annotation.label(text)
                }
            });
            let snippet = Snippet::source(self.files.text(file))
                .path(shown)
                .annotations(annotations);
            group = group.element(Element::from(snippet));
        }
        for note in &report.notes {
            group = group.element(Level::NOTE.message(note.as_str()));
        }
        for help in &report.helps {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let renderer = Renderer::plain().decor_style(DecorStyle::Ascii);
        renderer.render(&[group])
    }
}

/// Whether it is the place to edit, the place, and the word about it.
type Mark<'a> = (bool, &'a Place, &'a str);

/// The labels of each file, the file of the first label first.
fn by_file(labels: &[(Place, String)]) -> Vec<(FileId, Vec<Mark<'_>>)> {
    let mut files: Vec<(FileId, Vec<Mark<'_>>)> = Vec::new();
    for (i, (place, text)) in labels.iter().enumerate() {
        let entry = (i == 0, place, text.as_str());
        match files.iter_mut().find(|(file, _)| *file == place.file) {
            Some((_, entries)) => entries.push(entry),
            None => files.push((place.file, vec![entry])),
        }
    }
    files
}
