//! Builds the program anew when a file is added to the templates or taken away: embedding follows only the files it knows.

fn main() {
    println!("cargo:rerun-if-changed=templates");
    println!("cargo:rerun-if-changed=textblocks");
}
