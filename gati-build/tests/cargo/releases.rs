//! Builds of packages that have released.

use std::fs;
use std::path::{Path, PathBuf};

use super::{GREETING, HELLO, Package, target};

#[test]
fn a_released_file_that_was_edited_fails_the_build_and_changes_are_told_since_the_newest_release() {
    let package = Package::new("released", HELLO);
    package.write("src/model.rs", GREETING);
    let versions = package.folder.join("versions");
    package.release();

    let build = package.check();
    assert!(build.worked, "{}", build.log);
    let changes = target().join("gati/released/changes.md");
    let told = || fs::read_to_string(&changes).expect("what changed");
    assert_eq!(told(), "Nothing changed since release 0.1.0.\n");
    package.write(
        "src/model.rs",
        &GREETING.replace("pub text: String,", "pub text: String,\n    pub loud: bool,"),
    );
    package.write(
        "src/main.rs",
        &HELLO.replace("{name}!\"),", "{name}!\"), loud: true,"),
    );
    let build = package.check();
    assert!(build.worked, "{}", build.log);
    assert!(
        told().starts_with("Since release 0.1.0; the next one is "),
        "{}",
        told()
    );

    let objects = fs::read_dir(versions.join("objects")).expect("the objects of the release");
    let object = objects.map(|entry| entry.expect("an object").path()).next();
    let object = object.expect("one object");
    fs::write(&object, "{}").expect("an edit");
    let name = object.file_name().expect("a name").to_string_lossy().into_owned();
    package.check().fails_with(&name);
}

/// The files below a folder of releases, but those that only tell other tools something.
fn released_files(versions: &Path) -> Vec<PathBuf> {
    let below = |folder: &str| {
        let entries = fs::read_dir(versions.join(folder)).expect("a folder of the store");
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
        files.sort();
        files
    };
    let mut files = below("releases");
    files.extend(below("objects"));
    files.push(versions.join("head.json"));
    files
}

#[test]
fn a_released_file_that_is_missing_cut_off_edited_or_elsewhere_fails_the_build_by_its_name() {
    let package = Package::new("damaged", HELLO);
    package.write("src/model.rs", GREETING);
    package.release();
    package.write(
        "src/main.rs",
        &HELLO.replace("gati::app!();", "#[gati::handler(\"GET /bye\")]\nasync fn bye() -> Text { Text(\"bye\".into()) }\n\ngati::app!();"),
    );
    package.release();
    let build = package.check();
    assert!(build.worked, "{}", build.log);

    let versions = package.folder.join("versions");
    let files = released_files(&versions);
    assert!(files.len() >= 6, "{files:?}");
    let name = |file: &Path| file.file_name().expect("a name").to_string_lossy().into_owned();
    for file in &files {
        let content = fs::read(file).expect("a file of the store");
        fs::remove_file(file).expect("it can go");
        package.check().fails_with(&format!("{}` is missing", name(file)));
        fs::write(file, &content[..content.len() / 2]).expect("a half");
        package.check().fails_with(&name(file));
        // The head may be rewritten, as after a merge; of all else each byte counts.
        if name(file) != "head.json" {
            let edited = [content.as_slice(), b" "].concat();
            fs::write(file, edited).expect("an edit that changes nothing");
            package.check().fails_with(&name(file));
        }
        fs::write(file, content).expect("the whole again");
    }
    // Two releases, and two objects, that changed places.
    for [one, other] in [[&files[0], &files[1]], [&files[2], &files[3]]] {
        let contents = [one, other].map(|file| fs::read(file).expect("a file of the store"));
        fs::write(one, &contents[1]).expect("the other's content");
        fs::write(other, &contents[0]).expect("the other's content");
        let build = package.check();
        assert!(
            !build.worked && (build.log.contains(&name(one)) || build.log.contains(&name(other))),
            "{}",
            build.log
        );
        fs::write(one, &contents[0]).expect("its own again");
        fs::write(other, &contents[1]).expect("its own again");
    }
    let build = package.check();
    assert!(build.worked, "nothing is left of all that:\n{}", build.log);
}

#[test]
fn releases_of_two_branches_fail_the_build_until_one_follows_the_other() {
    let package = Package::new("forked", HELLO);
    package.write("src/model.rs", GREETING);
    let with = |path: &str| {
        let handler = format!(
            "#[gati::handler(\"GET /{path}\")]\nasync fn {path}() -> Text {{ Text(\"hi\".into()) }}\n\ngati::app!();"
        );
        package.write("src/main.rs", &HELLO.replace("gati::app!();", &handler));
    };
    package.release();
    let versions = package.folder.join("versions");
    let head = fs::read(versions.join("head.json")).expect("the head");
    with("theirs");
    package.release();
    let theirs = released_files(&versions).swap_remove(1);
    let kept = fs::read(&theirs).expect("their release");
    fs::remove_file(&theirs).expect("the other branch does not know it");
    fs::write(versions.join("head.json"), head).expect("nor its head");
    with("ours");
    package.release();
    fs::write(&theirs, kept).expect("a merge brings it");
    let build = package.check();
    build.fails_with("two branches have released");
    build.fails_with("`gati version resolve` puts one after the other");
    build.fails_with(&theirs.file_name().expect("a name").to_string_lossy());
}

#[cfg(unix)]
#[test]
fn the_first_release_is_seen_by_the_next_build() {
    let package = Package::new("first-release", HELLO);
    package.write("src/model.rs", GREETING);
    let build = package.check();
    assert!(build.worked, "{}", build.log);
    assert_eq!(
        package.check().work("first-release"),
        (0, 0),
        "there is no release yet"
    );

    package.release();
    assert_eq!(package.check().work("first-release").0, 1, "there is one now");
    assert_eq!(package.check().work("first-release"), (0, 0), "and nothing since");
    let client = target().join("gati/first-release/client/src/lib.rs");
    let client = fs::read_to_string(client).expect("the client in the artifacts");
    assert!(
        client.contains("pub const API_VERSION: Option<&str> = Some(\"0.1.0\");"),
        "it is of the release"
    );
}
