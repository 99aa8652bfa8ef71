# The environment of a platform's stdenv: only inputs are on PATH.
export PATH=@basics@/bin
if [ -n "@cc@" ]; then
  PATH=$PATH:@cc@/bin
  for tool in AR AS LD NM OBJCOPY RANLIB STRIP CC; do
    export $tool=@prefix@${tool,,}
  done
  export CXX=@prefix@c++
fi
export HOME=/homeless-shelter
for input in ${nativeBuildInputs[@]+"${nativeBuildInputs[@]}"}; do
  if [ -d "$input/bin" ]; then PATH=$input/bin:$PATH; fi
done
for input in ${buildInputs[@]+"${buildInputs[@]}"}; do
  for folder in lib share; do
    if [ -d "$input/$folder/pkgconfig" ]; then
      export PKG_CONFIG_PATH=$input/$folder/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
    fi
  done
  # gcc reads LIBRARY_PATH only as a native compiler; nixpkgs' wrapper passes -L.
  if [ -d "$input/lib" ]; then export NIX_LDFLAGS="${NIX_LDFLAGS-} -L$input/lib"; fi
done
