import WebAssembly

extension Imports {
  /// What takes a descriptor.
  mutating func defineWASIDescriptors() {
    wasiSuspending("fd_advise") { (wasi, memory, a: UInt32, b: UInt64, c: UInt64, d: UInt32) in
      try wasi.fdAdvise(memory, a, b, c, d)
    }
    wasiSuspending("fd_allocate") { (wasi, memory, a: UInt32, b: UInt64, c: UInt64) in
      try wasi.fdAllocate(memory, a, b, c)
    }
    wasi("fd_close") { (wasi, _, a: UInt32) in
      try wasi.fdClose(a)
    }
    wasiSuspending("fd_datasync") { (wasi, memory, a: UInt32) in
      try wasi.fdDatasync(memory, a)
    }
    wasi("fd_fdstat_get") { (wasi, memory, a: UInt32, b: UInt32) in
      try wasi.fdFdstatGet(memory, a, b)
    }
    wasi("fd_fdstat_set_flags") { (wasi, _, a: UInt32, b: UInt32) in
      try wasi.fdFdstatSetFlags(a, b)
    }
    wasi("fd_fdstat_set_rights") { (wasi, _, a: UInt32, b: UInt64, c: UInt64) in
      try wasi.fdFdstatSetRights(a, b, c)
    }
    wasi("fd_filestat_get") { (wasi, memory, a: UInt32, b: UInt32) in
      try wasi.fdFilestatGet(memory, a, b)
    }
    wasiSuspending("fd_filestat_set_size") { (wasi, memory, a: UInt32, b: UInt64) in
      try wasi.fdFilestatSetSize(memory, a, b)
    }
    wasiSuspending("fd_filestat_set_times") {
      (wasi, memory, a: UInt32, b: UInt64, c: UInt64, d: UInt32) in
      try wasi.fdFilestatSetTimes(memory, a, b, c, d)
    }
    wasiSuspending("fd_pread") {
      (wasi, memory, a: UInt32, b: UInt32, c: UInt32, d: UInt64, e: UInt32) in
      try wasi.fdPread(memory, a, b, c, d, e)
    }
    wasi("fd_prestat_get") { (wasi, memory, a: UInt32, b: UInt32) in
      try wasi.fdPrestatGet(memory, a, b)
    }
    wasi("fd_prestat_dir_name") { (wasi, memory, a: UInt32, b: UInt32, c: UInt32) in
      try wasi.fdPrestatDirName(memory, a, b, c)
    }
    wasiSuspending("fd_pwrite") {
      (wasi, memory, a: UInt32, b: UInt32, c: UInt32, d: UInt64, e: UInt32) in
      try wasi.fdPwrite(memory, a, b, c, d, e)
    }
    wasiSuspending("fd_read") { (wasi, memory, a: UInt32, b: UInt32, c: UInt32, d: UInt32) in
      try wasi.fdRead(memory, a, b, c, d)
    }
    wasiSuspending("fd_readdir") {
      (wasi, memory, a: UInt32, b: UInt32, c: UInt32, d: UInt64, e: UInt32) in
      try wasi.fdReaddir(memory, a, b, c, d, e)
    }
    wasi("fd_renumber") { (wasi, _, a: UInt32, b: UInt32) in
      try wasi.fdRenumber(a, b)
    }
    wasi("fd_seek") { (wasi, memory, a: UInt32, b: Int64, c: UInt32, d: UInt32) in
      try wasi.fdSeek(memory, a, b, c, d)
    }
    wasiSuspending("fd_sync") { (wasi, memory, a: UInt32) in
      try wasi.fdSync(memory, a)
    }
    wasi("fd_tell") { (wasi, memory, a: UInt32, b: UInt32) in
      try wasi.fdTell(memory, a, b)
    }
    wasiSuspending("fd_write") { (wasi, memory, a: UInt32, b: UInt32, c: UInt32, d: UInt32) in
      try wasi.fdWrite(memory, a, b, c, d)
    }
  }
}
