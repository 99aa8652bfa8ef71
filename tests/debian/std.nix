# A Rust toolchain with the standard library of more platforms, which Debian has no packages for.
# Cargo's build-std makes each library once from rust-src, with the crates that Debian puts beside
# it. A changed script takes minutes: nothing but the script decides about the libraries.
{ triples }:
let
  musl = "/usr/lib/x86_64-linux-musl";
  objectFlags = "--target $triple --emit obj -C opt-level=3";
  source = "/usr/lib/rustlib/src/rust/library";
  run =
    name: attrs: script:
    derivation (
      attrs
      // {
        inherit name;
        system = "x86_64-linux";
        builder = "/bin/bash";
        args = [
          "-e"
          "-c"
          "${script}\nexit 0"
        ];
      }
    );
  # rustc's own start files: those of the C library for musl (bootstrap,
  # copy_self_contained_objects), and two compiled ones for Windows (library/rtstartup).
  startFiles = {
    x86_64-unknown-linux-musl = ''
      mkdir -p $out/self-contained
      cp ${musl}/{crt1,Scrt1,rcrt1,crti,crtn}.o ${musl}/libc.a $out/self-contained/
      for file in crtbegin.o crtbeginS.o crtend.o crtendS.o libgcc_eh.a; do
        cp $(gcc -print-file-name=$file) $out/self-contained/
      done
      mv $out/self-contained/libgcc_eh.a $out/self-contained/libunwind.a
    '';
    x86_64-pc-windows-gnu = ''
      for name in rsbegin rsend; do
        rustc ${objectFlags} -o $out/$name.o ${source}/rtstartup/$name.rs
      done
    '';
  };
  # Release builds of Rust compile the C of compiler-rt into compiler_builtins (bootstrap's
  # optimized-compiler-builtins), which also has functions that gcc calls, such as __popcountdi2.
  # rust-src lacks this C. For musl, rustc links no libgcc, so libgcc takes its place.
  features = {
    x86_64-unknown-linux-musl = "default,backtrace,panic-unwind,compiler-builtins-c";
  };
  std =
    triple:
    run "rust-std-${triple}" { inherit triple; } ''
      export PATH=/usr/bin CARGO_HOME=$TMPDIR/home RUSTC_BOOTSTRAP=1
      mkdir -p home empty/src
      printf '[source.crates-io]\nreplace-with = "debian"\n[source.debian]\ndirectory = "%s"\n' \
        ${source}/vendor > home/config.toml
      printf '[package]\nname = "empty"\nversion = "0.1.0"\n' > empty/Cargo.toml
      : > empty/src/lib.rs
      cd empty
      export LLVM_COMPILER_RT_LIB=$(gcc -print-libgcc-file-name)
      cargo build --offline --release -Z build-std=std,panic_abort,test --target $triple \
        -Z build-std-features=${features.${triple} or "default,backtrace,panic-unwind"}
      mkdir -p $out
      cp target/$triple/release/deps/*.rlib $out/
      rm $out/libempty-*
      ${startFiles.${triple} or ""}
    '';
  sysroot = run "rust-sysroot" { } (
    ''
      export PATH=/usr/bin
      mkdir -p $out/lib/rustlib $out/bin
      for each in /usr/lib/rustlib/{x86_64,wasm32}*; do ln -s $each $out/lib/rustlib/; done
      for program in rustc rustdoc clippy-driver; do
        printf '#!/bin/bash\nexec /usr/bin/%s --sysroot %s "$@"\n' $program $out > $out/bin/$program
        chmod +x $out/bin/$program
      done
      ln -s /usr/bin/{cargo,cargo-clippy,rustfmt,cargo-fmt} $out/bin/
    ''
    + builtins.concatStringsSep "\n" (
      map (triple: ''
        mkdir -p $out/lib/rustlib/${triple}/lib
        ln -s ${std triple}/* $out/lib/rustlib/${triple}/lib/
        cd $out/lib/rustlib/${triple}/lib
        if [ -e self-contained/libunwind.a ]; then
          rm self-contained
          cp -r --no-preserve=mode ${std triple}/self-contained self-contained
          musl-gcc -O2 -fPIC -c ${./find_object.c} -o find_object.o
          ar r self-contained/libunwind.a find_object.o
          # Also for `-C link-self-contained=no`.
          ln -s self-contained/libunwind.a .
        fi
      '') triples
    )
  );
in
sysroot
