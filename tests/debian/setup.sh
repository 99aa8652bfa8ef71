# What stdenv's setup does that matters here: programs on PATH, libraries of inputs for pkg-config and the linker.
export PATH=/usr/bin:/bin
export HOME=/homeless-shelter
for input in ${nativeBuildInputs[@]+"${nativeBuildInputs[@]}"} ${buildInputs[@]+"${buildInputs[@]}"}; do
  if [ -d "$input/bin" ]; then PATH=$input/bin:$PATH; fi
  for folder in lib share; do
    if [ -d "$input/$folder/pkgconfig" ]; then
      export PKG_CONFIG_PATH=$input/$folder/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
    fi
  done
  if [ -d "$input/lib" ]; then export LIBRARY_PATH=$input/lib${LIBRARY_PATH:+:$LIBRARY_PATH}; fi
done
