//! What the book shows is what happens.

#[test]
fn every_command_of_the_chapter_prints_what_stands_below_it() {
    let chapter = include_str!("../../../docs/guide/tutorial.md");
    transcript::replay(chapter, "tutorial-3", env!("CARGO_BIN_EXE_tutorial-3"));
}
