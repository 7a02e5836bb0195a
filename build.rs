//! What Cargo cannot be told in its file: when to build anew, and how the program is linked.

use std::env;

fn main() {
    // Embedding follows only the files it knows; a file that is added or taken away is a change of the folder.
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=textblocks");
    println!("cargo::rerun-if-changed=build.rs");
    if target("ARCH") == "x86_64" && target("OS") == "linux" && target("ENV") == "gnu" {
        // The program stands at a fixed address. The PDF engine brings tables with 92,000 addresses in them, and the loader would
        // write each anew at every start, also of a check that makes no PDF: a quarter of its time, and 2 MB of memory. Given up
        // is that the system places the program's own code at random; stack, heap and libraries stay so. See SECURITY.md.
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}

fn target(part: &str) -> String {
    env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default()
}
