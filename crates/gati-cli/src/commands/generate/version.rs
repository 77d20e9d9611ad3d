//! The API version that clients are made for.

use gati_build::Project;

use crate::error::CommandError;

/// Refuses a version that cannot be had.
pub(super) fn check(project: &Project, at: Option<&str>) -> Result<(), CommandError> {
    let Some(at) = at else {
        return Ok(());
    };
    let store = project.dir().join("versions");
    let error = if store.is_dir() {
        CommandError::usage(format!("this gati cannot make clients of the release `{at}` yet"))
    } else {
        CommandError::usage(format!(
            "`{}` has no releases, so there is no version `{at}`: there is no folder `{}`",
            project.name(),
            store.display()
        ))
    };
    Err(error.help("check out the sources of that version and run `gati generate` there, without `--at`"))
}
