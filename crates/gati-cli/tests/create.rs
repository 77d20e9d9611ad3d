//! Runs `gati create` as a user does, and then does with the result what a user would do with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the repository")
}

fn gati(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gati"))
        .arg("create")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

/// Makes a package and runs its own tests. What all such packages stand on is compiled once.
fn make_and_test(template: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let name = format!("made-{template}");
    let made = gati(&[&name, "--template", template], folder.path());
    assert!(made.status.success(), "{}", text(&made.stderr));
    let package = folder.path().join(&name);
    assert!(package.join(".git").is_dir(), "{}", text(&made.stdout));
    let ignored = fs::read_to_string(package.join(".gitignore")).expect("what git ignores");
    assert!(ignored.contains("/target") && ignored.contains(".env"));
    // The same versions as here, so that nothing needs to be fetched.
    fs::copy(root().join("Cargo.lock"), package.join("Cargo.lock")).expect("a lock file");
    let cargo = |arguments: &[&str]| {
        Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(&package)
            .env(
                "CARGO_TARGET_DIR",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join("target"),
            )
            .env("CARGO_NET_OFFLINE", "true")
            .env("CARGO_TERM_COLOR", "never")
            .output()
            .expect("cargo runs")
    };
    let tested = cargo(&["test", "--workspace"]);
    let (out, log) = (text(&tested.stdout), text(&tested.stderr));
    assert!(tested.status.success(), "{out}\n{log}");
    assert!(!log.contains("warning"), "{log}");
    let passed: usize = out.lines().filter(|line| line.ends_with("... ok")).count();
    assert!(passed > 0, "it has tests: {out}");
    let formatted = cargo(&["fmt", "--all", "--check"]);
    // Where rustfmt is not installed cargo says so.
    let has_rustfmt = !text(&formatted.stderr).contains("is not installed");
    assert!(
        !has_rustfmt || formatted.status.success(),
        "{}",
        text(&formatted.stdout)
    );
}

#[test]
fn minimal_builds_and_passes_its_tests() {
    make_and_test("minimal");
}

#[test]
fn api_builds_and_passes_its_tests() {
    make_and_test("api");
}

#[test]
fn full_builds_and_passes_its_tests_through_its_client() {
    make_and_test("full");
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = gati(&["shop", "--no-git"], folder.path());
    assert!(made.status.success(), "{}", text(&made.stderr));
    let told = text(&made.stdout);
    assert!(
        told.starts_with("created shop in shop from the template api, against the checkout of Gati in "),
        "{told}"
    );
    assert!(told.contains("\n  cd shop\n  gati dev "), "{told}");
    assert!(!folder.path().join("shop/.git").exists());
    assert!(folder.path().join("shop/tests/api.rs").is_file());
    assert_eq!(names(folder.path()), ["shop"]);

    let nameless = gati(&["--yes"], folder.path());
    assert_eq!(nameless.status.code(), Some(2));
    assert!(text(&nameless.stderr).contains("help: name it: `gati create my-api`"));
}

#[test]
fn a_published_version_is_named_like_any_dependency() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = gati(&["shop", "--published", "--no-git"], folder.path());
    assert!(made.status.success(), "{}", text(&made.stderr));
    let manifest = fs::read_to_string(folder.path().join("shop/Cargo.toml")).expect("a manifest");
    let version = env!("CARGO_PKG_VERSION");
    assert!(
        manifest.contains(&format!("gati = {{ version = \"{version}\" }}")),
        "{manifest}"
    );
}

#[test]
fn nothing_is_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("shop")).expect("a folder");
    fs::write(folder.path().join("shop/mine.txt"), "mine").expect("a file");
    fs::write(folder.path().join("file"), "").expect("a file");
    for (name, message) in [
        ("shop", "is there already, and not empty"),
        ("file", "is there already, and no folder"),
    ] {
        let refused = gati(&[name], folder.path());
        assert_eq!(refused.status.code(), Some(2), "{name}");
        assert!(
            text(&refused.stderr).contains(message),
            "{}",
            text(&refused.stderr)
        );
    }
    assert_eq!(names(&folder.path().join("shop")), ["mine.txt"]);
    assert_eq!(names(folder.path()), ["file", "shop"]);
}

#[test]
fn an_empty_folder_is_filled() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("shop")).expect("a folder");
    let made = gati(&["shop", "--no-git"], folder.path());
    assert!(made.status.success(), "{}", text(&made.stderr));
    assert!(folder.path().join("shop/src/main.rs").is_file());
}

#[test]
fn a_bad_name_is_refused_with_a_better_one() {
    let folder = tempfile::tempdir().expect("a folder");
    for (arguments, help) in [
        (&["2shop"][..], "`api-2shop` can"),
        (&["Shop"], "`shop` can"),
        (&["shop", "--name", "async"], "`async-api` can"),
        (&["löwe"], "`l-we` can"),
    ] {
        let refused = gati(arguments, folder.path());
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}");
        assert!(text(&refused.stderr).contains(help), "{}", text(&refused.stderr));
    }
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_checkout_that_is_none_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = gati(&["shop", "--gati", "."], folder.path());
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        text(&refused.stderr).contains("is no checkout of Gati"),
        "{}",
        text(&refused.stderr)
    );
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_that_names_the_place() {
    // A file where a folder would have to be; rights would mean nothing to a test that runs as root.
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("file"), "").expect("a file");
    let refused = gati(&["file/shop"], folder.path());
    assert!(!refused.status.success());
    assert!(
        text(&refused.stderr).contains("file/shop"),
        "{}",
        text(&refused.stderr)
    );
    assert_eq!(names(folder.path()), ["file"]);
}

#[test]
fn a_package_below_a_workspace_stands_on_its_own_or_joins_it() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("Cargo.toml"),
        "[workspace]\nmembers = [\"services/*\"]\n",
    )
    .expect("a workspace");
    let manifest = |name: &str, template: &str| {
        let made = gati(&[name, "--template", template, "--no-git"], folder.path());
        assert!(made.status.success(), "{}", text(&made.stderr));
        let manifest = fs::read_to_string(folder.path().join(name).join("Cargo.toml")).expect("a manifest");
        (manifest, text(&made.stdout))
    };
    let (member, told) = manifest("services/shop", "api");
    assert!(
        !member.contains("[workspace]") && !member.contains("[profile"),
        "{member}"
    );
    assert!(told.contains("it is a member of the workspace in"), "{told}");
    let (stranger, told) = manifest("shop", "api");
    assert!(stranger.contains("[workspace]"), "{stranger}");
    assert!(told.contains("it is a workspace of its own"), "{told}");
    let refused = gati(&["services/whole", "--template", "full"], folder.path());
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        text(&refused.stderr).contains("--template api"),
        "{}",
        text(&refused.stderr)
    );
}
