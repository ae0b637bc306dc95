//! The console is embedded when the server is compiled, and the compiler does not notice files that appear.

fn main() {
    // A folder that is missing would count as changed at every build.
    if let Err(error) = std::fs::create_dir_all("../dist") {
        println!("cargo::warning=the folder of the console cannot be made: {error}");
    }
    println!("cargo::rerun-if-changed=../dist");
}
