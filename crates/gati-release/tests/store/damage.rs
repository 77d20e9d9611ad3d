//! Whatever happens to a file is found, and the file is named.

#![expect(
    clippy::unwrap_used,
    reason = "a folder that cannot be made or read is a failed test"
)]

use std::cell::Cell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use gati_release::{Disk, Store, StoreError};

use crate::merge::conflict;
use crate::shop::{Shop, shop};

/// What a store says that something happened to.
fn complaint(shop: &Shop) -> String {
    match shop.open() {
        Ok(_) => "nothing".to_owned(),
        Err(error) => error.to_string(),
    }
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).expect("a name")
}

#[test]
fn every_file_is_missed_when_it_is_gone() {
    for below in ["releases", "objects"] {
        let count = Shop::with_three().files(below).len();
        for at in 0..count {
            let shop = Shop::with_three();
            let path = &shop.files(below)[at];
            fs::remove_file(path).unwrap();
            let said = complaint(&shop);
            assert!(
                said.contains(name(path)) && said.contains("missing"),
                "{}: {said}",
                name(path)
            );
        }
    }
    let shop = Shop::with_three();
    fs::remove_file(shop.versions().join("head.json")).unwrap();
    assert!(complaint(&shop).contains("head.json"));
}

#[test]
fn every_file_is_named_when_it_was_edited_or_cut_off() {
    let edits: [fn(&str) -> String; 4] = [
        // It says the same as before: only the hash tells.
        |text| format!("{text} "),
        |text| text.replacen("e", "a", 1),
        |text| text[..text.len() / 2].to_owned(),
        |_| String::new(),
    ];
    for edit in edits {
        for below in ["releases", "objects"] {
            let count = Shop::with_three().files(below).len();
            for at in 0..count {
                let shop = Shop::with_three();
                let path = &shop.files(below)[at];
                let text = fs::read_to_string(path).unwrap();
                fs::write(path, edit(&text)).unwrap();
                assert!(complaint(&shop).contains(name(path)), "{}", name(path));
            }
        }
    }
    let shop = Shop::with_three();
    fs::write(shop.versions().join("head.json"), "{").unwrap();
    assert!(complaint(&shop).contains("head.json"));
    let shop = Shop::with_three();
    shop.store()
        .tag(shop.store().newest().unwrap(), "stable")
        .unwrap();
    fs::write(
        shop.versions().join("lifecycle/tag-stable.json"),
        "{\"format\":1,\"version\":\"9.9.9\"}",
    )
    .unwrap();
    assert!(complaint(&shop).contains("tag-stable.json"));
    for (edited, why) in [
        (
            r#"{"format":1,"deprecated":"2027-02-01T00:00:00Z","sunset":"2027-01-01T00:00:00Z"}"#,
            "has an end before its deprecation",
        ),
        (
            r#"{"format":1,"sunset":"2027-01-01T00:00:00Z"}"#,
            "has an end that was never announced",
        ),
        (
            r#"{"format":1,"deprecated":"soon"}"#,
            "has `soon` where a time belongs",
        ),
    ] {
        let shop = Shop::with_three();
        fs::create_dir_all(shop.versions().join("lifecycle")).unwrap();
        fs::write(shop.versions().join("lifecycle/release-1.0.0.json"), edited).unwrap();
        let said = complaint(&shop);
        assert!(
            said.contains("release-1.0.0.json") && said.contains(why),
            "{said}"
        );
    }
    let shop = Shop::with_three();
    let tagged = |tag: &str| {
        let path = shop.versions().join(format!("lifecycle/tag-{tag}.json"));
        fs::create_dir_all(shop.versions().join("lifecycle")).unwrap();
        fs::write(&path, "{\"format\":1,\"version\":\"2.0.0\"}").unwrap();
        let said = complaint(&shop);
        fs::remove_file(path).unwrap();
        said
    };
    assert_eq!(tagged("stable"), "nothing");
    let said = tagged("1.0");
    assert!(
        said.contains("tag-1.0.json") && said.contains("names `1.0`, which cannot be a tag"),
        "{said}"
    );
    let newer = Shop::with_three();
    fs::create_dir_all(newer.versions().join("lifecycle")).unwrap();
    fs::write(newer.versions().join("lifecycle/default.json"), "{\"format\":2}").unwrap();
    assert!(complaint(&newer).contains("use a newer Gati"));
}

