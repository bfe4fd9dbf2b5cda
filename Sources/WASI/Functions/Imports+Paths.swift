import WebAssembly

extension Imports {
  /// What takes a path.
  mutating func defineWASIPaths() {
    wasiSuspending("path_create_directory") { (wasi, memory, a: UInt32, b: UInt32, c: UInt32) in
      try wasi.pathCreateDirectory(memory, a, b, c)
    }
    wasiSuspending("path_filestat_get") {
      (wasi, memory, a: UInt32, b: UInt32, c: UInt32, d: UInt32, e: UInt32) in
      try wasi.pathFilestatGet(memory, a, b, c, d, e)
    }
    wasiSuspending("path_filestat_set_times") {
      (wasi, memory, a: UInt32, b: UInt32, c: UInt32, d: UInt32, e: UInt64, f: UInt64, g: UInt32) in
      try wasi.pathFilestatSetTimes(memory, a, b, c, d, e, f, g)
    }
    wasiSuspending("path_link") {
      (wasi, memory, a: UInt32, b: UInt32, c: UInt32, d: UInt32, e: UInt32, f: UInt32, g: UInt32) in
      try wasi.pathLink(memory, a, b, c, d, e, f, g)
    }
    wasiSuspending("path_open") {
      (
        wasi, memory, a: UInt32, b: UInt32, c: UInt32, d: UInt32, e: UInt32, f: UInt64, g: UInt64,
        h: UInt32, i: UInt32
      ) in
      try wasi.pathOpen(memory, a, b, c, d, e, f, g, h, i)
    }
    wasiSuspending("path_readlink") {
      (wasi, memory, a: UInt32, b: UInt32, c: UInt32, d: UInt32, e: UInt32, f: UInt32) in
      try wasi.pathReadlink(memory, a, b, c, d, e, f)
    }
    wasiSuspending("path_remove_directory") { (wasi, memory, a: UInt32, b: UInt32, c: UInt32) in
      try wasi.pathRemoveDirectory(memory, a, b, c)
    }
    wasiSuspending("path_rename") {
      (wasi, memory, a: UInt32, b: UInt32, c: UInt32, d: UInt32, e: UInt32, f: UInt32) in
      try wasi.pathRename(memory, a, b, c, d, e, f)
    }
    wasiSuspending("path_symlink") {
      (wasi, memory, a: UInt32, b: UInt32, c: UInt32, d: UInt32, e: UInt32) in
      try wasi.pathSymlink(memory, a, b, c, d, e)
    }
    wasiSuspending("path_unlink_file") { (wasi, memory, a: UInt32, b: UInt32, c: UInt32) in
      try wasi.pathUnlinkFile(memory, a, b, c)
    }
  }
}