/// Each mistake has a way out of its own. Restoring a file that a newer Gati wrote, or one that git left in two halves, would be none.
#[test]
fn what_to_do_is_said_once_and_goes_with_the_mistake() {
    let damaged = |path: &str, text: &str| {
        let shop = Shop::with_three();
        let path = shop.versions().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        let said = complaint(&shop);
        assert_eq!(said.matches("help: ").count(), 1, "{said}");
        said
    };
    let sides = &*conflict("{}\n", "{}\n");
    let cases = [
        ("head.json", "{", "git checkout"),
        ("head.json", sides, "gati version resolve"),
        ("head.json", "{\"format\":2,\"newest\":\"\"}", "use a newer Gati"),
        ("lifecycle/tag-stable.json", "", "say it again"),
        ("lifecycle/tag-stable.json", sides, "keep one side"),
        (
            "lifecycle/tag-stable.json",
            "{\"format\":1,\"version\":\"9.9.9\"}",
            "say it again",
        ),
        (
            "lifecycle/release-1.0.0.json",
            "{\"format\":1,\"sunset\":\"2030-01-01\"}",
            "say it again",
        ),
        ("lifecycle/notes.txt", "", "say it again"),
        ("lifecycle/default.json", "{\"format\":2}", "use a newer Gati"),
        ("releases/README.md", "", "git checkout"),
    ];
    for (path, text, help) in cases {
        let said = damaged(path, text);
        let name = name(Path::new(path));
        assert!(
            said.contains(name) && said.contains(help),
            "{path} {text}: {said}"
        );
    }
}

/// All bytes are as they were written, and still the API that comes out is not the one that went in.
#[test]
fn a_release_that_says_more_than_is_understood_was_made_by_another_gati() {
    let shop = Shop::new();
    shop.release(&self::shop(&[("buy", &["item"])]), 1, "First")
        .unwrap();
    let path = &shop.files("releases")[0];
    let text = fs::read_to_string(path).unwrap();
    let was = shop.store().newest().unwrap().manifest.to_string();
    let text = text.replace(&was, &"0".repeat(32));
    let hash = gati_schema::Fingerprint::of(text.as_bytes());
    fs::remove_file(path).unwrap();
    fs::remove_file(shop.versions().join("head.json")).unwrap();
    let other = path.with_file_name(format!("0001-1.0.0-{hash}.json"));
    fs::write(&other, text).unwrap();
    let store = shop.store();
    let said = store.manifest(store.newest().unwrap()).unwrap_err().to_string();
    assert!(
        said.contains(name(&other)) && said.contains("another Gati") && !said.contains("git checkout"),
        "{said}"
    );
}

#[test]
fn releases_cannot_change_places() {
    let shop = Shop::with_three();
    let files = shop.files("releases");
    let aside = shop.versions().join("aside");
    fs::rename(&files[0], &aside).unwrap();
    fs::rename(&files[1], &files[0]).unwrap();
    fs::rename(&aside, &files[1]).unwrap();
    assert!(complaint(&shop).contains(name(&files[0])));
}

/// A disk that is full after so many files, in the middle of one.
struct Full(Cell<usize>);

impl Disk for Full {
    fn write(&self, path: &Path, content: &str) -> io::Result<()> {
        fs::create_dir_all(path.parent().unwrap())?;
        match self.0.get().checked_sub(1) {
            Some(left) => {
                self.0.set(left);
                fs::write(path, content)
            }
            None => {
                // What a real write leaves: a draft that is cut off.
                let draft = path.with_file_name(format!(".{}.1", name(path)));
                fs::write(draft, &content[..content.len() / 2])?;
                Err(io::ErrorKind::StorageFull.into())
            }
        }
    }
}

#[test]
fn a_full_disk_leaves_what_was_there_and_the_next_try_releases() {
    let more = shop(&[
        ("buy", &["item", "amount"]),
        ("sell", &["item"]),
        ("rent", &["item"]),
    ]);
    let steps = Shop::with_three()
        .plan(&more, 9, "One can rent")
        .unwrap()
        .files
        .iter()
        .count();
    for room in 0..steps {
        let shop = Shop::with_three();
        let plan = shop.plan(&more, 9, "One can rent").unwrap();
        // Files that are there are not written again, so that some rooms suffice.
        let is_told = match plan.write_to(&shop.versions(), &Full(Cell::new(room))) {
            Ok(()) => {
                assert_eq!(shop.store().releases().len(), 4);
                continue;
            }
            Err(StoreError::Unreleased { .. }) => false,
            Err(StoreError::Unfinished { .. }) => true,
            Err(error) => panic!("{error}"),
        };
        let store = shop.store();
        let released = store.releases().len();
        // The release file counts; before it nothing is released.
        let is_written = shop
            .files("releases")
            .iter()
            .any(|path| name(path).starts_with("0004"));
        assert_eq!(released, if is_written { 4 } else { 3 }, "room for {room}");
        assert_eq!(is_told, is_written, "the error says what is there");
        assert_eq!(Store::settle_head(shop.versions()).unwrap(), is_written);
        assert!(!store.unused().unwrap().is_empty());
        for path in store.unused().unwrap() {
            fs::remove_file(path).unwrap();
        }
        if released == 3 {
            shop.release(&more, 9, "One can rent").unwrap();
        }
        assert_eq!(shop.store().releases().len(), 4);
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let shop = Shop::with_three();
    let more = self::shop(&[("buy", &["item", "amount"])]);
    let plan = shop.plan(&more, 9, "Nobody sells").unwrap();
    // A file where a folder belongs refuses everybody, the superuser too.
    let blocked: PathBuf = shop.versions().join("blocked");
    fs::write(&blocked, "").unwrap();
    let error = plan.write(&blocked.join("versions")).unwrap_err();
    assert!(matches!(error, StoreError::Unreleased { .. }), "{error}");
}
